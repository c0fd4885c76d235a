import { useMemo, useState } from "react";
import { structuralDiff, type StructuralChange } from "#src/lib/structuralDiff.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { EmptyState } from "#src/ui/components/EmptyState.tsx";
import { EventLink } from "#src/ui/panels/event/EventLink.tsx";
import { formatCount } from "#src/ui/panels/event/format.ts";
import { PatchFailureNote } from "#src/ui/panels/patchFailure/PatchFailureNote.tsx";
import { useReading, useScope, useView } from "#src/ui/useScope.ts";
import { BaseChooser } from "./BaseChooser.tsx";
import { ChangeList } from "./ChangeList.tsx";
import { endsOf, stateFrom } from "./comparison.ts";
import { MessagesDiff } from "./MessagesDiff.tsx";
import { SideBySide } from "./SideBySide.tsx";
import { SnapshotNote } from "./SnapshotNote.tsx";
import panel from "#src/ui/components/panel.module.css";
import styles from "./StateDiffPanel.module.css";

/** What differs between the state at the cursor and an earlier one. */
export function StateDiffPanel() {
  const reading = useReading();
  const view = useView();
  const base = useScope((state) => state.diffBase);
  const [sideBySide, setSideBySide] = useState(false);
  const { from, to, met } = endsOf(reading, view.at, view.stateChangedBy, base);
  const before = useMemo(() => stateFrom(reading, { from, to, met }), [reading, from, to, met]);
  const after = view.state;
  const { changes, operations } = useMemo(() => structuralDiff(before, after), [before, after]);
  const type = view.at > 0 ? reading.typeAt(view.at) : undefined;
  if (view.at === 0)
    return <EmptyState title="No events yet">What changes in the state shows here, event by event.</EmptyState>;
  return (
    <div className={panel.panel}>
      {view.stateChangedBy > 0 && <PatchFailureNote reading={reading} seq={view.stateChangedBy} at={view.at} />}
      <div className={`${panel.bar} ${styles.bar}`}>
        <BaseChooser />
        <span className={panel.push} />
        <Button size="sm" variant="ghost" aria-pressed={sideBySide} onClick={() => setSideBySide(!sideBySide)}>
          Side by side
        </Button>
      </div>
      <p className={styles.summary}>
        {from === 0 ? "From the start" : <EventLink seq={from} what="the old state is from" />} to{" "}
        <EventLink seq={to} what="the new state is from" /> · {summaryOf(changes)}
      </p>
      {sideBySide ? (
        <div className={panel.fill}>
          <SideBySide label="State" before={before} after={after} />
        </div>
      ) : (
        <div className={panel.scroll} role="region" aria-label="What differs" tabIndex={0}>
          {type === "STATE_SNAPSHOT" && (
            <SnapshotNote reading={reading} seq={view.at} known={met && to === view.at ? operations : undefined} />
          )}
          {type === "MESSAGES_SNAPSHOT" && <MessagesDiff reading={reading} seq={view.at} />}
          {changes.length > 0 && <ChangeList key={`${from} ${to}`} changes={changes} />}
        </div>
      )}
    </div>
  );
}

/** How many changes there are of each kind, in words. */
function summaryOf(changes: readonly StructuralChange[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of changes) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  if (changes.length === 0) return "the state is the same";
  const kinds = ["changed", "added", "removed", "moved"];
  return kinds
    .flatMap((kind) => (counts.has(kind) ? [`${formatCount(counts.get(kind) ?? 0)} ${kind}`] : []))
    .join(", ");
}
