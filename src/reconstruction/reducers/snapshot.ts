import { isObject } from "#src/lib/json.ts";
import { jsonEqual } from "#src/lib/jsonEqual.ts";
import type { AguiEventOf, Message } from "#src/protocol/events.ts";
import { currentMessage } from "../currentMessage.ts";
import type { Draft } from "../draft.ts";
import { linkCalls, relinkCalls, unlinkCalls } from "../linkCalls.ts";
import type { MessageNode } from "../nodes.ts";

/**
 * The whole conversation anew, merged as the official client does: messages of a known id are replaced in place, unknown ones come
 * last, and what the snapshot leaves out goes, but for activities and reasoning that the agent does not keep itself.
 * A message that is equal to what is there stays the same object, with its history.
 */
export function messagesSnapshot(draft: Draft, event: AguiEventOf<"MESSAGES_SNAPSHOT">): void {
  const byId = new Map(event.messages.map((message) => [message.id, message]));
  const isPreserved = preserves(event);
  if (draft.report !== undefined) reportSnapshot(draft, event, byId, isPreserved);
  const kept: number[] = [];
  const keptIds = new Set<string>();
  const changed: number[] = [];
  const lost: number[] = [];
  draft.order.forEach((slot) => {
    const { base } = draft.nodes.at(slot);
    const message = byId.get(base.id);
    if (message === undefined && !isPreserved(base)) {
      lost.push(...unlinkCalls(draft, slot));
      draft.editMessage(slot).alive = false;
      return;
    }
    kept.push(slot);
    keptIds.add(base.id);
    if (message === undefined || sameMessage(currentMessage(draft, slot), message)) return;
    lost.push(...unlinkCalls(draft, slot));
    replaceMessage(draft, slot, message);
    changed.push(slot);
  });
  for (const message of event.messages) {
    if (keptIds.has(message.id)) continue;
    const slot = draft.newSlot(message, false);
    kept.push(slot);
    changed.push(slot);
  }
  draft.setOrder(kept);
  linkCalls(draft, changed);
  relinkCalls(draft, lost);
}

/** Puts another message into a slot. The caller links its calls. */
export function replaceMessage(draft: Draft, slot: number, message: Message): MessageNode {
  const node = draft.editMessage(slot);
  return Object.assign(node, {
    base: message,
    streamed: false,
    head: "",
    tail: "",
    calls: undefined,
    callsOwned: false,
  });
}

/** Deep equality of two messages. */
function sameMessage(left: Message, right: Message): boolean {
  return jsonEqual(left, right);
}

/** Which of the messages that a snapshot leaves out stay: see `authoritativeActivityTypes` in the client's documentation. */
function preserves(event: AguiEventOf<"MESSAGES_SNAPSHOT">): (message: Message) => boolean {
  const types = authoritativeActivityTypes(event);
  const hasActivity = event.messages.some(({ role }) => role === "activity");
  const hasReasoning = event.messages.some(({ role }) => role === "reasoning");
  return (message) => {
    if (message.role === "reasoning") return !hasReasoning;
    if (message.role !== "activity" || types === "all") return false;
    return types === undefined ? !hasActivity : !types.includes(message.activityType);
  };
}

/** The activity types that a snapshot declares to hold completely; undefined when it declares nothing. */
function authoritativeActivityTypes({
  metadata,
}: AguiEventOf<"MESSAGES_SNAPSHOT">): readonly string[] | "all" | undefined {
  if (metadata === undefined || !Object.hasOwn(metadata, "@ag-ui/client")) return undefined;
  const declaration: unknown = metadata["@ag-ui/client"];
  if (!isObject(declaration)) return [];
  if (!Object.hasOwn(declaration, "authoritativeActivityTypes")) return undefined;
  const types = declaration["authoritativeActivityTypes"];
  if (types === null) return "all";
  return Array.isArray(types) && types.every((type) => typeof type === "string") ? types : [];
}

function reportSnapshot(
  draft: Draft,
  event: AguiEventOf<"MESSAGES_SNAPSHOT">,
  byId: ReadonlyMap<string, Message>,
  isPreserved: (message: Message) => boolean,
): void {
  const open: string[] = [];
  const dropped: string[] = [];
  let firstDropped: number | undefined;
  draft.order.forEach((slot) => {
    const node = draft.nodes.at(slot);
    if (node.open) open.push(node.base.id);
    for (const call of node.calls ?? []) {
      if (typeof call !== "number") continue;
      const { status, base } = draft.calls.at(call);
      if (status === "streaming") open.push(base.id);
    }
    if (node.createdBy > 0 && !byId.has(node.base.id) && !isPreserved(node.base)) {
      dropped.push(node.base.id);
      firstDropped ??= node.createdBy;
    }
  });
  const { seq } = draft;
  if (open.length > 0) {
    draft.report?.("snapshot/while-open", {
      seq,
      message: `The snapshot comes while ${list(open)} ${open.length === 1 ? "is" : "are"} open.`,
      found: open.join(", "),
    });
  }
  if (dropped.length > 0) {
    draft.report?.("snapshot/loses-messages", {
      seq,
      pointer: "/messages",
      message: `The snapshot leaves out ${list(dropped)}, which this recording streamed; ${dropped.length === 1 ? "it is" : "they are"} gone from the conversation.`,
      found: dropped.join(", "),
      relatedSeq: firstDropped,
    });
  }
  const seen = new Set<string>();
  event.messages.forEach(({ id }, index) => {
    if (seen.has(id)) {
      draft.report?.("snapshot/duplicate-ids", {
        seq,
        pointer: `/messages/${index}/id`,
        message: `The snapshot has more than one message with the id ${id}.`,
        found: id,
      });
    }
    seen.add(id);
  });
}

function list(ids: readonly string[]): string {
  return ids.length <= 3 ? ids.join(", ") : `${ids.slice(0, 3).join(", ")} and ${ids.length - 3} more`;
}
