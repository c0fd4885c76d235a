import type { JsonValue } from "#src/lib/json.ts";
import { jsonEqual } from "#src/lib/jsonEqual.ts";
import type { Message } from "#src/protocol/events.ts";
import { currentMessage } from "./currentMessage.ts";
import type { Draft } from "./draft.ts";
import { type CallNode, joinedText } from "./nodes.ts";
import type { PersistentVector } from "./persistentVector.ts";
import type { ActivityView, AgentView, MessageEntry, ToolCallView } from "./types.ts";

interface EntryMemo {
  readonly version: number;
  readonly entry: MessageEntry;
  readonly activity: ActivityView | undefined;
}

interface CallMemo {
  readonly version: number;
  readonly messageId: string | undefined;
  readonly view: ToolCallView;
}

/**
 * Makes views of drafts. It remembers, for each message and call, what it last made of it and for which version, so that
 * two views are equal by reference wherever nothing changed between them, whichever fold they come from.
 */
export class Publisher {
  private readonly entryMemos: (EntryMemo | undefined)[] = [];
  private readonly callMemos: (CallMemo | undefined)[] = [];
  private readonly lists = new Map<
    string,
    { readonly source: PersistentVector<unknown>; readonly list: readonly unknown[] }
  >();
  private entries: readonly MessageEntry[] = [];
  private messages: readonly Message[] = [];
  private toolCalls: readonly ToolCallView[] = [];
  /** What the lists were last made of. */
  private messagesVersion = 0;
  private callsVersion = 0;
  private activities: readonly ActivityView[] = [];

  view(draft: Draft, at: number, state: JsonValue, stateChangedBy: number): AgentView {
    if (draft.messagesVersion !== this.messagesVersion) this.publishMessages(draft);
    // A call also shows which message carries it.
    if (draft.callsVersion !== this.callsVersion || draft.messagesVersion !== this.messagesVersion)
      this.publishCalls(draft);
    this.messagesVersion = draft.messagesVersion;
    this.callsVersion = draft.callsVersion;
    return {
      at,
      threadId: draft.threadId,
      runs: this.list("runs", draft.runs),
      entries: this.entries,
      messages: this.messages,
      state,
      stateChangedBy,
      toolCalls: this.toolCalls,
      activities: this.activities,
      subagents: this.list("subagents", draft.subagents),
      steps: this.list("steps", draft.steps),
      pendingToolCallIds: draft.pendingToolCallIds,
      interrupts: draft.interrupts,
    };
  }

  private publishCalls(draft: Draft): void {
    const toolCalls: ToolCallView[] = [];
    draft.calls.forEach((node, place) => toolCalls.push(this.toolCall(draft, node, place)));
    this.toolCalls = sameOr(this.toolCalls, toolCalls);
  }

  private publishMessages(draft: Draft): void {
    const entries: MessageEntry[] = [];
    const messages: Message[] = [];
    const activities: ActivityView[] = [];
    draft.order.forEach((slot) => {
      const { entry, activity } = this.entry(draft, slot);
      entries.push(entry);
      messages.push(entry.message);
      if (activity !== undefined) activities.push(activity);
    });
    this.entries = sameOr(this.entries, entries);
    this.messages = sameOr(this.messages, messages);
    this.activities = sameOr(this.activities, activities);
  }

  private entry(draft: Draft, slot: number): EntryMemo {
    const { version, createdBy, changedBy, open, run } = draft.nodes.at(slot);
    const known = this.entryMemos[slot];
    if (known?.version === version) return known;
    const message = currentMessage(draft, slot);
    const entry: MessageEntry = { message, createdBy, changedBy, open, run };
    const activity: ActivityView | undefined =
      message.role === "activity"
        ? {
            messageId: message.id,
            activityType: message.activityType,
            content: message.content as JsonValue,
            createdBy,
            changedBy,
            subagentRunId: message.subagentRunId,
          }
        : undefined;
    return (this.entryMemos[slot] = { version, entry, activity });
  }

  private toolCall(draft: Draft, node: CallNode, place: number): ToolCallView {
    const messageId = node.slot < 0 ? undefined : draft.nodes.at(node.slot).base.id;
    const known = this.callMemos[place];
    if (known?.version === node.version && known.messageId === messageId) return known.view;
    const { base, status, startedBy, endedBy, deltas, result, subagentRunId, run } = node;
    const view: ToolCallView = {
      id: base.id,
      name: base.function.name,
      arguments: joinedText(node),
      messageId,
      status: result === undefined ? status : "answered",
      startedBy,
      endedBy,
      deltas,
      result,
      subagentRunId,
      run,
    };
    this.callMemos[place] = { version: node.version, messageId, view };
    return view;
  }

  /** A list of plain values; items that a refold made anew are replaced by the equal ones of the last view. */
  private list<T>(name: string, source: PersistentVector<T>): readonly T[] {
    const known = this.lists.get(name) as { source: PersistentVector<T>; list: readonly T[] } | undefined;
    if (known?.source === source) return known.list;
    const before = known?.list ?? [];
    const items: T[] = [];
    source.forEach((item, index) => {
      const old = before[index];
      const same = old !== undefined && jsonEqual(old as unknown as JsonValue, item as unknown as JsonValue);
      items.push(same ? old : item);
    });
    const list = sameOr(before, items);
    this.lists.set(name, { source, list });
    return list;
  }
}

function sameOr<T>(before: readonly T[], after: readonly T[]): readonly T[] {
  if (before.length !== after.length) return after;
  for (let index = 0; index < after.length; index++) if (before[index] !== after[index]) return after;
  return before;
}
