import type { EndpointChoice } from "#src/run/discovery/types.ts";
import type { RequestDraft, RunStatus } from "#src/run/types.ts";
import { showSession } from "./session.ts";
import type { Notice, ScopeState, Session } from "./types.ts";

/** A recording that left the screen unsaved, and what was entered for it. */
export interface SetAside {
  readonly session: Session;
  readonly endpoint: string;
  readonly endpointCall: EndpointChoice | undefined;
  readonly draft: RequestDraft;
}

interface Leaving {
  readonly setAside: SetAside | undefined;
  readonly notice: Notice | undefined;
}

/**
 * What becomes of the recording on screen when another takes its place: nothing where it is empty, among the live traffic, or in a file as
 * it is, notes included; else it is kept until the next one leaves, and a notice offers it.
 */
export function leave(state: ScopeState): Leaving {
  const { session, endpoint, endpointCall, draft, savedLength, savedAnnotations } = state;
  const { length, annotations } = session.reading;
  // What is held at a breakpoint goes into it too.
  const events = length + state.heldEvents();
  const hasUnsavedNotes = annotations.revision !== savedAnnotations;
  const isSaved = (session.origin === "file" || events === savedLength) && !hasUnsavedNotes;
  if (session.origin === "traffic" || events === 0 || isSaved) return { setAside: undefined, notice: undefined };
  const text =
    session.origin === "file"
      ? `“${session.name}” was closed with bookmarks or notes that no file has.`
      : `The unsaved recording of ${events} event${events === 1 ? "" : "s"} was closed.`;
  return {
    setAside: { session, endpoint, endpointCall, draft },
    notice: { severity: "info", text, action: "bring-back" },
  };
}

/** Puts a recording back on screen as it was left, with the status that it has by now, and sets aside the one that is there. */
export function bringBack(state: ScopeState, { session, endpoint, endpointCall, draft }: SetAside, status: RunStatus) {
  // It was set aside because no file has it as it is, and that has not changed.
  return { ...showSession(session, status), savedAnnotations: -1, endpoint, endpointCall, draft, ...leave(state) };
}
