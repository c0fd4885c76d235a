import type { JsonChange } from "#src/lib/jsonDiff.ts";
import styles from "./WaitingStrip.module.css";

/** Most that are named; the comparison has all. */
const MOST = 5;

interface ReviewChangesProps {
  readonly changes: readonly JsonChange[];
  readonly isEdited: boolean;
}

/** What was changed against the request as it was built. */
export function ReviewChanges({ changes, isEdited }: ReviewChangesProps) {
  if (!isEdited) return null;
  return (
    <p className={styles.changes} role="status" aria-label="What was changed">
      {changes.length === 0 && "Edited in its layout only. "}
      {changes.slice(0, MOST).map(({ pointer, kind }, at) => (
        <span key={pointer}>
          {at > 0 && ", "}
          {pointer === "" ? "the whole body is another" : kind} {pointer !== "" && <code>{pointer}</code>}
        </span>
      ))}
      {changes.length > MOST && ` and ${changes.length - MOST} more`}
    </p>
  );
}
