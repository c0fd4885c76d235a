import type { Reading } from "#src/reconstruction/reading.ts";
import { Icon } from "#src/ui/components/Icon.tsx";
import { EventLink } from "#src/ui/panels/event/EventLink.tsx";
import styles from "./StatePanel.module.css";

interface PatchFailureProps {
  readonly reading: Reading;
  /** The last event that changed, or tried to change, the state. */
  readonly seq: number;
  /** The event at the cursor: the details stand there, later only the fact. */
  readonly at: number;
}

/** Says that the last attempt to change the state failed, where and why. Absent when it succeeded. */
export function PatchFailure({ reading, seq, at }: PatchFailureProps) {
  const failure = reading.findingsAt(seq).find(({ source }) => source === "reconstruction");
  if (!failure || reading.typeAt(seq) !== "STATE_DELTA") return null;
  return (
    <div className={styles.failure} role="note">
      <p className={styles.failureTitle}>
        <Icon name="cross" /> The patch of <EventLink seq={seq} /> failed{at !== seq && "; this is the state before it"}
      </p>
      {at === seq && <p>{failure.message}</p>}
      {at === seq && failure.expected !== undefined && (
        <p>
          expected <code>{failure.expected}</code>
        </p>
      )}
      {at === seq && failure.found !== undefined && (
        <p>
          found <code>{failure.found}</code>
        </p>
      )}
    </div>
  );
}
