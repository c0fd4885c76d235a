import type { AguiEventOf } from "#src/protocol/events.ts";
import type { Draft } from "../draft.ts";
import { continueMessage, endMessage, startLate, startMessage } from "./messages.ts";

/** A reasoning message begins. The span around it (REASONING_START, REASONING_END) shows in the timeline only. */
export function reasoningMessageStart(draft: Draft, event: AguiEventOf<"REASONING_MESSAGE_START">): void {
  const { messageId, subagentRunId } = event;
  const tag = subagentRunId === undefined ? {} : { subagentRunId };
  startMessage(draft, event, { id: messageId, role: "reasoning", content: "", ...tag });
}

/** Reasoning text. Without a START it starts a reasoning message. */
export function reasoningMessageContent(draft: Draft, event: AguiEventOf<"REASONING_MESSAGE_CONTENT">): void {
  const slot = draft.findMessage(event.messageId);
  if (slot >= 0) return continueMessage(draft, event, slot);
  const { messageId, subagentRunId } = event;
  const tag = subagentRunId === undefined ? {} : { subagentRunId };
  startLate(draft, event, { id: messageId, role: "reasoning", content: "", ...tag });
}

/** A reasoning message is whole. */
export function reasoningMessageEnd(draft: Draft, event: AguiEventOf<"REASONING_MESSAGE_END">): void {
  endMessage(draft, event);
}

/** An encrypted value for a message or a tool call that exists; for any other it is lost, in the client as well. */
export function reasoningEncryptedValue(draft: Draft, event: AguiEventOf<"REASONING_ENCRYPTED_VALUE">): void {
  const { subtype, entityId, encryptedValue } = event;
  if (subtype === "tool-call") {
    const place = draft.findCall(entityId);
    const slot = place < 0 ? -1 : draft.calls.at(place).slot;
    if (slot >= 0) {
      const call = draft.editCall(place);
      call.base = { ...call.base, encryptedValue };
      draft.editMessage(slot);
      return;
    }
  } else {
    const slot = draft.findMessage(entityId);
    const role = slot < 0 ? undefined : draft.nodes.at(slot).base.role;
    if (role !== undefined && role !== "activity") {
      const node = draft.editMessage(slot);
      node.base = { ...node.base, encryptedValue } as typeof node.base;
      return;
    }
  }
  draft.report?.("reasoning/encrypted-unknown", {
    seq: draft.seq,
    pointer: "/entityId",
    message: `The encrypted value belongs to the ${subtype} ${entityId}, which the conversation does not have; it is lost.`,
    found: entityId,
  });
}
