import type { EndpointChoice } from "#src/run/discovery/types.ts";
import { statusOf } from "#src/run/runStatus.ts";
import type { RequestDraft } from "#src/run/types.ts";
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
 * What becomes of the recording on screen when another takes its place: nothing where it is empty, in a file, among the live traffic, or saved as it is;
 * else it is kept until the next one leaves, and a notice offers it.
 */
export function leave(state: ScopeState): Leaving {
  const { session, endpoint, endpointCall, draft, savedLength } = state;
  const events = session.reading.length;
  if (session.origin !== "live" || events === 0 || events === savedLength)
    return { setAside: undefined, notice: undefined };
  const text = `The unsaved recording of ${events} event${events === 1 ? "" : "s"} was closed.`;
  return {
    setAside: { session, endpoint, endpointCall, draft },
    notice: { severity: "info", text, action: "bring-back" },
  };
}

/** Puts a recording back on screen as it was left, and sets aside the one that is there. */
export function bringBack(state: ScopeState, { session, endpoint, endpointCall, draft }: SetAside, pageUrl: string) {
  const { reading } = session;
  const status = statusOf(reading, reading.log.exchanges.length - 1, pageUrl);
  return { ...showSession(session, status), endpoint, endpointCall, draft, ...leave(state) };
}
