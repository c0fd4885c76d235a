import { selectCanStop, selectCursorSeq, selectIsOwnRun } from "#src/store/selectors.ts";
import type { ScopeState } from "#src/store/types.ts";
import { findProblem, findRun, findStateChange } from "#src/ui/shell/jumps.ts";

/** What every command on the events of a recording needs. */
export const NO_EVENTS = "there are no events yet";

type Reason = (state: ScopeState, seq: number) => string | false | undefined;

const jump =
  (find: typeof findStateChange, direction: 1 | -1, what: string): Reason =>
  ({ session, length }, seq) =>
    length === 0
      ? NO_EVENTS
      : find(session.reading, seq, direction) === undefined &&
        `no ${what} ${direction > 0 ? "after" : "before"} event ${seq}`;

const ahead: Reason = ({ length }, seq) => (length === 0 ? NO_EVENTS : seq >= length && "this is the last event");
const behind: Reason = ({ length }, seq) => (length === 0 ? NO_EVENTS : seq <= 1 && "this is the first event");
const atEvent: Reason = ({ length }, seq) => (length === 0 ? NO_EVENTS : seq === 0 && "no event is at the cursor");
const anyEvent: Reason = ({ length }) => length === 0 && NO_EVENTS;

const REASONS: Readonly<Record<string, Reason>> = {
  run: (state) =>
    selectIsOwnRun(state) ? "a run is under way" : state.endpoint.trim() === "" && "there is no endpoint URL yet",
  stop: (state) => !selectCanStop(state) && "no run is under way",
  play: anyEvent,
  next: ahead,
  previous: behind,
  first: behind,
  last: ahead,
  live: ({ cursor }) => cursor === "live" && "the cursor is there",
  "next-same": atEvent,
  "previous-same": atEvent,
  "only-same": atEvent,
  bookmark: atEvent,
  note: atEvent,
  "next-state": jump(findStateChange, 1, "state change"),
  "previous-state": jump(findStateChange, -1, "state change"),
  "next-problem": jump(findProblem, 1, "problem"),
  "previous-problem": jump(findProblem, -1, "problem"),
  "next-run": jump(findRun, 1, "run"),
  "previous-run": jump(findRun, -1, "run"),
  "go-to": anyEvent,
};

/** Why the command of an id could do nothing now, in a few words; undefined where it can. */
export function whyUnavailable(id: string, state: ScopeState): string | undefined {
  return REASONS[id]?.(state, selectCursorSeq(state)) || undefined;
}
