import type { JsonValue } from "#src/lib/json.ts";
import { structuralDiff, type StructuralChange } from "#src/lib/structuralDiff.ts";
import type { Message } from "#src/protocol/events.ts";
import type { Severity } from "#src/protocol/lint/types.ts";
import type { RunView, ToolCallView } from "#src/reconstruction/types.ts";
import type { AlignedRow, AlignedRows } from "./alignment.ts";
import { canonicalText, meaningOf, type IdUse } from "./meaning.ts";
import { MergedRows } from "./mergedRows.ts";
import type { ComparedRun } from "./runComparison.ts";
import { Meanings } from "./runRows.ts";

/** Problems of one rule in one run. */
interface RuleCount {
  readonly rule: string;
  readonly severity: Severity;
  readonly count: number;
  /** The first event that has it. */
  readonly seq: number;
}

/** What one run came to. */
export interface RunResult {
  /** The last run of the exchange as its events tell it; undefined where none began. */
  readonly run: RunView | undefined;
  /** What the run added to the conversation or changed in it. */
  readonly messages: readonly Message[];
  /** The calls that it began, and those that it answered. */
  readonly calls: readonly ToolCallView[];
  readonly state: JsonValue;
  readonly problems: readonly RuleCount[];
}

/** What several runs came to, beside each other. */
export interface ComparedResults {
  readonly results: readonly RunResult[];
  /** Cells are places in `messages` and `calls` of each result. */
  readonly messages: MergedRows;
  readonly calls: MergedRows;
  /** What turns the first column's state into that of each column; empty for the first. */
  readonly states: readonly (readonly StructuralChange[])[];
}

/** What a run came to, as of its last event so far. */
function runResult({ reading, exchange }: ComparedRun): RunResult {
  const { log } = reading;
  const firstSeq = log.exchanges[exchange]?.firstSeq ?? 1;
  const lastSeq = log.exchanges[exchange] ? log.lastSeqOf(exchange) : 0;
  const view = reading.viewAt(lastSeq);
  return {
    run: view.runs.findLast(({ startedBy }) => startedBy >= firstSeq),
    messages: view.entries.filter(({ changedBy }) => changedBy >= firstSeq).map(({ message }) => message),
    calls: view.toolCalls.filter(({ startedBy, result }) => startedBy >= firstSeq || (result?.by ?? 0) >= firstSeq),
    state: view.state,
    problems: problemsIn(reading, firstSeq, lastSeq),
  };
}

/** Puts what several runs came to beside each other. */
export function compareResults(runs: readonly ComparedRun[]): ComparedResults {
  const results = runs.map((run) => runResult(run));
  const meanings = new Meanings();
  const [first] = results;
  return {
    results,
    messages: merged(results.map(({ messages }) => messages.map((message) => messageRow(message, meanings)))),
    calls: merged(results.map(({ calls }) => calls.map((call) => callRow(call, meanings)))),
    states: results.map(({ state }, at) => (at === 0 || !first ? [] : structuralDiff(first.state, state).changes)),
  };
}

function problemsIn(reading: ComparedRun["reading"], firstSeq: number, lastSeq: number): readonly RuleCount[] {
  const counts = new Map<string, { rule: string; severity: Severity; count: number; seq: number }>();
  for (const { rule, severity, seq } of reading.findings) {
    // What happened before any frame of an exchange belongs to the last frame before it.
    if (seq < firstSeq - 1 || seq > Math.max(lastSeq, firstSeq - 1)) continue;
    if (seq === firstSeq - 1 && lastSeq >= firstSeq) continue;
    const known = counts.get(rule);
    if (known) known.count++;
    else counts.set(rule, { rule, severity, count: 1, seq });
  }
  return [...counts.values()];
}

function messageRow(message: Message, meanings: Meanings): AlignedRow {
  const { text, ids } = meaningOf(message, "message");
  return { type: message.role, meaning: meanings.numberOf(text), ids };
}

function callRow({ id, name, arguments: given, status, result }: ToolCallView, meanings: Meanings): AlignedRow {
  const ids: readonly IdUse[] = [{ kind: "toolCall", id }];
  const said = JSON.stringify([name, canonicalText(given), status, result?.content, result?.error]);
  return { type: name, meaning: meanings.numberOf(`call ${said}`), ids };
}

function merged(lists: readonly (readonly AlignedRow[])[]): MergedRows {
  const rows = new MergedRows(
    lists.map((list): AlignedRows => ({
      length: list.length,
      settled: list.length,
      isOver: true,
      at: (place) => list[place] as AlignedRow,
    })),
  );
  while (rows.step());
  return rows;
}
