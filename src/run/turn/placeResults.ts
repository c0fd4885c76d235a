import type { Message } from "#src/protocol/events.ts";
import type { ToolReply } from "#src/run/pending/types.ts";

/** A result with the id of its message. */
export interface PlacedResult extends ToolReply {
  readonly id: string;
}

/**
 * The history with each result behind the message that carries its call, before anything that follows there, in the order of that message's calls.
 * Results that are there already keep their place. A result whose call no message carries comes last.
 * A tool message is `{id, role, toolCallId, content, error?}`, in this order.
 */
export function placeResults(messages: readonly Message[], results: readonly PlacedResult[]): readonly Message[] {
  if (results.length === 0) return messages;
  const left = new Map<string, PlacedResult[]>();
  for (const result of results) {
    const { placedAfter: call = result.toolCallId } = result;
    left.set(call, [...(left.get(call) ?? []), result]);
  }
  const placed: Message[] = [];
  for (let at = 0; at < messages.length; at++) {
    const message = messages[at] as Message;
    placed.push(message);
    const calls = message.role === "assistant" ? (message.toolCalls ?? []).map(({ id }) => id) : [];
    if (!calls.some((id) => left.has(id))) continue;
    // What the agent already answered stands right behind as well; the new results go between, so that the order of the calls holds.
    const block: { readonly call: number; readonly message: Message }[] = [];
    for (
      let next = messages[at + 1];
      next?.role === "tool" && calls.includes(next.toolCallId);
      next = messages[at + 1]
    ) {
      block.push({ call: calls.indexOf(next.toolCallId), message: next });
      at++;
    }
    for (const [call, id] of calls.entries()) {
      for (const result of left.get(id) ?? []) {
        const after = block.findLastIndex((each) => each.call <= call);
        block.splice(after + 1, 0, { call, message: messageOf(result) });
      }
      left.delete(id);
    }
    placed.push(...block.map((each) => each.message));
  }
  for (const homeless of left.values()) placed.push(...homeless.map(messageOf));
  return placed;
}

function messageOf({ id, toolCallId, content, error }: PlacedResult): Message {
  return { id, role: "tool", toolCallId, content, ...(error !== undefined && { error }) };
}
