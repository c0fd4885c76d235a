import { useCursorSeq, useReading, useScope } from "#src/ui/useScope.ts";
import { problemMarks } from "./problemMarks.ts";
import styles from "./PlayerBar.module.css";

/** The whole recording as a line with the cursor on it. Dragging pins; the marks are frames with errors and warnings. */
export function PositionSlider() {
  const reading = useReading();
  const total = useScope((state) => state.length);
  const goTo = useScope((state) => state.goTo);
  const seq = useCursorSeq();
  const marks = problemMarks(reading, total);
  const part = total === 0 ? 0 : (seq / total) * 100;
  return (
    <span className={styles.slider}>
      <span className={styles.marks} aria-hidden="true">
        {marks.map(({ place, severity }) => (
          <i key={place} data-severity={severity} style={{ left: `${place}%` }} />
        ))}
      </span>
      <input
        type="range"
        aria-label="Position"
        // Browsers know these from the input itself; automation reads the attributes.
        aria-valuemin={0}
        aria-valuenow={seq}
        aria-valuemax={total}
        aria-valuetext={`event ${seq} of ${total}`}
        min={0}
        max={total}
        value={seq}
        disabled={total === 0}
        style={{ "--part": `${part}%` }}
        onChange={(event) => goTo(event.target.valueAsNumber)}
      />
    </span>
  );
}
