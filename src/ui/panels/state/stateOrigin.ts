import type { JsonValue } from "#src/lib/json.ts";
import { getPointer } from "#src/lib/jsonPointer.ts";
import type { Reading } from "#src/reconstruction/reading.ts";

/**
 * The event that gave the value at `path` its present form, looking back from event `at`; 0 when a request did, undefined when
 * nothing is there. Looks at one state event after the other, so it is for the value that the user asks about, not for all of them.
 */
export function stateOrigin({ history }: Reading, path: readonly string[], at: number): number | undefined {
  const { states } = history;
  const valueAt = (seq: number): JsonValue | undefined => getPointer(history.stateAt(seq), path);
  const value = valueAt(at);
  if (value === undefined) return undefined;
  for (let index = states.countAt(at) - 1; index >= 0; index--) {
    const seq = states.seqOf(index);
    // Unchanged parts are shared between states, so identity is enough.
    if (valueAt(seq) !== value) return 0;
    if (valueAt(seq - 1) !== value) return seq;
  }
  return 0;
}
