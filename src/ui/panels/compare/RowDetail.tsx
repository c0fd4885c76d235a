import { stringifyJson } from "#src/lib/stringifyJson.ts";
import type { RunComparison } from "#src/analysis/compare/runComparison.ts";
import type { RunRow, RunRows } from "#src/analysis/compare/runRows.ts";
import type { CompareColumn } from "#src/store/compareTypes.ts";
import { formatCount } from "#src/ui/panels/event/format.ts";
import styles from "./Compare.module.css";

interface RowDetailProps {
  readonly comparison: RunComparison;
  readonly columns: readonly CompareColumn[];
  readonly row: number;
}

/** Characters shown of one cell, and of them before the place where two texts part. */
const MOST = 6000;
const BEFORE = 600;

/** All that a row says in each column, and how each differs from the first. */
export function RowDetail({ comparison, columns, row }: RowDetailProps) {
  const { rows } = comparison;
  if (row < 0 || row >= rows.length + rows.pending) return null;
  const { cells } = rows.at(row);
  const differences = columns.map((_, column) => comparison.differenceAt(row, column));
  // Where the first column is looked at from: where the first other one leaves it.
  const parts = differences.find((difference) => difference?.textAt !== undefined)?.textAt;
  return (
    <section className={styles.detail} aria-label="The chosen row">
      {columns.map(({ id, title }, column) => {
        const run = comparison.columns[column];
        const place = cells[column] ?? -1;
        const found = run && place >= 0 ? run.at(place) : undefined;
        const difference = differences[column];
        return (
          <div key={id} className={styles.detailCell}>
            <h4>
              {title}
              {found && (
                <span> · event {found.seq === found.lastSeq ? found.seq : `${found.seq} to ${found.lastSeq}`}</span>
              )}
            </h4>
            {difference && <p className={styles.difference}>{difference.sentence}</p>}
            {!found && <p className={styles.nothing}>nothing here</p>}
            {run && found && <Said run={run} row={found} parts={difference?.textAt ?? parts} />}
          </div>
        );
      })}
    </section>
  );
}

interface SaidProps {
  readonly run: RunRows;
  readonly row: RunRow;
  /** Where its text leaves the other one. */
  readonly parts: number | undefined;
}

function Said({ run, row, parts }: SaidProps) {
  const text = textOf(run, row);
  const from = Math.max(0, Math.min((row.joined && parts) ?? 0, text.length) - BEFORE);
  const to = Math.min(text.length, from + MOST);
  const same = row.joined && parts !== undefined ? text.slice(from, Math.max(from, Math.min(parts, to))) : undefined;
  return (
    <pre className={styles.said} tabIndex={0} aria-label={row.type}>
      {from > 0 && <i>{formatCount(from)} characters before. </i>}
      {same === undefined ? (
        text.slice(from, to)
      ) : (
        <>
          {same}
          <mark>{text.slice(from + same.length, to)}</mark>
        </>
      )}
      {to < text.length && <i> {formatCount(text.length - to)} characters more.</i>}
    </pre>
  );
}

function textOf({ reading }: RunRows, { joined, seq, family }: RunRow): string {
  if (joined) return joined.text;
  const { event } = reading.decodedAt(seq);
  return family === "unread" || !event ? reading.dataAt(seq) : stringifyJson(event, 2);
}
