import { SortedNumbers } from "#src/lib/sortedNumbers.ts";
import { Alignment, type AlignedRows } from "./alignment.ts";

/** Rows of several lists that stand beside each other. */
export interface MergedRow {
  /** The place of each column's row in its own list; -1 for none. */
  readonly cells: readonly number[];
  /** True for each column that differs here from the first. */
  readonly differs: readonly boolean[];
}

/** Several lists beside each other, each compared with the first. It goes on where it stopped. */
export class MergedRows {
  private readonly alignments: readonly Alignment[];
  private readonly rows: MergedRow[] = [];
  /** Places of the rows in which a column differs. */
  readonly differences = new SortedNumbers();
  /** How many rows of each column have their place. */
  private readonly placed: number[];
  /** How many pairings of each alignment were looked at, and rows of its column that stand before the next row of the first. */
  private readonly looked: number[];
  private readonly waiting: number[][];
  private readonly counts: number[];

  constructor(readonly columns: readonly AlignedRows[]) {
    const [first, ...others] = columns;
    this.alignments = first ? others.map((other) => new Alignment(first, other)) : [];
    this.placed = columns.map(() => 0);
    this.counts = columns.map(() => 0);
    this.looked = others.map(() => 0);
    this.waiting = others.map(() => []);
  }

  /** How many rows have their place. */
  get length(): number {
    return this.rows.length;
  }

  /** How many rows after them are there and have none yet. */
  get pending(): number {
    return Math.max(0, ...this.columns.map(({ length }, column) => length - (this.placed[column] as number)));
  }

  /** True when every row of every column has its place. */
  get isOver(): boolean {
    return this.columns.every(({ isOver }) => isOver) && this.pending === 0;
  }

  /** In how many rows a column differs from the first. */
  differencesIn(column: number): number {
    return this.counts[column] as number;
  }

  /** A row that has its place; beyond them those without one, as they came. */
  at(place: number): MergedRow {
    const row = this.rows[place];
    if (row) return row;
    const cells = this.columns.map(({ length }, column) => {
      const next = (this.placed[column] as number) + place - this.rows.length;
      return next < length ? next : -1;
    });
    return { cells, differs: cells.map(() => false) };
  }

  /** Places a few rows more. False where there is nothing to do now. */
  step(): boolean {
    let moved = false;
    for (const alignment of this.alignments) moved = alignment.step() || moved;
    return this.merge() || moved;
  }

  /** Takes over the next row of the first column, with what the others have before it. */
  private merge(): boolean {
    const left = this.placed[0] as number;
    const rights: number[] = [];
    const same: boolean[] = [];
    let knowsAll = true;
    for (const [index, { pairings, isOver }] of this.alignments.entries()) {
      const waiting = this.waiting[index] as number[];
      let looked = this.looked[index] as number;
      while (pairings[looked]?.left === -1) waiting.push(pairings[looked++]?.right as number);
      this.looked[index] = looked;
      const pairing = pairings[looked];
      if (pairing) {
        rights.push(pairing.right);
        same.push(pairing.same);
      } else knowsAll &&= isOver;
    }
    if (!knowsAll) return false;
    const before = Math.max(0, ...this.waiting.map(({ length }) => length));
    for (let row = 0; row < before; row++) {
      const cells = this.waiting.map((waiting) => waiting[row] ?? -1);
      this.push(
        [-1, ...cells],
        cells.map((cell) => cell !== -1),
      );
    }
    for (const waiting of this.waiting) waiting.length = 0;
    if (rights.length === 0 || rights.length < this.alignments.length) return before > 0;
    for (const index of this.looked.keys()) this.looked[index] = (this.looked[index] as number) + 1;
    this.push(
      [left, ...rights],
      same.map((is) => !is),
    );
    return true;
  }

  private push(cells: readonly number[], differs: readonly boolean[]): void {
    if (differs.includes(true)) this.differences.push(this.rows.length);
    this.rows.push({ cells, differs: [false, ...differs] });
    for (const [column, cell] of cells.entries()) if (cell !== -1) this.placed[column] = cell + 1;
    for (const [index, is] of differs.entries())
      if (is) this.counts[index + 1] = (this.counts[index + 1] as number) + 1;
  }
}
