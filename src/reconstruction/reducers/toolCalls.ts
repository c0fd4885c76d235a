import type { AguiEventOf, Message, MessageToolCall } from "#src/protocol/events.ts";
import type { Draft } from "../draft.ts";
import { appendText } from "../nodes.ts";
import { mergeMetadata } from "./metadata.ts";
import { putMessage } from "./messages.ts";

/** A call begins: in its parent message, in a new one with the parent's id, or in one with the call's own id. */
export function toolCallStart(draft: Draft, event: AguiEventOf<"TOOL_CALL_START">): void {
  const known = draft.findCall(event.toolCallId);
  const place =
    known >= 0 && draft.calls.at(known).slot >= 0 ? announceAgain(draft, event, known) : begin(draft, event, known);
  const call = draft.editCall(place);
  if (call.announcedIn !== draft.runCount) {
    call.announcedIn = draft.runCount;
    draft.addRunCall(event.toolCallId);
  }
  if (call.status === "called") call.status = "streaming";
}

/** Argument text. Without a START it starts a call with an empty name, so that what arrived can be seen. */
export function toolCallArgs(draft: Draft, event: AguiEventOf<"TOOL_CALL_ARGS">): void {
  const { toolCallId, delta, metadata } = event;
  let place = draft.findCall(toolCallId);
  if (place < 0) {
    toolCallStart(draft, { type: "TOOL_CALL_START", toolCallId, toolCallName: "" });
    place = draft.findCall(toolCallId);
  }
  const call = draft.editCall(place);
  appendText(call, delta);
  call.deltas++;
  if (metadata !== undefined) call.base = mergeMetadata(call.base, metadata);
  if (call.slot >= 0) draft.editMessage(call.slot);
}

/** The arguments are whole. */
export function toolCallEnd(draft: Draft, event: AguiEventOf<"TOOL_CALL_END">): void {
  const place = draft.findCall(event.toolCallId);
  if (place < 0) return;
  const call = draft.editCall(place);
  if (call.status === "streaming") call.status = "called";
  call.endedBy = draft.seq;
  if (event.metadata === undefined) return;
  call.base = mergeMetadata(call.base, event.metadata);
  if (call.slot >= 0) draft.editMessage(call.slot);
}

/** An answer: a tool message right after the message that carries the call and the answers it already has, else at the end. */
export function toolCallResult(draft: Draft, event: AguiEventOf<"TOOL_CALL_RESULT">): void {
  const { messageId, toolCallId, content, subagentRunId, metadata } = event;
  if (draft.report !== undefined) reportResultId(draft, messageId);
  const place = draft.findCall(toolCallId);
  if (place < 0) draft.addAnsweredUnknown(toolCallId);
  else draft.editCall(place).answeredIn = draft.runCount;
  const message: Message = {
    id: messageId,
    toolCallId,
    role: "tool",
    content,
    ...(subagentRunId !== undefined && { subagentRunId }),
    ...(metadata !== undefined && { metadata: { ...metadata } }),
  };
  const owner = place < 0 ? -1 : draft.calls.at(place).slot;
  putMessage(draft, message, owner < 0 ? undefined : placeAfter(draft, owner));
}

/** A call that the conversation has is announced once more: only its name and metadata change. */
function announceAgain(draft: Draft, event: AguiEventOf<"TOOL_CALL_START">, place: number): number {
  const { base, slot } = draft.calls.at(place);
  const renamed = base.function.name !== event.toolCallName;
  if (renamed || event.metadata !== undefined) {
    const call = draft.editCall(place);
    call.base = mergeMetadata({ ...base, function: { ...base.function, name: event.toolCallName } }, event.metadata);
    draft.editMessage(slot);
  }
  return place;
}

function begin(draft: Draft, event: AguiEventOf<"TOOL_CALL_START">, known: number): number {
  const { toolCallId, toolCallName, metadata, subagentRunId } = event;
  const slot = carrierFor(draft, event);
  const base = mergeMetadata<MessageToolCall>(
    { id: toolCallId, type: "function", function: { name: toolCallName, arguments: "" } },
    metadata,
  );
  const place = known >= 0 ? known : draft.addCall(base, slot, "streaming");
  const call = draft.editCall(place);
  if (known >= 0) {
    // A snapshot had dropped the call: it begins anew, as it does in the client.
    Object.assign(call, {
      base,
      slot,
      head: "",
      tail: "",
      deltas: 0,
      status: "streaming",
      startedBy: draft.seq,
      run: draft.run,
    });
    call.endedBy = undefined;
    call.result = undefined;
  }
  call.subagentRunId = subagentRunId;
  draft.attachCall(slot, place);
  return place;
}

/** The slot of the assistant message that is to carry a new call, made if need be. */
function carrierFor(draft: Draft, event: AguiEventOf<"TOOL_CALL_START">): number {
  const { toolCallId, parentMessageId, subagentRunId } = event;
  // The client takes an empty parent id for none.
  const parent = parentMessageId === undefined || parentMessageId === "" ? -1 : draft.findMessage(parentMessageId);
  if (parent >= 0 && draft.nodes.at(parent).base.role === "assistant") return parent;
  const id = parent >= 0 || parentMessageId === undefined || parentMessageId === "" ? toolCallId : parentMessageId;
  if (draft.report !== undefined && parentMessageId !== undefined && parentMessageId !== "") {
    reportParent(draft, parentMessageId, parent);
  }
  const tag = subagentRunId !== undefined && draft.findMessage(id) < 0 ? { subagentRunId } : {};
  return draft.addMessage({ id, role: "assistant", ...tag }, false);
}

/** The place in the conversation after a message and the tool messages that follow it. */
function placeAfter(draft: Draft, slot: number): number {
  const { order, nodes } = draft;
  let at = order.length - 1;
  while (at >= 0 && order.at(at) !== slot) at--;
  at++;
  while (at < order.length && nodes.at(order.at(at)).base.role === "tool") at++;
  return at;
}

function reportParent(draft: Draft, parentMessageId: string, parent: number): void {
  const details = { seq: draft.seq, pointer: "/parentMessageId", found: parentMessageId };
  if (parent < 0) {
    draft.report?.("tool/parent-unknown", {
      ...details,
      message: `No message has the id ${parentMessageId}; a new assistant message with that id carries the call.`,
    });
  } else {
    const { base, createdBy } = draft.nodes.at(parent);
    draft.report?.("message/id-collides", {
      ...details,
      message: `The parent ${parentMessageId} is a message of role ${base.role}, which cannot carry calls; a new message carries this one.`,
      expected: "assistant",
      found: base.role,
      relatedSeq: createdBy,
    });
  }
}

function reportResultId(draft: Draft, messageId: string): void {
  const slot = draft.findMessage(messageId);
  if (slot < 0) return;
  draft.report?.("message/id-collides", {
    seq: draft.seq,
    pointer: "/messageId",
    message: `A message with the id ${messageId} exists already; the conversation now has two.`,
    found: messageId,
    relatedSeq: draft.nodes.at(slot).createdBy,
  });
}
