import type { AguiEvent, AguiEventOf, EventTypeName } from "#src/protocol/events.ts";
import type { Draft } from "./draft.ts";
import { closeLanes, expandChunk, isChunk } from "./expandChunks.ts";
import { activityDelta, activitySnapshot } from "./reducers/activity.ts";
import { custom, noChange } from "./reducers/custom.ts";
import { textMessageContent, textMessageEnd, textMessageStart } from "./reducers/messages.ts";
import {
  reasoningEncryptedValue,
  reasoningMessageContent,
  reasoningMessageEnd,
  reasoningMessageStart,
} from "./reducers/reasoning.ts";
import { assumeRun, runError, runFinished, runStarted, stepFinished, stepStarted } from "./reducers/runs.ts";
import { messagesSnapshot } from "./reducers/snapshot.ts";
import { subagentError, subagentFinished, subagentStarted } from "./reducers/subagents.ts";
import { toolCallArgs, toolCallEnd, toolCallResult, toolCallStart } from "./reducers/toolCalls.ts";

/** Chunks are read as the events they stand for. */
type ReducedType = Exclude<EventTypeName, "TEXT_MESSAGE_CHUNK" | "TOOL_CALL_CHUNK" | "REASONING_MESSAGE_CHUNK">;

/** What each event type does to a view, but for the shared state (`stateTrack.ts`). */
const REDUCERS: { readonly [T in ReducedType]: (draft: Draft, event: AguiEventOf<T>) => void } = {
  RUN_STARTED: runStarted,
  RUN_FINISHED: runFinished,
  RUN_ERROR: runError,
  STEP_STARTED: stepStarted,
  STEP_FINISHED: stepFinished,
  TEXT_MESSAGE_START: textMessageStart,
  TEXT_MESSAGE_CONTENT: textMessageContent,
  TEXT_MESSAGE_END: textMessageEnd,
  TOOL_CALL_START: toolCallStart,
  TOOL_CALL_ARGS: toolCallArgs,
  TOOL_CALL_END: toolCallEnd,
  TOOL_CALL_RESULT: toolCallResult,
  STATE_SNAPSHOT: noChange,
  STATE_DELTA: noChange,
  MESSAGES_SNAPSHOT: messagesSnapshot,
  ACTIVITY_SNAPSHOT: activitySnapshot,
  ACTIVITY_DELTA: activityDelta,
  RAW: noChange,
  CUSTOM: custom,
  REASONING_START: noChange,
  REASONING_END: noChange,
  REASONING_MESSAGE_START: reasoningMessageStart,
  REASONING_MESSAGE_CONTENT: reasoningMessageContent,
  REASONING_MESSAGE_END: reasoningMessageEnd,
  REASONING_ENCRYPTED_VALUE: reasoningEncryptedValue,
  SUBAGENT_STARTED: subagentStarted,
  SUBAGENT_FINISHED: subagentFinished,
  SUBAGENT_ERROR: subagentError,
};

/** Applies event `seq` to a draft. Total: any event in any order has a reading, and what is out of order is the linter's to report. */
export function reduce(draft: Draft, seq: number, event: AguiEvent): void {
  draft.seq = seq;
  draft.version = seq;
  if (!draft.exchangeHasRun && event.type !== "RUN_STARTED") assumeRun(draft);
  // Most events are one of these two, and comparing two texts beats looking one up in the table.
  if (draft.lanes.size === 0) {
    if (event.type === "TEXT_MESSAGE_CONTENT") return textMessageContent(draft, event);
    if (event.type === "TOOL_CALL_ARGS") return toolCallArgs(draft, event);
  }
  if (isChunk(event)) {
    draft.lanes = expandChunk(draft.lanes, event, (part) => dispatch(draft, part));
    return;
  }
  if (draft.lanes.size > 0) draft.lanes = closeLanes(draft.lanes, event, (part) => dispatch(draft, part));
  dispatch(draft, event);
}

function dispatch(draft: Draft, event: AguiEvent): void {
  const reducer = REDUCERS[event.type as ReducedType] as (draft: Draft, event: AguiEvent) => void;
  reducer(draft, event);
}
