import type { JsonValue } from "#src/lib/json.ts";
import type { Message } from "#src/protocol/events.ts";

/** One tool that is offered to the agent as a frontend tool and answered here. Texts are kept as typed, valid or not. */
export interface MockTool {
  /** Stable key for lists; no meaning on the wire. */
  readonly id: string;
  /** Only tools that are on are sent and answered. */
  readonly enabled: boolean;
  readonly name: string;
  readonly description: string;
  /** JSON Schema (2020-12 unless it says another) of the arguments, as text. */
  readonly parametersText: string;
  /** JSON Schema of a result, as text: forms and made-up results come from it. Empty where there is none. */
  readonly resultSchemaText: string;
  readonly plan: AnswerPlan;
  /** How the next call alone is answered, where that is another way. */
  readonly once?: AnswerPlan | undefined;
  /** How long an answer takes, in milliseconds: `ms` and up to `jitterMs` more. */
  readonly delay: { readonly ms: number; readonly jitterMs: number };
}

/** How a tool answers a call. */
export type AnswerPlan =
  /** This text, as it is. */
  | { readonly kind: "fixed"; readonly text: string }
  /** A text with `{{…}}` places that are filled from the call. The same seed makes the same data. */
  | { readonly kind: "template"; readonly text: string; readonly seed: number }
  /** TypeScript, the body of an async function, that is run in the sandbox (src/tools/sandbox): what it returns is the answer. */
  | { readonly kind: "script"; readonly source: string }
  /** The user answers in the waiting strip. */
  | { readonly kind: "ask" }
  /** The first call by the first step, the second by the second. */
  | {
      readonly kind: "sequence";
      readonly steps: readonly AnswerPlan[];
      readonly afterLast: "repeat" | "start-over" | "ask";
    }
  /** The tool fails: a result whose tool message has `error`. */
  | { readonly kind: "error"; readonly message: string }
  /** A result that no honest tool gives, to see what the agent does. */
  | { readonly kind: "malformed"; readonly how: "wrong-type" | "not-json" | "huge" | "unknown-call" }
  /** Nobody answers. */
  | { readonly kind: "none" };

/** Tools under a name. */
export interface ToolSet {
  readonly id: string;
  readonly name: string;
  readonly tools: readonly MockTool[];
}

/** What an answer may depend on. */
export interface CallContext {
  readonly callId: string;
  readonly name: string;
  /** The arguments as streamed; may be no JSON. */
  readonly argumentsText: string;
  /** The arguments parsed; undefined where the text is no JSON. */
  readonly args: JsonValue | undefined;
  readonly state: JsonValue;
  readonly messages: readonly Message[];
  /** How many calls of this tool were answered before this one in the conversation. */
  readonly callIndex: number;
}

/** What a call gets. */
export type Answer =
  | {
      readonly kind: "result";
      /** The content of the tool message. */
      readonly content: string;
      /** Set when the tool failed: goes into the tool message's `error`. */
      readonly error?: string;
      /** The call that it claims to answer, where that is another one on purpose. */
      readonly callId?: string;
      /** What is odd about it (a place of the template that found nothing), one sentence each: for the user, never sent. */
      readonly warnings?: readonly string[];
    }
  | { readonly kind: "ask" }
  | { readonly kind: "none" };
