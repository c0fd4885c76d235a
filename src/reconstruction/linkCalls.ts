import type { Message, MessageToolCall } from "#src/protocol/events.ts";
import { isObject } from "#src/lib/json.ts";
import { jsonEqual } from "#src/lib/jsonEqual.ts";
import type { Draft } from "./draft.ts";
import { joinedText } from "./nodes.ts";

/**
 * Enters whole messages (of a request, a snapshot, an activity or a result) into the books of tool calls: the calls that they carry
 * and the calls that they answer. A call that two messages carry lives in the one that comes first.
 */
export function linkCalls(draft: Draft, slots: readonly number[]): void {
  for (const slot of slots) {
    const { base } = draft.nodes.at(slot);
    if (base.role === "assistant" && areCalls(base.toolCalls)) {
      const node = draft.nodes.at(slot);
      node.calls = base.toolCalls.map((call) => carry(draft, slot, call));
      const { toolCalls: _, ...rest } = base;
      node.base = rest;
    } else if (base.role === "tool") answer(draft, base);
  }
}

/** The message in a slot goes or changes: its calls are carried by no message until another is linked. Returns their places. */
export function unlinkCalls(draft: Draft, slot: number): number[] {
  const places = (draft.nodes.at(slot).calls ?? []).filter((call) => typeof call === "number");
  for (const place of places) draft.editCall(place).slot = -1;
  return places;
}

/** The calls that lost their message but that a later message carries as well: that one has them now. */
export function relinkCalls(draft: Draft, lost: readonly number[]): void {
  const orphans = new Set(
    lost.filter((place) => draft.calls.at(place).slot < 0).map((place) => draft.calls.at(place).base.id),
  );
  if (orphans.size === 0) return;
  draft.order.forEach((slot) => {
    const { calls } = draft.nodes.at(slot);
    if (!calls?.some((call) => typeof call !== "number" && orphans.has(call.id))) return;
    const node = draft.editMessage(slot);
    node.callsOwned = false;
    node.calls = calls.map((call) => {
      if (typeof call === "number" || !orphans.delete(call.id)) return call;
      return carry(draft, slot, call);
    });
  });
}

/** A call as a message shows it now. */
export function currentCall(draft: Draft, call: number | MessageToolCall): MessageToolCall {
  if (typeof call !== "number") return call;
  const node = draft.calls.at(call);
  return { ...node.base, function: { ...node.base.function, arguments: joinedText(node) } };
}

/** A request is shown as it was sent, so it may hold anything under this name. */
function areCalls(value: unknown): value is MessageToolCall[] {
  return (
    Array.isArray(value) &&
    value.every(
      (call: unknown) =>
        isObject(call) &&
        typeof call["id"] === "string" &&
        isObject(call["function"]) &&
        typeof call["function"]["arguments"] === "string",
    )
  );
}

function carry(draft: Draft, slot: number, call: MessageToolCall): number | MessageToolCall {
  const known = draft.findCall(call.id);
  if (known < 0) return draft.addCall(call, slot, "called");
  if (draft.calls.at(known).slot >= 0) return call;
  const node = draft.editCall(known);
  if (!jsonEqual(currentCall(draft, known), call)) {
    node.base = call;
    node.head = call.function.arguments;
    node.tail = "";
  }
  node.slot = slot;
  return known;
}

function answer(draft: Draft, message: Extract<Message, { role: "tool" }>): void {
  const place = draft.findCall(message.toolCallId);
  if (place < 0) return;
  const { result } = draft.calls.at(place);
  const same =
    result?.messageId === message.id && result.error === message.error && jsonEqual(result.content, message.content);
  if (same) return;
  const call = draft.editCall(place);
  call.result = { messageId: message.id, content: message.content, error: message.error, by: draft.seq };
  call.status = "answered";
}
