import type { Reading } from "#src/reconstruction/reading.ts";
import type { RunStatus } from "#src/run/types.ts";
import type { Session } from "./sessionTypes.ts";
import type { Cursor } from "./types.ts";

/** The state that changes as one when another recording comes on screen. */
export interface SessionState {
  readonly session: Session;
  readonly revision: number;
  readonly length: number;
  readonly viewLength: number;
  readonly viewRevision: number;
  readonly cursor: Cursor;
  readonly status: RunStatus;
  readonly notice: undefined;
  readonly savedLength: number;
  readonly savedAnnotations: number;
}

/** A new recording that waits for its first run. */
export function emptySession(id: string, reading: Reading): SessionState {
  return showSession({ id, name: "New recording", origin: "live", reading }, { phase: "idle", detail: "" });
}

/** Puts a recording on screen, at its end. */
export function showSession(session: Session, status: RunStatus): SessionState {
  const { length, annotations } = session.reading;
  const counts = { revision: 0, length, viewLength: length, viewRevision: 0 };
  const saved = { savedLength: 0, savedAnnotations: annotations.revision };
  return { session, ...counts, cursor: "live", status, notice: undefined, ...saved };
}
