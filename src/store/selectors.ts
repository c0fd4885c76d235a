import type { Reading } from "#src/reconstruction/reading.ts";
import type { ExchangeEnd } from "#src/recording/types.ts";
import type { AgentView } from "#src/reconstruction/types.ts";
import { shownAddress } from "./address.ts";
import type { ScopeState } from "./types.ts";

interface KnownView {
  readonly seq: number;
  readonly exchanges: number;
  readonly end: ExchangeEnd | undefined;
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
 * The view as of the cursor, or as of `viewLength` while live. Every panel asks for the same one, so it is made once.
 * A view changes with its event, and with a request or the end of a stream, which belong to the last event before them.
 */
export function selectView(state: ScopeState): AgentView {
  const seq = state.cursor === "live" ? state.viewLength : selectCursorSeq(state);
  const { reading } = state.session;
  const { exchanges } = reading.log;
  const end = exchanges.at(-1)?.end;
  const last = known.get(reading);
  if (last && last.seq === seq && last.exchanges === exchanges.length && last.end === end) return last.view;
  const view = reading.viewAt(seq);
  known.set(reading, { seq, exchanges: exchanges.length, end, view });
  return view;
}

/**
 * True when Run leaves the recording on screen as it is and starts another: a file and what was heard from another app stay what they
 * were, and one agent knows nothing of what another was told.
 */
export function selectStartsRecording(state: ScopeState): boolean {
  const { session } = state;
  const last = session.reading.log.exchanges.at(-1);
  return session.origin !== "live" || (last !== undefined && last.request.url !== shownAddress(state).trim());
}

/** True while a request of the recording on screen is under way, whoever sent it. */
export function selectIsRunning(state: ScopeState): boolean {
  return state.status.phase === "connecting" || state.status.phase === "streaming";
}

/** True while a run that the page itself sent is under way: only that one can be stopped here. */
export function selectIsOwnRun(state: ScopeState): boolean {
  return state.session.origin === "live" && selectIsRunning(state);
}

/** The run of the recording on screen where it is held at a breakpoint. */
export function selectHeldRun({ heldRun, session }: ScopeState): ScopeState["heldRun"] {
  return heldRun?.session === session.id ? heldRun : undefined;
}

/** True while answers are made or kept back without the user, who may stop that as well. */
export function selectIsAnswering({ turn, session }: ScopeState): boolean {
  if (!turn || turn.session !== session.id || turn.isCapped || turn.review) return false;
  return turn.heldUntil !== undefined || (turn.open.length > 0 && turn.asked.length === 0);
}

/** True while there is something to stop: a run of the page's own, or the answers to one. */
export const selectCanStop = (state: ScopeState): boolean => selectIsOwnRun(state) || selectIsAnswering(state);
