import type { JsonValue } from "#src/lib/json.ts";
import { stateBefore } from "#src/reconstruction/pathHistory.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import type { DiffBase } from "#src/store/types.ts";

/** Which two states are compared. */
export interface Ends {
  /** The old state is the one after this event; 0 is before the first. */
  readonly from: number;
  /** The event whose state is the new one. */
  readonly to: number;
  /** True when the old state is that which event `to` met, and so what a request before it may have set. */
  readonly met: boolean;
}

/** What the state after event `at` is compared with. `changedBy` is the view's `stateChangedBy`. */
export function endsOf(reading: Reading, at: number, changedBy: number, base: DiffBase): Ends {
  if (base.kind !== "previous-change") {
    const from = base.kind === "start" ? 0 : base.kind === "event" ? Math.min(base.seq, reading.length) : at - 1;
    return { from: Math.max(0, from), to: at, met: false };
  }
  const { states } = reading.history;
  const count = states.countAt(at);
  // A request set the state since the last event that did: what it changed is the last change.
  if (changedBy === 0) return { from: count === 0 ? 0 : states.seqOf(count - 1), to: at, met: false };
  return { from: count < 2 ? 0 : states.seqOf(count - 2), to: changedBy, met: true };
}

/** The old state of a comparison. */
export function stateFrom(reading: Reading, { from, to, met }: Ends): JsonValue {
  return met ? stateBefore(reading.history, to) : reading.history.stateAt(from);
}
