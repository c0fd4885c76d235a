import { useMemo, useState } from "react";
import { structuralDiff } from "#src/lib/structuralDiff.ts";
import type { FailedPatch } from "#src/reconstruction/failedPatch.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { plural } from "#src/ui/panels/event/format.ts";
import { ChangeList } from "#src/ui/panels/stateDiff/ChangeList.tsx";
import { SideBySide } from "#src/ui/panels/stateDiff/SideBySide.tsx";
import styles from "./patchFailure.module.css";

/** What the operations that work would have left, as a difference against what truly is. Clearly no client's result. */
export function GoodOnly({ failed }: { readonly failed: FailedPatch }) {
  const { operations, failures } = failed.explanation;
  const [isOpen, setIsOpen] = useState(false);
  const good = operations.length - failures;
  if (good === 0)
    return (
      <p className={styles.note}>{operations.length === 1 ? "It is the only one." : "None of the operations works."}</p>
    );
  return (
    <div className={styles.good}>
      <Button
        size="sm"
        variant="ghost"
        icon={isOpen ? "chevronDown" : "chevronRight"}
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        {failures === 0
          ? "What it would have done"
          : `If only the ${plural(good, "operation")} that work${good === 1 ? "s" : ""} applied`}
      </Button>
      {isOpen && <Difference failed={failed} />}
    </div>
  );
}

function Difference({ failed }: { readonly failed: FailedPatch }) {
  const { before, target, untried, explanation } = failed;
  const [sideBySide, setSideBySide] = useState(false);
  const { changes } = useMemo(() => structuralDiff(before, explanation.goodOnly), [before, explanation]);
  return (
    <>
      <p className={styles.unreal}>
        Not what was received:{" "}
        {untried
          ? "no client reads a patch out of a malformed event."
          : "a patch applies as a whole or not at all, and no client does this."}{" "}
        {changes.length === 0 && "It would change nothing."}
      </p>
      {changes.length > 0 && (
        <Button size="sm" variant="ghost" aria-pressed={sideBySide} onClick={() => setSideBySide(!sideBySide)}>
          Side by side
        </Button>
      )}
      {sideBySide ? (
        <div className={styles.editor}>
          <SideBySide label="As received, and with the good operations" before={before} after={explanation.goodOnly} />
        </div>
      ) : (
        changes.length > 0 && <ChangeList changes={changes} withHistory={target.kind === "state"} />
      )}
    </>
  );
}
