import { PROTOCOL_VERSION, type RunAgentInput } from "@ag-ui/core";
import type { AguiEvent, AguiEventOf, EventTypeName } from "#src/protocol/events.ts";
import { hash } from "./ids.ts";
import type { ScenarioTools } from "./types.ts";

/*
 * Builders for the events of AG-UI 1.0, so that a scenario reads like the story it tells.
 * Those that stream are generators and pause between fragments; the others return one event.
 */

type Fields<T extends EventTypeName> = Omit<AguiEventOf<T>, "type">;
type Stream = AsyncGenerator<AguiEvent, void, undefined>;

/** RUN_STARTED with the ids of the request and our protocol version; `fields.input` echoes the request. */
export function runStarted(
  input: RunAgentInput,
  fields: Partial<Pick<AguiEventOf<"RUN_STARTED">, "input">> = {},
): AguiEvent {
  const parent = input.parentRunId === undefined ? {} : { parentRunId: input.parentRunId };
  return {
    type: "RUN_STARTED",
    threadId: input.threadId,
    runId: input.runId,
    protocolVersion: PROTOCOL_VERSION,
    ...parent,
    ...fields,
  };
}

/** RUN_FINISHED; without an outcome of its own the run succeeded. */
export function runFinished(
  input: RunAgentInput,
  fields: Partial<Pick<AguiEventOf<"RUN_FINISHED">, "outcome" | "result" | "usage">> = {},
): AguiEvent {
  return {
    type: "RUN_FINISHED",
    threadId: input.threadId,
    runId: input.runId,
    outcome: { type: "success" },
    ...fields,
  };
}

/** RUN_ERROR. */
export const runError = (code: string, message: string): AguiEvent => ({ type: "RUN_ERROR", code, message });

/** STEP_STARTED. */
export const stepStarted = (stepName: string): AguiEvent => ({ type: "STEP_STARTED", stepName });

/** STEP_FINISHED. */
export const stepFinished = (stepName: string): AguiEvent => ({ type: "STEP_FINISHED", stepName });

/** A whole text message, word by word: TEXT_MESSAGE_START, CONTENT …, END. */
export async function* textMessage(tools: ScenarioTools, messageId: string, text: string): Stream {
  yield textStart(messageId);
  yield* textContent(tools, messageId, text);
  yield textEnd(messageId);
}

/** TEXT_MESSAGE_START of an assistant. */
export const textStart = (messageId: string): AguiEvent => ({
  type: "TEXT_MESSAGE_START",
  messageId,
  role: "assistant",
});

/** Part of a text message, word by word, where other events come in between the parts. */
export async function* textContent(tools: ScenarioTools, messageId: string, text: string): Stream {
  for (const delta of tokens(text)) {
    await tools.sleep(tokenPause(delta));
    yield { type: "TEXT_MESSAGE_CONTENT", messageId, delta };
  }
}

/** TEXT_MESSAGE_END. */
export const textEnd = (messageId: string): AguiEvent => ({ type: "TEXT_MESSAGE_END", messageId });

/** The same message as TEXT_MESSAGE_CHUNK events: only the first carries the id and the role. */
export async function* textChunks(tools: ScenarioTools, messageId: string, text: string): Stream {
  for (const [index, delta] of tokens(text).entries()) {
    await tools.sleep(tokenPause(delta));
    yield index === 0
      ? { type: "TEXT_MESSAGE_CHUNK", messageId, role: "assistant", delta }
      : { type: "TEXT_MESSAGE_CHUNK", delta };
  }
}

/** A whole reasoning message: REASONING_MESSAGE_START, CONTENT …, END. */
export async function* reasoningMessage(tools: ScenarioTools, messageId: string, text: string): Stream {
  yield { type: "REASONING_MESSAGE_START", messageId, role: "reasoning" };
  for (const delta of tokens(text)) {
    await tools.sleep(tokenPause(delta));
    yield { type: "REASONING_MESSAGE_CONTENT", messageId, delta };
  }
  yield { type: "REASONING_MESSAGE_END", messageId };
}

