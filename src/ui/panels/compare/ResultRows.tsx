import { memo, useMemo, type ReactNode } from "react";
import type { MergedRows } from "#src/analysis/compare/mergedRows.ts";
import { compareResults, type ComparedResults, type RunResult } from "#src/analysis/compare/runResult.ts";
import { stringifyJson } from "#src/lib/stringifyJson.ts";
import type { CompareColumn } from "#src/store/compareTypes.ts";
import { Icon } from "#src/ui/components/Icon.tsx";
import { formatCount, plural } from "#src/ui/panels/event/format.ts";
import { ChangeList } from "#src/ui/panels/stateDiff/ChangeList.tsx";
import styles from "./Compare.module.css";
import { CallCell, MessageCell, Text } from "./ResultCells.tsx";

interface ResultRowsProps {
  readonly columns: readonly CompareColumn[];
  readonly heads: ReactNode;
}

/** Messages and calls shown of one run. */
const MOST_ROWS = 200;

/** What all columns came to: outcome, messages, tool calls, state and problems. */
export function ResultRows({ columns, heads }: ResultRowsProps) {
  // A run that goes on is looked at again when it has ended.
  const phases = columns.map(({ id, status: { phase } }) => `${id} ${phase}`).join(" ");
  // oxlint-disable-next-line react/exhaustive-deps
  const compared = useMemo(() => compareResults(columns), [phases]);
  return (
    <div className={styles.scroller}>
      <div className={styles.wide} style={{ "--columns": columns.length }}>
        <div className={styles.heads}>{heads}</div>
        <Results compared={compared} />
      </div>
    </div>
  );
}

/** Everything but the heads, which change ten times a second while a column grows: states and messages may be long. */
const Results = memo(function Results({ compared }: { readonly compared: ComparedResults }) {
  const { results, messages, calls, states } = compared;
  const [first] = results;
  return (
    <>
      <Section title="Outcome">
        <Cells
          items={results.map((result) => ({
            differs: outcomeOf(result) !== outcomeOf(first),
            body: outcomeOf(result),
          }))}
        />
      </Section>
      <Section title="Messages of the run">
        <Listed rows={messages} bodies={results.map(messageCells)} />
      </Section>
      <Section title="Tool calls">
        <Listed rows={calls} bodies={results.map(callCells)} />
      </Section>
      <Section title="State at the end">
        <Cells
          items={results.map(({ state }, column) => {
            const changes = states[column] ?? [];
            const differs = changes.length > 0;
            if (column === 0) return { differs, body: <Text code>{stringifyJson(state, 2)}</Text> };
            return { differs, body: differs ? <ChangeList changes={changes} withHistory={false} /> : "The same." };
          })}
        />
      </Section>
      <Section title="Problems">
        <Cells
          items={results.map((result) => ({
            differs: problemsOf(result) !== problemsOf(first),
            body: problemsOf(result) || "None.",
          }))}
        />
      </Section>
    </>
  );
});

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.section} aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

interface CellItem {
  readonly differs: boolean;
  readonly body: ReactNode;
}

function Cells({ items }: { readonly items: readonly CellItem[] }) {
  return (
    <div className={styles.results}>
      {items.map(({ differs, body }, column) => (
        // A column is its place.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={column} className={styles.result} data-differs={differs || undefined}>
          {differs && (
            <span className={styles.mark}>
              <Icon name="notEqual" size={12} />
              <span className="visuallyHidden">differs</span>
            </span>
          )}
          <div className={styles.resultBody}>{body}</div>
        </div>
      ))}
    </div>
  );
}

interface ListedProps {
  readonly rows: MergedRows;
  /** What each row of each column says, by its place in the column. */
  readonly bodies: readonly (readonly ReactNode[])[];
}

// Rows beyond those that are shown need not be made.
const messageCells = ({ messages }: RunResult): readonly ReactNode[] =>
  messages.slice(0, MOST_ROWS).map((message) => <MessageCell key={message.id} message={message} />);
const callCells = ({ calls }: RunResult): readonly ReactNode[] =>
  calls.slice(0, MOST_ROWS).map((call) => <CallCell key={call.id} call={call} />);

function Listed({ rows, bodies }: ListedProps) {
  if (rows.length === 0) return <p className={styles.none}>None.</p>;
  const shown = Math.min(rows.length, MOST_ROWS);
  return (
    <>
      {Array.from({ length: shown }, (_, row) => {
        const { cells, differs } = rows.at(row);
        const items = cells.map((place, column) => ({
          differs: differs[column] === true,
          body: place < 0 ? <i>nothing here</i> : bodies[column]?.[place],
        }));
        // oxlint-disable-next-line react/no-array-index-key
        return <Cells key={row} items={items} />;
      })}
      {shown < rows.length && (
        <p className={styles.none}>{formatCount(rows.length - shown)} more: open a recording to see all.</p>
      )}
    </>
  );
}

/** "success", "error: The model is gone". */
function outcomeOf(result: RunResult | undefined): string {
  const { run } = result ?? {};
  if (!run) return "No run began.";
  const error = run.error ? `: ${run.error.message}` : "";
  const given = run.result === undefined ? "" : `, with the result ${stringifyJson(run.result)}`;
  return `${run.status}${error}${given}`;
}

const problemsOf = (result: RunResult | undefined): string =>
  (result?.problems ?? []).map(({ rule, severity, count }) => `${rule}: ${plural(count, severity)}`).join("\n");
