import type { JsonObject, JsonValue } from "#src/lib/json.ts";
import type { Interrupt } from "#src/protocol/events.ts";

/** One entry of RunAgentInput.resume (PROTOCOL.md section 2). */
export interface ResumeEntry {
  readonly interruptId: string;
  readonly status: "resolved" | "cancelled";
  readonly payload?: JsonValue;
  readonly metadata?: JsonObject;
}

/** The ways in which agents ask the client for something (BACKENDS.md section 4). */
export type DialectId =
  | "frontend-tool"
  | "interrupt"
  | "langgraph-custom"
  | "maf-approval"
  | "confirm-changes"
  | "task-steps"
  | "chat-question"
  | "tool-call-request";

/** One thing that waits for the client. The same pause heard on two channels is one. */
export interface Pause {
  /** Stable while it waits: the tool call's or the interrupt's id, prefixed by its kind. */
  readonly id: string;
  readonly dialect: DialectId;
  /** The events by which it was recognised. */
  readonly evidence: readonly number[];
  /** What the agent wants, in its own words where it gave some. */
  readonly question: string;
  readonly toolCall: { readonly id: string; readonly name: string; readonly argumentsText: string } | undefined;
  readonly interrupt: Interrupt | undefined;
  /** What an answer should look like, where the agent says it. */
  readonly responseSchema: JsonObject | undefined;
  /** Milliseconds since the Unix epoch; undefined: never. */
  readonly expiresAt: number | undefined;
}

/** How the client answers a pause. */
export type PauseAnswer =
  | {
      readonly kind: "result";
      readonly value: JsonValue;
      /** As it is sent, where it is no JSON on purpose. */ readonly text?: string;
    }
  | { readonly kind: "approve"; /** The full replacement of the arguments. */ readonly editedArgs?: JsonValue }
  | { readonly kind: "reject"; readonly reason?: string }
  | { readonly kind: "fail"; readonly message: string }
  | { readonly kind: "cancel" };

/** What an answer adds to the next request. */
export interface Reply {
  readonly pauseId: string;
  /** A tool message, placed after the message that owns the call. */
  readonly toolMessage?: { readonly toolCallId: string; readonly content: string; readonly error?: string };
  readonly resume?: ResumeEntry;
  /** Merged into forwardedProps. */
  readonly forwardedProps?: JsonObject;
  /** The next user message, where the agent just asked in the chat. */
  readonly userMessage?: string;
}
