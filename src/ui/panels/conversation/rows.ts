import type { Interrupt, MessageToolCall } from "#src/protocol/events.ts";
import type { AgentView, MessageEntry, RunView, SubagentView, ToolCallView } from "#src/reconstruction/types.ts";

/** One tool call as the conversation shows it: the call, what is known of its life, and the messages that answer it. */
export interface CallRow {
  readonly kind: "call";
  readonly key: string;
  readonly call: MessageToolCall;
  /** Undefined for a call that only the request or a snapshot told of. */
  readonly view: ToolCallView | undefined;
  /** Usually one. A second answer to the same call is shown as well. */
  readonly results: readonly MessageEntry[];
  /** True while the client owes the answer, or an open interrupt asks about the call. */
  readonly pending: boolean;
  /** The event that brought it; 0 when the request did. */
  readonly createdBy: number;
  readonly subagent: string | undefined;
}

/** One message that is shown as itself. `orphan`: a tool message whose call nobody made. */
interface MessageRow {
  readonly kind: "message" | "reasoning" | "activity" | "orphan";
  readonly key: string;
  readonly entry: MessageEntry;
  /** The name of the subagent that it belongs to. */
  readonly subagent: string | undefined;
}

/** Where a run begins. */
export interface RunStartRow {
  readonly kind: "run-start";
  readonly key: string;
  readonly run: RunView;
  /** 1 for the first. */
  readonly number: number;
}

/** Where a run ended, and how. */
export interface RunEndRow {
  readonly kind: "run-end";
  readonly key: string;
  readonly run: RunView;
  readonly number: number;
  /** What the run waits for: only the last run that ended can have any. */
  readonly interrupts: readonly Interrupt[];
}

export type ConversationRow = CallRow | MessageRow | RunStartRow | RunEndRow;

/** How a call stands, in the words of its pill. */
export type CallStatus = "streaming" | "called" | "pending" | "answered" | "failed";

const NO_RESULTS: readonly MessageEntry[] = [];
const NO_INTERRUPTS: readonly Interrupt[] = [];

/**
 * The conversation as rows, in the order in which a user reads it: tool messages move to the call that they answer,
 * and each run is framed by its boundaries. Costs one pass over the messages.
 */
export function conversationRows(view: AgentView): readonly ConversationRow[] {
  const rows: ConversationRow[] = [];
  const index = indexOf(view);
  let run = -1;
  let ended = true;
  const leave = (): void => {
    if (!ended) endRun(rows, view, run);
    ended = true;
  };
  const enter = (next: number): void => {
    while (run < next) {
      leave();
      run++;
      ended = false;
      const started = view.runs[run];
      if (started) rows.push({ kind: "run-start", key: `s${run}`, run: started, number: run + 1 });
    }
  };
  view.entries.forEach((entry, position) => {
    const { message } = entry;
    const answered = message.role === "tool" && index.carried.has(message.toolCallId);
    if (answered) return;
    enter(Math.min(entry.run, view.runs.length - 1));
    // What the next request brought comes after everything that the run did.
    if (entry.createdBy === 0 && position > (index.lastOfRun.get(run) ?? Infinity)) leave();
    const subagent = nameOf(index, message.subagentRunId);
    const key = `m${position}`;
    if (message.role === "reasoning" || message.role === "activity")
      rows.push({ kind: message.role, key, entry, subagent });
    else if (message.role === "tool") rows.push({ kind: "orphan", key, entry, subagent });
    else {
      const calls = message.role === "assistant" ? (message.toolCalls ?? []) : [];
      // A message that only carries calls has no bubble of its own: an empty one would say that the agent said nothing.
      if (calls.length === 0 || message.content) rows.push({ kind: "message", key, entry, subagent });
      calls.forEach((call, place) => rows.push(callRow(call, `${key}c${place}`, entry, index, view, subagent)));
    }
  });
  enter(view.runs.length - 1);
  leave();
  return rows;
}

/** How a call stands. */
export function callStatus(row: Pick<CallRow, "view" | "results" | "pending">): CallStatus {
  if (row.results.some(({ message }) => message.role === "tool" && message.error !== undefined)) return "failed";
  if (row.results.length > 0) return "answered";
  if (row.view?.status === "streaming") return "streaming";
  return row.pending ? "pending" : "called";
}

function endRun(rows: ConversationRow[], view: AgentView, index: number): void {
  const run = view.runs[index];
  if (!run || run.status === "running") return;
  const interrupts = run.status === "interrupt" && index === view.runs.length - 1 ? view.interrupts : NO_INTERRUPTS;
  rows.push({ kind: "run-end", key: `e${index}`, run, number: index + 1, interrupts });
}

interface Index {
  /** Ids of the calls that some message carries. */
  readonly carried: ReadonlySet<string>;
  readonly results: ReadonlyMap<string, readonly MessageEntry[]>;
  readonly calls: ReadonlyMap<string, ToolCallView>;
  readonly pending: ReadonlySet<string>;
  readonly subagents: ReadonlyMap<string, SubagentView>;
  /** The place of the last message that an event of each run created. */
  readonly lastOfRun: ReadonlyMap<number, number>;
}

function indexOf(view: AgentView): Index {
  const carried = new Set<string>();
  const results = new Map<string, MessageEntry[]>();
  const lastOfRun = new Map<number, number>();
  for (const [position, entry] of view.entries.entries()) {
    const { message } = entry;
    if (entry.createdBy > 0) lastOfRun.set(entry.run, position);
    if (message.role === "assistant") for (const call of message.toolCalls ?? []) carried.add(call.id);
    else if (message.role === "tool") {
      const list = results.get(message.toolCallId);
      if (list) list.push(entry);
      else results.set(message.toolCallId, [entry]);
    }
  }
  return {
    carried,
    results,
    lastOfRun,
    calls: new Map(view.toolCalls.map((call) => [call.id, call])),
    pending: new Set([
      ...view.pendingToolCallIds,
      ...view.interrupts.flatMap(({ toolCallId }) => (toolCallId === undefined ? [] : [toolCallId])),
    ]),
    subagents: new Map(view.subagents.map((subagent) => [subagent.subagentRunId, subagent])),
  };
}

function callRow(
  call: MessageToolCall,
  key: string,
  carrier: MessageEntry,
  index: Index,
  { at }: AgentView,
  inherited: string | undefined,
): CallRow {
  const view = index.calls.get(call.id);
  // A call from an earlier life of the thread may be younger than its carrier, never younger than the view.
  const createdBy = view && view.startedBy <= at ? view.startedBy : carrier.createdBy;
  return {
    kind: "call",
    key,
    call,
    view,
    results: index.results.get(call.id) ?? NO_RESULTS,
    pending: index.pending.has(call.id),
    createdBy,
    subagent: nameOf(index, view?.subagentRunId) ?? inherited,
  };
}

function nameOf(index: Index, subagentRunId: string | undefined): string | undefined {
  return subagentRunId === undefined ? undefined : (index.subagents.get(subagentRunId)?.name ?? subagentRunId);
}
