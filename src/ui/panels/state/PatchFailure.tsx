import type { Reading } from "#src/reconstruction/reading.ts";
import { Icon } from "#src/ui/components/Icon.tsx";
import { EventLink } from "#src/ui/panels/event/EventLink.tsx";
import styles from "./StatePanel.module.css";

/** Says that the last attempt to change the state failed, where and why. Absent when it succeeded. */
export function PatchFailure({ reading, seq }: { readonly reading: Reading; readonly seq: number }) {
  const failure = reading.findingsAt(seq).find(({ source }) => source === "reconstruction");
  if (!failure || reading.typeAt(seq) !== "STATE_DELTA") return null;
  return (
    <div className={styles.failure} role="note">
      <p className={styles.failureTitle}>
        <Icon name="cross" /> The patch of <EventLink seq={seq} /> failed; none of its operations was applied.
      </p>
      <p>{failure.message}</p>
      {failure.expected !== undefined && (
        <p>
          expected <code>{failure.expected}</code>
        </p>
      )}
      {failure.found !== undefined && (
        <p>
          found <code>{failure.found}</code>
        </p>
      )}
    </div>
  );
}
