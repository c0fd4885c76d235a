import { contentToText, type RunAgentInput } from "@ag-ui/core";
import type { Message, ToolCall } from "#src/protocol/events.ts";

/** The text of the last user message, or "" when there is none. */
export function lastUserText(input: RunAgentInput): string {
  const message = input.messages.findLast((each) => each.role === "user");
  return message === undefined ? "" : contentToText(message.content);
}

/** How many user messages the thread holds, this one included. */
export function turnNumber(input: RunAgentInput): number {
  return input.messages.filter((each) => each.role === "user").length;
}

/** The tool calls of the thread that no tool message has answered, oldest first. */
export function openCalls(messages: readonly Message[]): ToolCall[] {
  const answered = new Set(messages.flatMap((each) => (each.role === "tool" ? [each.toolCallId] : [])));
  return messages
    .flatMap((each) => (each.role === "assistant" ? (each.toolCalls ?? []) : []))
    .filter((call) => !answered.has(call.id));
}

/** The tool messages at the very end of the history: the answers to the calls that the last run left to the client. */
export function freshToolMessages(messages: readonly Message[]): Extract<Message, { role: "tool" }>[] {
  const fresh: Extract<Message, { role: "tool" }>[] = [];
  for (const message of messages.toReversed()) {
    if (message.role === "user" || message.role === "system" || message.role === "developer") break;
    if (message.role === "tool") fresh.unshift(message);
    else if (fresh.length > 0) break;
  }
  return fresh;
}

/** A tool call as an assistant message carries it. */
export function asToolCall(call: { readonly id: string; readonly name: string; readonly args: unknown }): ToolCall {
  return { id: call.id, type: "function", function: { name: call.name, arguments: JSON.stringify(call.args) } };
}
