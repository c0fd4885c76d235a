import { formatMs, plural } from "#src/ui/panels/event/format.ts";
import { hasTimes } from "#src/recording/hasTimes.ts";
import { useCursorSeq, useReading, useScope } from "#src/ui/useScope.ts";
import styles from "./AsOfBar.module.css";

/** Says that the screen shows the past, and how much has come since. Absent while live; the player leads back. */
export function AsOfBar() {
  const live = useScope((state) => state.cursor === "live");
  const total = useScope((state) => state.length);
  const seq = useCursorSeq();
  const reading = useReading();
  if (live) return null;
  const later = total - seq;
  return (
    <div className={styles.bar}>
      <b>{seq === 0 ? "Before the first event" : `As of event ${seq}`}</b>
      <span className={styles.detail}>
        {seq > 0 && hasTimes(reading.log.exchangeOf(seq)) && `+${formatMs(reading.log.timeOf(seq))} · `}
        {later === 0 ? "the last so far" : `${plural(later, "more event")} after it`}
      </span>
    </div>
  );
}
