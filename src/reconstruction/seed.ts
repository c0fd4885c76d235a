import { isObject, type JsonValue } from "#src/lib/json.ts";
import { jsonEqual } from "#src/lib/jsonEqual.ts";
import type { Message } from "#src/protocol/events.ts";
import { currentMessage } from "./currentMessage.ts";
import type { Draft } from "./draft.ts";
import { linkCalls, relinkCalls, unlinkCalls } from "./linkCalls.ts";
import { replaceMessage } from "./reducers/snapshot.ts";

/**
 * What a request does to the view: the conversation is now the request's messages, in its order. Those that the view has under the same
 * id keep where they come from when they are equal. Activities, which are never sent, stay after the message they followed.
 * `input` is the request as sent, so it may be anything: a message without an id and a role as text is no message and is not shown.
 */
export function seedFromRequest(draft: Draft, input: unknown): void {
  draft.seq = 0;
  draft.exchangeHasRun = false;
  draft.lanes = new Map();
  if (!isObject(input)) return;
  if (typeof input["threadId"] === "string") draft.threadId = input["threadId"];
  const { resume } = input;
  draft.resumed = Array.isArray(resume)
    ? resume.flatMap((entry: unknown) =>
        isObject(entry) && typeof entry["interruptId"] === "string" ? [entry["interruptId"]] : [],
      )
    : [];
  if (Array.isArray(input["messages"])) seedMessages(draft, input["messages"].filter(isMessage));
}

/** The `state` of a request, or undefined when it carries none (absent and null mean the same, as in `RunAgentInput`). */
export function requestState(input: unknown): JsonValue | undefined {
  if (!isObject(input)) return undefined;
  return (input["state"] ?? undefined) as JsonValue | undefined;
}

function seedMessages(draft: Draft, messages: readonly Message[]): void {
  const before = draft.order.toArray();
  const kept = new Set<number>();
  const changed: number[] = [];
  const lost: number[] = [];
  // Ids may repeat: the first message of an id is the first of that id again, and so on.
  const slotsById = new Map<string, number[]>();
  for (const slot of before) {
    const { id } = draft.nodes.at(slot).base;
    const slots = slotsById.get(id);
    if (slots === undefined) slotsById.set(id, [slot]);
    else slots.push(slot);
  }
  const order = messages.map((message) => {
    const slot = slotsById.get(message.id)?.shift();
    if (slot === undefined) {
      const added = draft.newSlot(message, false);
      changed.push(added);
      kept.add(added);
      return added;
    }
    kept.add(slot);
    if (!jsonEqual(currentMessage(draft, slot), message)) {
      lost.push(...unlinkCalls(draft, slot));
      const node = replaceMessage(draft, slot, message);
      node.open = false;
      node.createdBy = 0;
      changed.push(slot);
    }
    return slot;
  });
  for (const slot of before) {
    if (kept.has(slot) || draft.nodes.at(slot).base.role === "activity") continue;
    lost.push(...unlinkCalls(draft, slot));
    draft.editMessage(slot).alive = false;
  }
  draft.setOrder(withActivities(draft, before, order, kept));
  linkCalls(draft, changed);
  relinkCalls(draft, lost);
  const answered = new Set(messages.flatMap((message) => (message.role === "tool" ? [message.toolCallId] : [])));
  draft.pendingToolCallIds = draft.pendingToolCallIds.filter((id) => !answered.has(id));
}

/** Puts the activities of the old order after the message that they followed there, or after the nearest one before it that is left. */
function withActivities(
  draft: Draft,
  before: readonly number[],
  order: readonly number[],
  kept: ReadonlySet<number>,
): number[] {
  const after = new Map<number, number[]>();
  let predecessor = -1;
  for (const slot of before) {
    if (kept.has(slot)) predecessor = slot;
    else if (draft.nodes.at(slot).base.role === "activity") {
      const followers = after.get(predecessor);
      if (followers === undefined) after.set(predecessor, [slot]);
      else followers.push(slot);
    }
  }
  if (after.size === 0) return [...order];
  return [...(after.get(-1) ?? []), ...order.flatMap((slot) => [slot, ...(after.get(slot) ?? [])])];
}

function isMessage(value: unknown): value is Message {
  return isObject(value) && typeof value["id"] === "string" && typeof value["role"] === "string";
}
