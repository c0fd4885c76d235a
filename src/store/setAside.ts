import { counted } from "#src/lib/counted.ts";
import type { RunStatus } from "#src/run/types.ts";
import { showSession, type SessionState } from "./session.ts";
import type { KeptThread, LeftThread } from "./threadTypes.ts";
import type { Notice, Session } from "./sessionTypes.ts";
import type { ScopeState } from "./types.ts";

/** What changes with the recording on screen. */
interface Change extends Omit<SessionState, "notice"> {
  readonly threads: readonly KeptThread[];
  readonly fork: undefined;
  readonly setAside: readonly KeptThread[];
  readonly notice: Notice | undefined;
}

/** A thread as it comes back on screen. */
type Returned = Change | (Omit<Change, "fork"> & Omit<LeftThread, "savedLength" | "savedAnnotations" | "cursor">);

/**
 * Puts another recording on screen. The one that was there is kept among the threads unless it is empty or one of the live traffic; where no file
 * has it as it is, notes included, a notice offers it.
 */
export function changeSession(state: ScopeState, next: SessionState): Change {
  const left = threadOnScreen(state);
  const isGone = left.session.origin === "traffic" || eventsOf(state) === 0;
  const others = state.threads.flatMap((thread) => {
    if (thread.session.id !== left.session.id) return [thread];
    return isGone ? [] : [left];
  });
  const shown = { session: next.session, left: undefined };
  const isNew = others.every(({ session }) => session.id !== next.session.id);
  const threads = isNew
    ? [shown, ...others]
    : others.map((thread) => (thread.session.id === next.session.id ? shown : thread));
  return { ...next, fork: undefined, threads, ...offered(state, isGone ? undefined : left) };
}

/** Brings a thread back on screen as it was left, with the status that it has by now. */
export function returnTo(state: ScopeState, { session, left }: KeptThread, status: RunStatus): Returned {
  if (!left) return changeSession(state, showSession(session, status));
  const { savedLength, savedAnnotations, cursor, ...entered } = left;
  return {
    ...changeSession(state, { ...showSession(session, status), savedLength, savedAnnotations, cursor }),
    ...entered,
  };
}

/** Whether no file has all of a thread; bookmarks and notes count. One of the live traffic is in a list of its own. */
export function isUnsaved(state: ScopeState, { session, left }: KeptThread): boolean {
  const { savedLength, savedAnnotations } = left ?? state;
  const { length, annotations } = session.reading;
  const events = left ? length : eventsOf(state);
  if (session.origin === "traffic" || events === 0) return false;
  const hasAllEvents = session.origin === "file" || events === savedLength;
  return !hasAllEvents || annotations.revision !== savedAnnotations;
}

/** The thread on screen with what was entered for it. */
export function threadOnScreen(state: ScopeState): KeptThread {
  const { session, endpoint, endpointCall, pathValues, draft, fork, cursor, savedLength, savedAnnotations } = state;
  return { session, left: { endpoint, endpointCall, pathValues, draft, fork, cursor, savedLength, savedAnnotations } };
}

/** What the notice says of recordings that were closed before any file had them. */
export function closedNotice(threads: readonly KeptThread[]): Notice {
  const [{ session } = { session: undefined }] = threads;
  const text =
    threads.length > 1
      ? `${threads.length} unsaved recordings were closed.`
      : `${describe(session, session?.reading.length ?? 0)} was closed${session?.origin === "file" ? NOTES : ""}.`;
  return { severity: "info", text, action: "bring-back" };
}

/** What was closed and can still be brought back. */
export function closedOf({ threads, setAside }: Pick<ScopeState, "threads" | "setAside">): readonly KeptThread[] {
  return setAside.filter(({ session }) => threads.every((thread) => thread.session.id !== session.id));
}

/** What is offered when a thread leaves the screen. One that was closed is offered on: it is nowhere else. */
function offered(state: ScopeState, left: KeptThread | undefined): Pick<Change, "setAside" | "notice"> {
  const { setAside } = state;
  const closed = closedOf(state);
  if (closed.length > 0) return { setAside: closed, notice: closedNotice(closed) };
  // From one run of the live traffic to the next, what left the screen before the first is still offered.
  if (state.session.origin === "traffic") return { setAside, notice: setAside.length > 0 ? state.notice : undefined };
  if (!left || !isUnsaved(state, { session: left.session, left: undefined }))
    return { setAside: [], notice: undefined };
  const text = `${describe(left.session, eventsOf(state))} is kept in Threads${left.session.origin === "file" ? NOTES : ""}.`;
  return { setAside: [left], notice: { severity: "info", text, action: "bring-back" } };
}

const NOTES = ", with bookmarks or notes that no file has";

const describe = (session: Session | undefined, events: number): string =>
  session?.origin === "file" ? `“${session.name}”` : `The unsaved recording of ${counted(events, "event")}`;

/** What is held at a breakpoint goes into the recording, too. */
const eventsOf = (state: ScopeState): number => state.session.reading.length + state.heldEvents();
