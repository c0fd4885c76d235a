import type { AgentView, MessageEntry, SubagentView, ToolCallView } from "#src/reconstruction/types.ts";

/** What the rows of the messages from some place on are made of, looked up by id. */
export interface RowIndex {
  /** Ids of the calls that some message carries. */
  readonly carried: ReadonlySet<string>;
  readonly results: ReadonlyMap<string, readonly MessageEntry[]>;
  /** The calls that are carried. */
  readonly calls: ReadonlyMap<string, ToolCallView>;
  readonly pending: ReadonlySet<string>;
  readonly subagentOf: (subagentRunId: string) => SubagentView | undefined;
  /** The place of the last message that an event of each run created. */
  readonly lastOfRun: ReadonlyMap<number, number>;
}

/** True where a message before `from` makes the call. Looks back from there: an answer is seldom far from its call. */
export function carriedBefore({ entries }: AgentView, from: number, id: string): boolean {
  for (let position = from - 1; position >= 0; position--) {
    const message = entries[position]?.message;
    if (message?.role === "assistant" && message.toolCalls?.some((call) => call.id === id)) return true;
  }
  return false;
}

/** Looks from the ends of the lists: what the last messages are about is seldom far from there, however long the conversation is. */
export function rowIndexFrom(view: AgentView, from: number): RowIndex {
  const carried = new Set<string>();
  const results = new Map<string, MessageEntry[]>();
  const lastOfRun = new Map<number, number>();
  for (const [place, entry] of view.entries.slice(from).entries()) {
    const { message } = entry;
    if (entry.createdBy > 0) lastOfRun.set(entry.run, from + place);
    if (message.role === "assistant") for (const call of message.toolCalls ?? []) carried.add(call.id);
    else if (message.role === "tool") {
      const list = results.get(message.toolCallId);
      if (list) list.push(entry);
      else results.set(message.toolCallId, [entry]);
    }
  }
  const subagents = new Map<string, SubagentView | undefined>();
  return {
    carried,
    results,
    lastOfRun,
    calls: lastOf(view.toolCalls, carried),
    pending: new Set([
      ...view.pendingToolCallIds,
      ...view.interrupts.flatMap(({ toolCallId }) => (toolCallId === undefined ? [] : [toolCallId])),
    ]),
    subagentOf: (id) => {
      if (!subagents.has(id))
        subagents.set(
          id,
          view.subagents.findLast(({ subagentRunId }) => subagentRunId === id),
        );
      return subagents.get(id);
    },
  };
}

/** The calls with some of the ids, by their id. */
function lastOf(calls: readonly ToolCallView[], ids: ReadonlySet<string>): ReadonlyMap<string, ToolCallView> {
  const found = new Map<string, ToolCallView>();
  for (let place = calls.length - 1; place >= 0 && found.size < ids.size; place--) {
    const call = calls[place];
    if (call !== undefined && ids.has(call.id)) found.set(call.id, call);
  }
  return found;
}

/** What a subagent is called; its id where nobody said. */
export function nameOf(index: RowIndex, subagentRunId: string | undefined): string | undefined {
  return subagentRunId === undefined ? undefined : (index.subagentOf(subagentRunId)?.name ?? subagentRunId);
}
