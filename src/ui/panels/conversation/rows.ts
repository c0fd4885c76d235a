import type { Interrupt, MessageToolCall } from "#src/protocol/events.ts";
import type {
  AgentView,
  MessageEntry,
  RunView,
  StepView,
  SubagentView,
  ToolCallView,
} from "#src/reconstruction/types.ts";
import { carriedBefore, nameOf, rowIndexFrom, type RowIndex } from "./rowIndex.ts";

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
  /** The last event that added to it; 0 when the request brought it and nothing did since. Answers have their own. */
  readonly changedBy: number;
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

/** Steps that began one after the other, with nothing between them that a user reads. */
export interface StepsRow {
  readonly kind: "steps";
  readonly key: string;
  /** At least one, in the order in which they began. */
  readonly steps: readonly StepView[];
  /** The name of the subagent that they belong to: the same for all. */
  readonly subagent: string | undefined;
}

/** Where a subagent began: one invocation, from its beginning to its end. */
export interface SubagentRow {
  readonly kind: "subagent";
  readonly key: string;
  readonly view: SubagentView;
  /** The name of the subagent that began it. */
  readonly subagent: string | undefined;
  /** How many subagents it is nested in. */
  readonly depth: number;
}

export type ConversationRow = CallRow | MessageRow | RunStartRow | RunEndRow | StepsRow | SubagentRow;

/** How a call stands, in the words of its pill. */
export type CallStatus = "streaming" | "called" | "pending" | "answered" | "failed";

const NO_RESULTS: readonly MessageEntry[] = [];
const NO_INTERRUPTS: readonly Interrupt[] = [];

/** The rows of the end of a conversation. */
export interface ConversationTail {
  readonly rows: readonly ConversationRow[];
  /** How many messages lie before them. */
  readonly hidden: number;
}

/**
 * The last rows of a conversation, at least `atLeast` where there are as many. Costs what it returns, not the length of the
 * conversation: in a fast stream thousands of messages lie before those that anyone sees.
 */
export function conversationTail(view: AgentView, atLeast: number): ConversationTail {
  for (let messages = 2 * atLeast; ; messages *= 2) {
    const hidden = Math.max(0, view.entries.length - messages);
    const rows = conversationRows(view, hidden);
    if (hidden === 0 || rows.length >= atLeast) return { rows, hidden };
  }
}

/**
 * The conversation from message `from` on as rows, in the order in which a user reads it: tool messages move to the call that
 * they answer, and each run is framed by its boundaries.
 */
export function conversationRows(view: AgentView, from = 0): readonly ConversationRow[] {
  const rows: ConversationRow[] = [];
  const index = rowIndexFrom(view, from);
  const before = view.entries[from - 1];
  let run = before ? Math.min(before.run, view.runs.length - 1) : -1;
  let ended = run < 0;
  const since = beganBefore(view, from);
  let nextStep = firstAfter(view.steps, since);
  let nextSubagent = firstAfter(view.subagents, since);
  let drawn: { readonly steps: StepView[]; readonly row: StepsRow } | undefined;
  const drawStep = (step: StepView): void => {
    const subagent = nameOf(index, step.subagentRunId);
    if (drawn && rows.at(-1) === drawn.row && drawn.row.subagent === subagent) drawn.steps.push(step);
    else {
      const steps = [step];
      drawn = { steps, row: { kind: "steps", key: `t${step.startedBy}`, steps, subagent } };
      rows.push(drawn.row);
    }
  };
  /** Draws the steps and subagents of the run that began before event `until`. */
  const drawBegun = (until: number): void => {
    const nextRun = view.runs[run + 1]?.startedBy ?? Infinity;
    for (;;) {
      const step = view.steps[nextStep];
      const subagent = view.subagents[nextSubagent];
      const stepAt = step && step.run <= run && step.startedBy < until ? step.startedBy : Infinity;
      const subagentAt = subagent && subagent.startedBy < Math.min(until, nextRun) ? subagent.startedBy : Infinity;
      if (subagent && subagentAt < stepAt) {
        rows.push(subagentRow(subagent, index));
        nextSubagent++;
      } else if (step && stepAt < Infinity) {
        drawStep(step);
        nextStep++;
      } else return;
    }
  };
  const leave = (): void => {
    drawBegun(Infinity);
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
  for (const [place, entry] of view.entries.slice(from).entries()) {
    const position = from + place;
    const { message } = entry;
    const answered =
      message.role === "tool" &&
      (index.carried.has(message.toolCallId) || carriedBefore(view, from, message.toolCallId));
    if (answered) continue;
    enter(Math.min(entry.run, view.runs.length - 1));
    // What the next request brought comes after everything that the run did.
    if (entry.createdBy === 0 && position > (index.lastOfRun.get(run) ?? Infinity)) leave();
    if (entry.createdBy > 0) drawBegun(entry.createdBy);
    const subagent = nameOf(index, message.subagentRunId);
    const key = `m${position}`;
    if (message.role === "reasoning" || message.role === "activity")
      rows.push({ kind: message.role, key, entry, subagent });
    else if (message.role === "tool") rows.push({ kind: "orphan", key, entry, subagent });
    else {
      const calls = message.role === "assistant" ? (message.toolCalls ?? []) : [];
      // A message that only carries calls has no bubble of its own: an empty one would say that the agent said nothing.
      if (calls.length === 0 || message.content) rows.push({ kind: "message", key, entry, subagent });
      for (const [nth, call] of calls.entries())
        rows.push(callRow(call, `${key}c${nth}`, entry, index, view, subagent));
    }
  }
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

/** The event up to which everything that began is drawn above the message at `from`; -1 where nothing is. */
function beganBefore({ entries, runs }: AgentView, from: number): number {
  let before = entries[from - 1];
  if (!before) return -1;
  const started = runs[before.run]?.startedBy ?? 0;
  // What the request brought has no place among the events, and an answer stands with its call.
  for (let at = from - 2; before && (before.createdBy === 0 || before.message.role === "tool"); at--)
    before = entries[at];
  return Math.max(before?.createdBy ?? 0, started);
}

/** The place of the first that began after event `since`. */
function firstAfter(begun: readonly { readonly startedBy: number }[], since: number): number {
  let first = begun.length;
  while (first > 0 && (begun[first - 1]?.startedBy ?? 0) > since) first--;
  return first;
}

/** Deeper ones are drawn like this one, also those that are nested in themselves. */
const DEEPEST = 6;

function subagentRow(view: SubagentView, index: RowIndex): SubagentRow {
  let depth = 0;
  for (let parent = view.parentSubagentRunId; parent !== undefined && depth < DEEPEST; depth++)
    parent = index.subagentOf(parent)?.parentSubagentRunId;
  return {
    kind: "subagent",
    key: `g${view.startedBy}`,
    view,
    subagent: nameOf(index, view.parentSubagentRunId),
    depth,
  };
}

function callRow(
  call: MessageToolCall,
  key: string,
  carrier: MessageEntry,
  index: RowIndex,
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
    changedBy: view?.endedBy ?? Math.max(createdBy, carrier.changedBy),
    subagent: nameOf(index, view?.subagentRunId) ?? inherited,
  };
}
