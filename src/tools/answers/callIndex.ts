import type { Message } from "#src/protocol/events.ts";

/**
 * How many calls of a tool were answered in a conversation: what `CallContext.callIndex` is for the next one. `justAnswered` are ids of calls that
 * have their answer already, though it is not among the messages yet. A call that was answered twice counts once.
 */
export function callIndex(messages: readonly Message[], name: string, justAnswered: Iterable<string> = []): number {
  const answered = new Set(justAnswered);
  for (const message of messages) if (message.role === "tool") answered.add(message.toolCallId);
  const calls = new Set<string>();
  for (const message of messages) {
    if (message.role !== "assistant") continue;
    for (const call of message.toolCalls ?? []) {
      if (call.function.name === name && answered.has(call.id)) calls.add(call.id);
    }
  }
  return calls.size;
}
