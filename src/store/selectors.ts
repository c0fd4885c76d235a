import type { Reading } from "#src/reconstruction/reading.ts";
import type { AgentView } from "#src/reconstruction/types.ts";
import type { ScopeState } from "./types.ts";

interface KnownView {
  readonly seq: number;
  readonly revision: number;
  readonly view: AgentView;
}

const known = new WeakMap<Reading, KnownView>();

/** The number of the event that the screen is as of; 0 before the first. */
export function selectCursorSeq(state: ScopeState): number {
  return state.cursor === "live" ? state.length : Math.min(state.cursor, state.length);
}

/** True while the cursor follows the end. */
export function selectIsLive(state: ScopeState): boolean {
  return state.cursor === "live";
}

/**
 * The view as of the cursor. Every panel asks for the same one, so it is made once for a cursor and a revision:
 * the revision counts, because the end of a stream changes the view of its last event.
 */
export function selectView(state: ScopeState): AgentView {
  const seq = selectCursorSeq(state);
  const { reading } = state.session;
  const last = known.get(reading);
  if (last && last.seq === seq && last.revision === state.revision) return last.view;
  const view = reading.viewAt(seq);
  known.set(reading, { seq, revision: state.revision, view });
  return view;
}

/** True while a request is under way. */
export function selectIsRunning(state: ScopeState): boolean {
  return state.status.phase === "connecting" || state.status.phase === "streaming";
}
