import type { JsonValue } from "#src/lib/json.ts";
import { applyPatch } from "#src/lib/jsonPatch.ts";
import { patchFailureText } from "#src/lib/patchFailure.ts";
import type { AguiEventOf, Message } from "#src/protocol/events.ts";
import type { Draft } from "../draft.ts";
import { relinkCalls, unlinkCalls } from "../linkCalls.ts";
import { mergeMetadata } from "./metadata.ts";
import { putMessage } from "./messages.ts";
import { replaceMessage } from "./snapshot.ts";

type ActivityMessage = Extract<Message, { role: "activity" }>;

/** An activity as a whole: new, or in place of what its id had. `replace: false` leaves what exists. */
export function activitySnapshot(draft: Draft, event: AguiEventOf<"ACTIVITY_SNAPSHOT">): void {
  const { messageId, activityType, content, subagentRunId, metadata, replace = true } = event;
  const fresh: ActivityMessage = {
    id: messageId,
    role: "activity",
    activityType,
    content,
    ...(subagentRunId !== undefined && { subagentRunId }),
  };
  const slot = draft.findMessage(messageId);
  if (slot < 0) return putMessage(draft, mergeMetadata(fresh, metadata));
  const { base } = draft.nodes.at(slot);
  if (base.role !== "activity") {
    reportCollision(draft, event, slot);
    if (!replace) return;
    const lost = unlinkCalls(draft, slot);
    replaceMessage(draft, slot, mergeMetadata(fresh, metadata)).createdBy = draft.seq;
    return relinkCalls(draft, lost);
  }
  if (!replace && metadata === undefined) return;
  if (replace) reportType(draft, event, base, slot);
  const { subagentRunId: _, ...rest } = base;
  // A snapshot replaces the content and the owner; the metadata gathered so far stays.
  const next = replace ? { ...rest, ...fresh } : base;
  draft.editMessage(slot).base = mergeMetadata(next, metadata);
}

/** A patch of an activity's content: all of it or nothing. Its metadata counts either way. */
export function activityDelta(draft: Draft, event: AguiEventOf<"ACTIVITY_DELTA">): void {
  const { messageId, activityType, patch, metadata } = event;
  const slot = draft.findMessage(messageId);
  if (slot < 0) {
    draft.report?.("activity/delta-unknown", {
      seq: draft.seq,
      pointer: "/messageId",
      message: `No activity has the id ${messageId}; the patch is lost.`,
      found: messageId,
    });
    return;
  }
  const { base } = draft.nodes.at(slot);
  if (base.role !== "activity") return reportCollision(draft, event, slot);
  const patched = applyPatch(base.content as JsonValue, patch);
  if (!patched.ok) {
    draft.report?.("activity/patch-failed", {
      seq: draft.seq,
      pointer: `/patch/${patched.error.index}`,
      message: `The patch of the activity ${messageId} was not applied: ${patchFailureText(patched.error)}.`,
      relatedSeq: draft.nodes.at(slot).changedBy,
    });
    if (metadata !== undefined) draft.editMessage(slot).base = mergeMetadata(base, metadata);
    return;
  }
  reportType(draft, event, base, slot);
  const content = patched.value as ActivityMessage["content"];
  draft.editMessage(slot).base = mergeMetadata({ ...base, activityType, content }, metadata);
}

type ActivityEvent = AguiEventOf<"ACTIVITY_SNAPSHOT" | "ACTIVITY_DELTA">;

function reportType(draft: Draft, event: ActivityEvent, known: ActivityMessage, slot: number): void {
  if (event.activityType === known.activityType) return;
  draft.report?.("activity/type-changed", {
    seq: draft.seq,
    pointer: "/activityType",
    message: `The activity ${event.messageId} was of type ${known.activityType} and is now ${event.activityType}.`,
    expected: known.activityType,
    found: event.activityType,
    relatedSeq: draft.nodes.at(slot).createdBy,
  });
}

function reportCollision(draft: Draft, event: ActivityEvent, slot: number): void {
  const { base, createdBy } = draft.nodes.at(slot);
  const outcome =
    event.type === "ACTIVITY_DELTA"
      ? "the patch is lost"
      : event.replace === false
        ? "the activity is lost"
        : "the activity takes its place";
  draft.report?.("activity/id-collision", {
    seq: draft.seq,
    pointer: "/messageId",
    message: `The id ${event.messageId} belongs to a message of role ${base.role}; ${outcome}.`,
    expected: "activity",
    found: base.role,
    relatedSeq: createdBy,
  });
}
