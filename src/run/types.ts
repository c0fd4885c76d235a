import type { Attachment, PartForm } from "./multimodal/types.ts";

/** One header that the user wants sent. Values stay in memory unless `remember` is ticked. */
export interface HeaderField {
  /** Stable key for lists; no meaning on the wire. */
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly remember: boolean;
  /** The origin that the value was entered for; absent where it was entered before there was an endpoint, or for the page's own server. */
  readonly enteredFor?: string;
}

/** One `context` entry being edited. */
export interface ContextField {
  readonly id: string;
  readonly description: string;
  readonly value: string;
}

/** What the user has entered for the next run. Texts are kept as typed, valid or not. */
export interface RequestDraft {
  /** The next user message; empty sends the history as it is. */
  readonly message: string;
  /** What goes along with the message; absent for nothing. */
  readonly attachments?: readonly Attachment[];
  /** How that is written; absent for the parts of AG-UI 1.0. */
  readonly partForm?: PartForm;
  /** Never empty: a new thread gets a fresh id. */
  readonly threadId: string;
  /** Empty means: make a new one for each run. */
  readonly runId: string;
  /** JSON text of the state to send, or undefined to send the state as reconstructed so far. */
  readonly stateText: string | undefined;
  /** True when no `state` is sent, whatever the text says. */
  readonly noState?: boolean;
  readonly context: readonly ContextField[];
  /** JSON text. */
  readonly forwardedPropsText: string;
  /** The whole RunAgentInput as edited text, or undefined to build it from the fields above. */
  readonly bodyText: string | undefined;
}

/** Where a run stands. `waiting`: it ended and an interrupt or a client tool call is unanswered. */
export type RunPhase = "idle" | "connecting" | "streaming" | "waiting" | "finished" | "stopped" | "failed";

/** What the Run status says: the phase, and a few words or a sentence of detail (may be empty). */
export interface RunStatus {
  readonly phase: RunPhase;
  readonly detail: string;
  /** Why nothing was sent, and what to do: where there is no exchange, no diagnosis can say it. */
  readonly sentence?: string;
}

/**
 * A problem of the request found before sending. An `error` holds the run back until the user says "Send anyway";
 * a `warning` is only shown, because backends differ on it.
 */
export interface InputProblem {
  readonly severity: "error" | "warning";
  /** JSON Pointer (RFC 6901) into the body; empty for the body as a whole. */
  readonly pointer: string;
  /** One sentence: what is wrong, where, and what to do. */
  readonly message: string;
}
