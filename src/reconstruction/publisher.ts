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

/** What a view lists of a conversation, and what the lists were made of. */
interface Lists {
  readonly entries: readonly MessageEntry[];
  readonly messages: readonly Message[];
  readonly activities: readonly ActivityView[];
  readonly toolCalls: readonly ToolCallView[];
  readonly messagesVersion: number;
  readonly callsVersion: number;
}

/** The lists of the live draft, with the place of each slot in the conversation. */
interface Followed {
  lists: Lists;
  readonly positions: number[];
  readonly orderVersion: number;
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
  /** The lists of the last view that was made, of whichever draft. */
  private last: Lists = {
    entries: [],
    messages: [],
    activities: [],
    toolCalls: [],
    messagesVersion: 0,
    callsVersion: 0,
  };
  private followed: Followed | undefined;

  /** The view of a draft. `isLive` marks the one draft that only ever goes on: its lists are brought up to date instead of made anew. */
  view(draft: Draft, at: number, state: JsonValue, stateChangedBy: number, isLive: boolean): AgentView {
    const { entries, messages, activities, toolCalls } = (this.last = isLive ? this.follow(draft) : this.make(draft));
    return {
      at,
      threadId: draft.threadId,
      runs: this.list("runs", draft.runs),
      entries,
      messages,
      state,
      stateChangedBy,
      toolCalls,
      activities,
      subagents: this.list("subagents", draft.subagents),
      steps: this.list("steps", draft.steps),
      pendingToolCallIds: draft.pendingToolCallIds,
      interrupts: draft.interrupts,
      predictions: this.list("predictions", draft.predictions),
    };
  }

  /** All lists from the whole draft; lists and items that are equal to the last view's stay the same objects. */
  private make(draft: Draft): Lists {
    const { last } = this;
    const { messagesVersion, callsVersion } = draft;
    if (messagesVersion === last.messagesVersion && callsVersion === last.callsVersion) return last;
    const entries: MessageEntry[] = [];
    const messages: Message[] = [];
    const activities: ActivityView[] = [];
    draft.order.forEach((slot) => {
      const { entry, activity } = this.entry(draft, slot);
      entries.push(entry);
      messages.push(entry.message);
      if (activity !== undefined) activities.push(activity);
    });
    const toolCalls: ToolCallView[] = [];
    draft.calls.forEach((node, place) => toolCalls.push(this.toolCall(draft, node, place)));
    return {
      entries: sameOr(last.entries, entries),
      messages: sameOr(last.messages, messages),
      activities: sameOr(last.activities, activities),
      toolCalls: sameOr(last.toolCalls, toolCalls),
      messagesVersion,
      callsVersion,
    };
  }

  /** The lists of the live draft: its last ones with what changed since. */
  private follow(draft: Draft): Lists {
    const slots = draft.changedMessages.take();
    const places = draft.changedCalls.take();
    const { followed } = this;
    if (!slots || !places || followed?.orderVersion !== draft.orderVersion) {
      const positions: number[] = [];
      draft.order.forEach((slot, position) => (positions[slot] = position));
      const lists = this.make(draft);
      this.followed = { lists, positions, orderVersion: draft.orderVersion };
      return lists;
    }
    const { lists, positions } = followed;
    const { messagesVersion, callsVersion } = draft;
    if (messagesVersion === lists.messagesVersion && callsVersion === lists.callsVersion) return lists;
    // Grown by `concat`, which makes room once: a copy that then grows is copied again, and in a long thread that is most of what there is to collect.
    const more: EntryMemo[] = [];
    for (let position = lists.entries.length; position < draft.order.length; position++) {
      const slot = draft.order.at(position);
      positions[slot] = position;
      more.push(this.entry(draft, slot));
    }
    const entries = lists.entries.concat(more.map(({ entry }) => entry));
    const messages = lists.messages.concat(more.map(({ entry }) => entry.message));
    let hasActivity = more.some(({ activity }) => activity !== undefined);
    for (const slot of slots) {
      const position = positions[slot];
      if (position === undefined) continue;
      const { entry, activity } = this.entry(draft, slot);
      entries[position] = entry;
      messages[position] = entry.message;
      hasActivity ||= activity !== undefined;
    }
    const moreCalls: ToolCallView[] = [];
    for (let place = lists.toolCalls.length; place < draft.calls.length; place++) {
      moreCalls.push(this.toolCall(draft, draft.calls.at(place), place));
    }
    const toolCalls = lists.toolCalls.concat(moreCalls);
    for (const place of places) toolCalls[place] = this.toolCall(draft, draft.calls.at(place), place);
    const activities = hasActivity ? this.activitiesOf(draft) : lists.activities;
    followed.lists = { entries, messages, activities, toolCalls, messagesVersion, callsVersion };
    return followed.lists;
  }

  private activitiesOf(draft: Draft): readonly ActivityView[] {
    const activities: ActivityView[] = [];
    draft.order.forEach((slot) => {
      const { activity } = this.entry(draft, slot);
      if (activity !== undefined) activities.push(activity);
    });
    return activities;
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
