import type { Reading } from "#src/reconstruction/reading.ts";
import { MergedRows } from "./mergedRows.ts";
import { rowDifference, type RowDifference } from "./rowDifference.ts";
import { Meanings, RunRows } from "./runRows.ts";

/** One run: a reading and an exchange in it. */
export interface ComparedRun {
  readonly reading: Reading;
  readonly exchange: number;
}

/** The first place where a column differs from the first one. */
export interface FirstDifference extends RowDifference {
  /** The row of the comparison. */
  readonly row: number;
  /** The column that differs, counted from 0. */
  readonly column: number;
}

/**
 * What several runs have in common and where they differ, event by event. Ids, times and raw events are no differences, nor is how a text was
 * cut into deltas. It goes on where it stopped: a run that goes on costs what is new of it, and long ones can be read in slices.
 */
export class RunComparison {
  readonly columns: readonly RunRows[];
  readonly rows: MergedRows;
  private first: FirstDifference | undefined;

  constructor(readonly runs: readonly ComparedRun[]) {
    const meanings = new Meanings();
    this.columns = runs.map(({ reading, exchange }) => new RunRows(reading, exchange, meanings));
    this.rows = new MergedRows(this.columns);
  }

  /** Reads and places a little more. False where there is nothing to do now. */
  step(): boolean {
    let moved = false;
    for (const column of this.columns) moved = column.step() || moved;
    return this.rows.step() || moved;
  }

  /** What a column's row says that the first column's does not; undefined where it says the same. */
  differenceAt(row: number, column: number): RowDifference | undefined {
    const { cells, differs } = this.rows.at(row);
    if (differs[column] !== true) return undefined;
    return rowDifference(
      { rows: this.columns[0] as RunRows, place: cells[0] ?? -1 },
      { rows: this.columns[column] as RunRows, place: cells[column] ?? -1 },
    );
  }

  /** The first place where a column differs, as far as was read. */
  get firstDifference(): FirstDifference | undefined {
    const { differences } = this.rows;
    if (this.first || differences.length === 0) return this.first;
    const row = differences.at(0);
    const column = this.rows.at(row).differs.indexOf(true);
    const difference = this.differenceAt(row, column);
    return (this.first = difference && { ...difference, row, column });
  }
}
