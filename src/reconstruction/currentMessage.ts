import type { Message } from "#src/protocol/events.ts";
import type { Draft } from "./draft.ts";
import { currentCall } from "./linkCalls.ts";
import { joinedText } from "./nodes.ts";

/** The message in a slot as a view shows it: an object that no later event writes to. */
export function currentMessage(draft: Draft, slot: number): Message {
  const node = draft.nodes.at(slot);
  if (!node.streamed && node.calls === undefined) return node.base;
  const message: Record<string, unknown> = { ...node.base };
  if (node.streamed) message["content"] = joinedText(node);
  if (node.calls !== undefined) message["toolCalls"] = node.calls.map((call) => currentCall(draft, call));
  return message as unknown as Message;
}
