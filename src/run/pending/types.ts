import type { JsonObject, JsonValue } from "#src/lib/json.ts";
import type { Interrupt } from "#src/protocol/events.ts";
import type { PredictedState } from "#src/reconstruction/predictedState.ts";

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
  | "mastra-custom"
  | "maf-approval"
  | "maf-legacy"
  | "confirm-changes"
  | "task-steps"
  | "request-approval"
  | "agno"
  | "chat-question"
  | "tool-call-request";

/** The kinds of answer there are. */
export type AnswerKind = PauseAnswer["kind"];

/** The shape in which an answer is sent. It is never chosen without a reason that can be shown. */
export interface AnswerShape {
  /** Which answers it can say, the likeliest first. */
  readonly fits: readonly AnswerKind[];
  /** Where yes or no stands: a key of the object that is sent, "" where a bare boolean is, undefined where nothing means yes. */
  readonly yesKey: string | undefined;
  /** Where edited arguments go: under this key, or beside the yes ("" for that); undefined where they cannot be sent. */
  readonly editKey: string | undefined;
  /** Where the reason of a rejection goes; undefined where it cannot be sent. */
  readonly reasonKey: string | undefined;
  /** JSON Schema of the value that is sent: the agent's own, else what is known of the framework. */
  readonly schema: JsonObject | undefined;
  /** One sentence: why this shape. */
  readonly why: string;
}

/** One thing that waits for the client. The same pause heard on two channels is one. */
export interface Pause {
  /** Stable while it waits: the tool call's or the interrupt's id, prefixed by its kind. */
  readonly id: string;
  /** The dialect in which it is answered. */
  readonly dialect: DialectId;
  /** All dialects in which it was heard. */
  readonly channels: readonly DialectId[];
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
  readonly shape: AnswerShape;
  /** Why it may be no question at all: one sentence, or undefined where there is no doubt. */
  readonly doubt: string | undefined;
  /** What the channel of its dialect said, as it came, where an answer needs it. */
  readonly source: JsonValue | undefined;
  /** The predicted changes of the state that it asks about, where it is such a question. */
  readonly predicted?: readonly PredictedState[];
}

/** How the client answers a pause. */
export type PauseAnswer =
  | {
      readonly kind: "result";
      readonly value: JsonValue;
      /** As it is sent in a tool message, where that is not the JSON text of the value. */
      readonly text?: string;
      /** The call that it claims to answer, where that is another one on purpose. */
      readonly callId?: string;
    }
  | { readonly kind: "approve"; /** The full replacement of the arguments. */ readonly editedArgs?: JsonValue }
  | { readonly kind: "reject"; readonly reason?: string }
  | {
      readonly kind: "fail";
      readonly message: string;
      /** The content of the tool message; the message itself where it is left out. */
      readonly content?: string;
    }
  | { readonly kind: "cancel" };

/** What an answer adds to the next request. */
export interface Reply {
  readonly pauseId: string;
  /** A tool message, placed after the message that owns the call. */
  readonly toolMessage?: ToolReply;
  readonly resume?: ResumeEntry;
  /** Merged into forwardedProps. */
  readonly forwardedProps?: JsonObject;
  /** The next user message, where the agent just asked in the chat. */
  readonly userMessage?: string;
  /** What a POST of its own brings to the agent while its stream is open, instead of the next request. */
  readonly sidePost?: { readonly path: string; readonly body: string };
  /** What will go wrong, or could not be said: a sentence each. */
  readonly warnings: readonly string[];
}

/** A result of a tool call for the next request. */
export interface ToolReply {
  /** The call that it claims to answer. */
  readonly toolCallId: string;
  readonly content: string;
  readonly error?: string;
  /** The call behind whose message it is placed, where that is another one. */
  readonly placedAfter?: string;
}
