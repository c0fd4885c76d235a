import type { JsonValue } from "#src/lib/json.ts";
import type { AguiEventOf, Interrupt, Message } from "#src/protocol/events.ts";
import type { Prediction } from "#src/protocol/predictState.ts";

/** One message and where it comes from. Equal by reference between two views where nothing about it changed. */
export interface MessageEntry {
  readonly message: Message;
  /** The event that created it; 0 when the request carried it. */
  readonly createdBy: number;
  /** The last event that changed it; 0 when the request carried it and nothing did since. */
  readonly changedBy: number;
  /** True between its START and its END, or while chunks continue it. */
  readonly open: boolean;
  /** The run that created it: an index into `runs`, -1 before the first. */
  readonly run: number;
}

/** One run, from RUN_STARTED (or the first event of a stream that lacks it) to its terminal event. */
export interface RunView {
  readonly runId: string | undefined;
  readonly threadId: string | undefined;
  readonly parentRunId: string | undefined;
  readonly protocolVersion: string | undefined;
  /** `error` for RUN_ERROR; `truncated` when the stream ended while it ran. */
  readonly status: "running" | "success" | "interrupt" | "cancelled" | "error" | "truncated";
  readonly startedBy: number;
  readonly endedBy: number | undefined;
  readonly result: JsonValue | undefined;
  readonly error: { readonly message: string; readonly code: string | undefined } | undefined;
  readonly usage: NonNullable<AguiEventOf<"RUN_FINISHED">["usage"]>;
}

/** One tool call over its whole life, which may span runs. */
export interface ToolCallView {
  readonly id: string;
  readonly name: string;
  /** The argument text so far, as streamed; may be invalid JSON. */
  readonly arguments: string;
  /** The assistant message that carries it, if one does. */
  readonly messageId: string | undefined;
  readonly status: "streaming" | "called" | "answered";
  readonly startedBy: number;
  readonly endedBy: number | undefined;
  /** How many deltas its arguments came in. */
  readonly deltas: number;
  readonly result: ToolResultView | undefined;
  readonly subagentRunId: string | undefined;
  /** The run that started it: an index into `runs`. */
  readonly run: number;
}

/** The answer to a tool call. */
export interface ToolResultView {
  readonly messageId: string;
  readonly content: Extract<Message, { role: "tool" }>["content"];
  /** Set when the answer says that the tool failed (a tool message's `error`). */
  readonly error: string | undefined;
  /** The event that brought it; 0 when the request did. */
  readonly by: number;
}

/** One activity: the same object as its activity message, with its history. */
export interface ActivityView {
  readonly messageId: string;
  readonly activityType: string;
  readonly content: JsonValue;
  readonly createdBy: number;
  readonly changedBy: number;
  readonly subagentRunId: string | undefined;
}

/** One subagent invocation. */
export interface SubagentView {
  readonly subagentRunId: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly parentSubagentRunId: string | undefined;
  readonly parentToolCallId: string | undefined;
  readonly parentMessageId: string | undefined;
  readonly status: "running" | "success" | "suspended" | "error";
  readonly result: JsonValue | undefined;
  readonly error: { readonly message: string; readonly code: string | undefined } | undefined;
  readonly interruptIds: readonly string[];
  readonly startedBy: number;
  readonly endedBy: number | undefined;
}

/** One step of a run, or of a subagent. */
export interface StepView {
  readonly stepName: string;
  readonly subagentRunId: string | undefined;
  readonly status: "running" | "finished";
  readonly startedBy: number;
  readonly endedBy: number | undefined;
  readonly run: number;
}

/**
 * What a user of an app would see after event `at`. Immutable; views of neighbouring events share everything that did not change.
 * On every stream that `@ag-ui/client` 1.0 accepts, `messages` and `state` equal what its agent ends with,
 * but for the differences listed in `clientDifferences.ts`.
 */
export interface AgentView {
  /** The number of the last event that this view includes; 0 before the first. */
  readonly at: number;
  readonly threadId: string | undefined;
  readonly runs: readonly RunView[];
  /** The conversation with where each message comes from. */
  readonly entries: readonly MessageEntry[];
  /** The conversation as AG-UI messages. */
  readonly messages: readonly Message[];
  /** Shared state; `{}` until something sets it. */
  readonly state: JsonValue;
  /** The last event up to `at` that changed, or tried to change, the state; 0 when none did. */
  readonly stateChangedBy: number;
  readonly toolCalls: readonly ToolCallView[];
  readonly activities: readonly ActivityView[];
  readonly subagents: readonly SubagentView[];
  readonly steps: readonly StepView[];
  /** Calls that wait for the client: named by RUN_FINISHED, else those of the last run that got no result. Empty while a run goes on. */
  readonly pendingToolCallIds: readonly string[];
  /** Open interrupts: those of the last RUN_FINISHED with outcome `interrupt`, until a later run ends without. */
  readonly interrupts: readonly Interrupt[];
  /** What the last run predicted of the state, in its order; the state itself knows nothing of it. For each key the last counts (`predictedState`). */
  readonly predictions: readonly PredictionView[];
}

/** One prediction of a CUSTOM `PredictState`. */
export interface PredictionView extends Prediction {
  /** The event that says it. */
  readonly seq: number;
}
