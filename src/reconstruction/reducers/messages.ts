import type { AguiEventOf, Message } from "#src/protocol/events.ts";
import type { Draft } from "../draft.ts";
import { linkCalls } from "../linkCalls.ts";
import { mergeMetadata } from "./metadata.ts";

/** A message begins. An id that is known is used again: its text goes on (the client's reading). */
export function textMessageStart(draft: Draft, event: AguiEventOf<"TEXT_MESSAGE_START">): void {
  const { messageId, role = "assistant", name, subagentRunId } = event;
  startMessage(draft, event, {
    id: messageId,
    role,
    content: "",
    ...(name !== undefined && { name }),
    ...(subagentRunId !== undefined && { subagentRunId }),
  });
}

/** Text for a message. Without a START it starts an assistant message, so that what arrived can be seen. */
export function textMessageContent(draft: Draft, event: AguiEventOf<"TEXT_MESSAGE_CONTENT">): void {
  const slot = draft.findMessage(event.messageId);
  if (slot >= 0) return continueMessage(draft, event, slot);
  const { messageId, subagentRunId } = event;
  const tag = subagentRunId === undefined ? {} : { subagentRunId };
  startLate(draft, event, { id: messageId, role: "assistant", content: "", ...tag });
}

/** A message is whole. */
export function textMessageEnd(draft: Draft, event: AguiEventOf<"TEXT_MESSAGE_END">): void {
  endMessage(draft, event);
}

type StartEvent = AguiEventOf<"TEXT_MESSAGE_START" | "REASONING_MESSAGE_START">;
type ContentEvent = AguiEventOf<"TEXT_MESSAGE_CONTENT" | "REASONING_MESSAGE_CONTENT">;
type EndEvent = AguiEventOf<"TEXT_MESSAGE_END" | "REASONING_MESSAGE_END">;

/** What text and reasoning messages have in common when they begin. */
export function startMessage(draft: Draft, event: StartEvent, message: Message): void {
  const slot = draft.findMessage(message.id);
  if (slot < 0) {
    const metadata = event.metadata === undefined ? {} : { metadata: { ...event.metadata } };
    draft.addMessage({ ...message, ...metadata }, true);
    return;
  }
  const known = draft.nodes.at(slot);
  if (known.base.role === "activity") {
    draft.report?.("activity/id-collision", {
      seq: draft.seq,
      pointer: "/messageId",
      message: `${event.type} uses the id ${message.id} of an activity; the activity stays and this message is dropped.`,
      relatedSeq: known.createdBy,
    });
    return;
  }
  if (draft.report !== undefined) reportReuse(draft, event, message, slot);
  const node = draft.editMessage(slot);
  node.open = true;
  node.base = mergeMetadata(node.base, event.metadata);
}

function reportReuse(draft: Draft, event: StartEvent, message: Message, slot: number): void {
  const known = draft.nodes.at(slot);
  const details = { seq: draft.seq, pointer: "/messageId", relatedSeq: known.createdBy };
  if (known.base.role !== message.role) {
    draft.report?.("message/id-collides", {
      ...details,
      message: `${event.type} for ${message.id} continues a message of another role.`,
      expected: message.role,
      found: known.base.role,
    });
  } else if (!known.open && (known.streamed || known.base.content !== undefined)) {
    draft.report?.("message/reopened", {
      ...details,
      message: `${event.type} opens the message ${message.id} again; its text goes on where it ended.`,
    });
  }
}

/** Text for a message that exists. */
export function continueMessage(draft: Draft, event: ContentEvent, slot: number): void {
  // An activity's content is no text; its id was reported when the message began.
  if (draft.nodes.at(slot).base.role === "activity") return;
  const node = draft.appendContent(slot, event.delta);
  if (event.metadata !== undefined) node.base = mergeMetadata(node.base, event.metadata);
}

/** Text for a message that never began. One that a snapshot removed stays removed, as in the client. */
export function startLate(draft: Draft, event: ContentEvent, message: Message): void {
  if (!draft.knewMessage(message.id)) continueMessage(draft, event, draft.addMessage(message, true));
}

/** What text and reasoning messages have in common when they end. */
export function endMessage(draft: Draft, event: EndEvent): void {
  const slot = draft.findMessage(event.messageId);
  if (slot < 0 || draft.nodes.at(slot).base.role === "activity") return;
  const node = draft.editMessage(slot);
  node.open = false;
  node.base = mergeMetadata(node.base, event.metadata);
}

/** A message as a whole (a tool result, an activity, one of a request) comes to the end or before place `at`. */
export function putMessage(draft: Draft, message: Message, at?: number): void {
  const slot = draft.addMessage(message, false, at);
  linkCalls(draft, [slot]);
}
