import { useState } from "react";
import type { FailedPatch } from "#src/reconstruction/failedPatch.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { formatCount, plural } from "#src/ui/panels/event/format.ts";
import { GoodOnly } from "./GoodOnly.tsx";
import { OperationRow } from "./OperationRow.tsx";
import { untriedBecause, whatOf } from "./untriedBecause.ts";
import styles from "./patchFailure.module.css";

/** Operations shown at first, and with each press on the button below them. */
const SHOWN = 20;
/** Of the operations before the first that fails, those nearest to it. */
const BEFORE = 4;

/** A failed patch operation by operation, and what the good ones alone would have left. */
export function PatchExplained({ failed }: { readonly failed: FailedPatch }) {
  const { operations, failedAt } = failed.explanation;
  const [earlier, setEarlier] = useState(BEFORE);
  const [shown, setShown] = useState(SHOWN);
  const from = Math.max(0, failedAt - earlier);
  const to = Math.min(operations.length, failedAt + shown);
  const rest = operations.length - to;
  return (
    <div className={styles.explained}>
      <p className={styles.note}>{summaryOf(failed)}</p>
      {from > 0 && (
        <Button size="sm" variant="ghost" onClick={() => setEarlier(earlier + SHOWN)}>
          {formatCount(from)} earlier
        </Button>
      )}
      <ol className={styles.operations} aria-label="Operations of the patch" start={from + 1}>
        {operations.slice(from, to).map((tried) => (
          <OperationRow key={tried.index} tried={tried} failedAt={failedAt} />
        ))}
      </ol>
      {rest > 0 && (
        <Button size="sm" variant="ghost" onClick={() => setShown(shown + SHOWN)}>
          {formatCount(rest)} more
        </Button>
      )}
      <GoodOnly failed={failed} />
    </div>
  );
}

/** What became of the patch as a whole, in words. */
function summaryOf(failed: FailedPatch): string {
  const { operations, failedAt } = failed.explanation;
  const what = whatOf(failed);
  if (failed.untried) return `${untriedBecause(failed)}. This is what its operations would do.`;
  const after = operations.length - failedAt - 1;
  const parts = [`Operation ${failedAt + 1} of ${operations.length} fails, so ${what} stays as it was`];
  if (failedAt > 0) parts.push(`${plural(failedAt, "operation")} before it ${failedAt === 1 ? "is" : "are"} undone`);
  if (after > 0) parts.push(`${plural(after, "operation")} after it ${after === 1 ? "is" : "are"} never reached`);
  return `${parts.join("; ")}.`;
}
