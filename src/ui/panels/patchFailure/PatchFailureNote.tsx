import { useState } from "react";
import type { FailedPatch } from "#src/reconstruction/failedPatch.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { Icon } from "#src/ui/components/Icon.tsx";
import { EventLink } from "#src/ui/panels/event/EventLink.tsx";
import { PatchExplained } from "./PatchExplained.tsx";
import { untriedBecause } from "./untriedBecause.ts";
import { useFailedPatch } from "./useFailedPatch.ts";
import styles from "./patchFailure.module.css";

interface PatchFailureNoteProps {
  readonly reading: Reading;
  /** The last event that changed, or tried to change, the state. */
  readonly seq: number;
  /** The event at the cursor: the reason stands there, later only the fact. */
  readonly at: number;
}

/** Says above the state that the last attempt to change it failed, where and why. Absent when it succeeded. */
export function PatchFailureNote({ reading, seq, at }: PatchFailureNoteProps) {
  const last = useFailedPatch(reading, seq);
  // A malformed event tries nothing: it is not the last that did, and its patch failed all the same.
  const unread = useFailedPatch(reading, at > 0 && reading.typeAt(at) === undefined ? at : 0);
  const failed = unread?.target.kind === "state" ? unread : last;
  const [openedAt, setOpenedAt] = useState<number>();
  if (!failed) return null;
  const { seq: failedSeq } = failed;
  const isOpen = openedAt === failedSeq;
  return (
    <div className={styles.card} role="note" aria-label="Failed patch">
      <div className={styles.head}>
        <p className={styles.title}>
          <Icon name="cross" /> The patch of <EventLink seq={failedSeq} /> failed
          {at !== failedSeq && "; this is the state before it"}
        </p>
        <Button
          size="sm"
          variant="ghost"
          icon={isOpen ? "chevronDown" : "chevronRight"}
          aria-expanded={isOpen}
          onClick={() => setOpenedAt(isOpen ? undefined : failedSeq)}
        >
          Explain
        </Button>
      </div>
      {isOpen ? (
        <div className={styles.scroll} role="region" aria-label="Failed patch, explained" tabIndex={0}>
          <PatchExplained key={failedSeq} failed={failed} />
        </div>
      ) : (
        at === failedSeq && <FirstFailure failed={failed} />
      )}
    </div>
  );
}

/** The operation that ended the patch, in two lines. */
function FirstFailure({ failed }: { readonly failed: FailedPatch }) {
  const { operations, failedAt } = failed.explanation;
  const first = operations[failedAt];
  if (failed.untried && !first?.details) return <p className={styles.brief}>{untriedBecause(failed)}.</p>;
  if (!first?.details) return null;
  const { operation, details } = first;
  return (
    <p className={styles.brief}>
      Operation {failedAt + 1} of {operations.length} (<code>{operation.op}</code>{" "}
      <code>{details.pointer === "" ? "the whole document" : details.pointer}</code>): {details.words}.{" "}
      {details.hints[0]}
    </p>
  );
}
