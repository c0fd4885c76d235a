import { useMemo } from "react";
import type { PatchOperation } from "#src/lib/jsonPatch.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import { Icon } from "#src/ui/components/Icon.tsx";
import { formatBytes, formatCount } from "#src/ui/panels/event/format.ts";
import { snapshotCost } from "./snapshotCost.ts";
import styles from "./StateDiffPanel.module.css";

interface SnapshotNoteProps {
  readonly reading: Reading;
  readonly seq: number;
  /** The patch that does the same, where it has been made already. */
  readonly known: readonly PatchOperation[] | undefined;
}

/** What a STATE_SNAPSHOT took on the wire, beside what a STATE_DELTA with the same effect would have taken. */
export function SnapshotNote({ reading, seq, known }: SnapshotNoteProps) {
  const cost = useMemo(() => snapshotCost(reading, seq, known), [reading, seq, known]);
  if (!cost) return null;
  const { snapshot, delta, operations, isWasteful } = cost;
  const times = formatCount(Math.floor(snapshot / delta));
  const said =
    operations === 0
      ? `This STATE_SNAPSHOT of ${formatBytes(snapshot)} changed nothing.`
      : `This STATE_SNAPSHOT took ${formatBytes(snapshot)}; a STATE_DELTA with the same effect takes ${formatBytes(delta)}`;
  return (
    <p className={isWasteful ? `${styles.cost} ${styles.wasteful}` : styles.cost} role="note">
      {isWasteful && <Icon name="alert" size={12} />}
      <span>
        {said}
        {operations > 0 && (isWasteful ? `, ${times} times less.` : ".")}
        {isWasteful && operations > 0 && " Sending deltas between snapshots would save that."}
      </span>
    </p>
  );
}