/** One tool call to stream. */
export interface Call {
  readonly id: string;
  readonly name: string;
  readonly args: unknown;
  /** The assistant message that carries it. */
  readonly parentMessageId: string;
}

/** A whole tool call, its arguments in fragments of JSON text: TOOL_CALL_START, ARGS …, END. */
export async function* toolCall(tools: ScenarioTools, call: Call): Stream {
  yield toolCallStart(call);
  for (const delta of jsonPieces(call.args)) {
    await tools.sleep(tokenPause(delta));
    yield { type: "TOOL_CALL_ARGS", toolCallId: call.id, delta };
  }
  yield { type: "TOOL_CALL_END", toolCallId: call.id };
}

/** TOOL_CALL_START. */
export function toolCallStart(call: Call): AguiEvent {
  return {
    type: "TOOL_CALL_START",
    toolCallId: call.id,
    toolCallName: call.name,
    parentMessageId: call.parentMessageId,
  };
}

/** TOOL_CALL_RESULT; anything but text or content parts becomes JSON text. */
export function toolResult(messageId: string, toolCallId: string, content: unknown): AguiEvent {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  return { type: "TOOL_CALL_RESULT", messageId, toolCallId, role: "tool", content: text };
}

/** STATE_SNAPSHOT. */
export const stateSnapshot = (snapshot: unknown): AguiEvent => ({ type: "STATE_SNAPSHOT", snapshot });

/** STATE_DELTA with these RFC 6902 operations. */
export const stateDelta = (...delta: Fields<"STATE_DELTA">["delta"]): AguiEvent => ({ type: "STATE_DELTA", delta });

/** MESSAGES_SNAPSHOT. */
export const messagesSnapshot = (messages: Fields<"MESSAGES_SNAPSHOT">["messages"]): AguiEvent => ({
  type: "MESSAGES_SNAPSHOT",
  messages,
});

/** ACTIVITY_SNAPSHOT that replaces what the activity held. */
export const activitySnapshot = (
  messageId: string,
  activityType: string,
  content: Record<string, unknown>,
): AguiEvent => ({ type: "ACTIVITY_SNAPSHOT", messageId, activityType, content, replace: true });

/** ACTIVITY_DELTA with these RFC 6902 operations. */
export const activityDelta = (
  messageId: string,
  activityType: string,
  ...patch: Fields<"ACTIVITY_DELTA">["patch"]
): AguiEvent => ({ type: "ACTIVITY_DELTA", messageId, activityType, patch });

/** SUBAGENT_STARTED. */
export const subagentStarted = (fields: Fields<"SUBAGENT_STARTED">): AguiEvent => ({
  type: "SUBAGENT_STARTED",
  ...fields,
});

/** SUBAGENT_FINISHED. */
export const subagentFinished = (fields: Fields<"SUBAGENT_FINISHED">): AguiEvent => ({
  type: "SUBAGENT_FINISHED",
  ...fields,
});

/** An event attributed to a subagent. Only types that carry an attribution may be passed. */
export const tagged = (subagentRunId: string, event: AguiEvent): AguiEvent =>
  ({ ...event, subagentRunId }) as AguiEvent;

/** A stream whose events are all attributed to a subagent. */
export async function* taggedAll(subagentRunId: string, events: Stream): Stream {
  for await (const event of events) yield tagged(subagentRunId, event);
}

/** JSON text in fragments of about the size that models stream. */
export function jsonPieces(value: unknown): string[] {
  return JSON.stringify(value).match(/[\s\S]{1,14}/g) ?? [];
}

/** Text in fragments: a word with the blanks before it, long words in two or more. */
export function tokens(text: string): string[] {
  return text.match(/\s*\S{1,10}|\s+$/g) ?? [];
}

/** Milliseconds before a fragment, 15 to 40: uneven as with a real model, yet the same each time. */
export function tokenPause(fragment: string): number {
  return 15 + (hash(fragment) % 26);
}
