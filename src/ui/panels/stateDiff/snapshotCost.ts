import type { JsonValue } from "#src/lib/json.ts";
import type { PatchOperation } from "#src/lib/jsonPatch.ts";
import { structuralDiff } from "#src/lib/structuralDiff.ts";
import { stringifyJson } from "#src/lib/stringifyJson.ts";
import { stateBefore } from "#src/reconstruction/pathHistory.ts";
import type { Reading } from "#src/reconstruction/reading.ts";

/** What a STATE_SNAPSHOT took on the wire, and what the same change would have taken as a STATE_DELTA. Bytes. */
export interface SnapshotCost {
  readonly snapshot: number;
  readonly delta: number;
  /** How many operations the patch has; 0 where the snapshot says what was known. */
  readonly operations: number;
  /** True when the delta would have been at least ten times smaller. */
  readonly isWasteful: boolean;
}

const WASTEFUL = 10;

/**
 * The cost of the STATE_SNAPSHOT at event `seq`, or undefined when that event is none.
 * `known`: the patch that does the same, where it has been made already.
 */
export function snapshotCost(
  reading: Reading,
  seq: number,
  known?: readonly PatchOperation[],
): SnapshotCost | undefined {
  if (seq === 0 || reading.typeAt(seq) !== "STATE_SNAPSHOT") return undefined;
  const { history, log } = reading;
  const operations = known ?? structuralDiff(stateBefore(history, seq), history.stateAt(seq)).operations;
  const delta = bytesOf({ type: "STATE_DELTA", delta: operations as unknown as JsonValue });
  const snapshot = log.entry(seq).byteLength;
  return { snapshot, delta, operations: operations.length, isWasteful: snapshot >= delta * WASTEFUL };
}

/** The size of a JSON text in UTF-8. */
function bytesOf(value: JsonValue): number {
  return new TextEncoder().encode(stringifyJson(value)).length;
}
