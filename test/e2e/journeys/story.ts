import { EventType } from "@ag-ui/core";
import { STARTED } from "../../support/encodedEvents.ts";

// What the plain agent of a journey says.

/** A whole text message. */
export const said = (messageId: string, text: string): readonly object[] => [
  { type: EventType.TEXT_MESSAGE_START, messageId, role: "assistant" },
  { type: EventType.TEXT_MESSAGE_CONTENT, messageId, delta: text },
  { type: EventType.TEXT_MESSAGE_END, messageId },
];

/** A whole call. */
export const called = (toolCallId: string, toolCallName: string, parentMessageId: string, args: string) => [
  { type: EventType.TOOL_CALL_START, toolCallId, toolCallName, parentMessageId },
  { type: EventType.TOOL_CALL_ARGS, toolCallId, delta: args },
  { type: EventType.TOOL_CALL_END, toolCallId },
];

/** The end of a run that leaves these calls to the client. */
export const leaving = (...pendingToolCallIds: readonly string[]): object => ({
  type: EventType.RUN_FINISHED,
  outcome: { type: "success", pendingToolCallIds },
});

/** The end of a run. */
export const FINISHED: object = { type: EventType.RUN_FINISHED, outcome: { type: "success" } };

/** A run that says one thing. */
export const saying = (messageId: string, text: string): readonly object[] => [
  STARTED,
  ...said(messageId, text),
  FINISHED,
];
