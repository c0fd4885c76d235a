import { useMemo, useState } from "react";
import { hasTimes } from "#src/recording/hasTimes.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import { createFrameScheduler } from "#src/store/frameScheduler.ts";
import { oncePerFrame } from "#src/store/oncePerFrame.ts";
import { formatDuration } from "#src/ui/panels/event/format.ts";
import { useCursorSeq, useReading, useScope } from "#src/ui/useScope.ts";
import { sliderMarks } from "./sliderMarks.ts";
import styles from "./PlayerBar.module.css";

/** The whole recording as a line with the cursor on it. Dragging pins; the marks are frames with errors, warnings and bookmarks. */
export function PositionSlider() {
  const reading = useReading();
  const total = useScope((state) => state.length);
  const goTo = useScope((state) => state.goTo);
  const setDragging = useScope((state) => state.setDragging);
  useScope((state) => state.annotationsRevision);
  const cursorSeq = useCursorSeq();
  // Where the thumb is while the cursor waits for the next frame.
  const [dragged, setDragged] = useState<number>();
  const move = useMemo(
    () =>
      oncePerFrame<number>(createFrameScheduler(window), (seq) => {
        goTo(seq);
        setDragged(undefined);
      }),
    [goTo],
  );
  const seq = dragged ?? cursorSeq;
  const { error, warning, bookmark } = sliderMarks(reading, total);
  const part = total === 0 ? 0 : (seq / total) * 100;
  return (
    <span className={styles.slider}>
      <svg
        className={styles.marks}
        viewBox={`0 0 ${Math.max(1, total)} 24`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <path d={warning} data-mark="warning" />
        <path d={error} data-mark="error" />
        <path d={bookmark} data-mark="bookmark" />
      </svg>
      <input
        type="range"
        aria-label="Position"
        // Browsers know these from the input itself; automation reads the attributes.
        aria-valuemin={0}
        aria-valuenow={seq}
        aria-valuemax={total}
        aria-valuetext={positionText(reading, seq, total)}
        min={0}
        max={total}
        value={seq}
        disabled={total === 0}
        style={{ "--part": `${part}%` }}
        onPointerDown={() => {
          setDragging(true);
          const end = new AbortController();
          const release = (): void => {
            end.abort();
            setDragging(false);
          };
          for (const type of ["pointerup", "pointercancel", "blur"])
            window.addEventListener(type, release, { signal: end.signal });
        }}
        onChange={(event) => {
          setDragged(event.target.valueAsNumber);
          move(event.target.valueAsNumber);
        }}
      />
    </span>
  );
}

/** The position in words: the event, and when it came where that is known. */
function positionText(reading: Reading, seq: number, total: number): string {
  const { log } = reading;
  const where = `event ${seq} of ${total}`;
  if (seq === 0 || !hasTimes(log.exchangeOf(seq))) return where;
  return `${where}, ${formatDuration(log.timeOf(seq))} after the request`;
}
