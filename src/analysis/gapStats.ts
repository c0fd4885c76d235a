/** The ends of the histogram's buckets in milliseconds: a gap lies in the first one whose end is above it, or beyond them all. */
const BUCKET_ENDS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000] as const;

/** One bucket of a histogram of gaps: `from` belongs to it, `to` does not. The last one has no end. */
export interface GapBucket {
  /** Milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Values that lie close together: how many there are, and how often each. */
interface Cell {
  count: number;
  readonly values: Map<number, number>;
}

/** Cells for each doubling of a value: enough that few values share one, few enough to walk through all of them. */
const CELLS = 16;

/**
 * Lengths of gaps, to the microsecond, with exact percentiles at any moment. What it costs depends on how many different lengths
 * there are and not on how many gaps: a stream of an hour can hold at most some ten thousand different ones.
 */
export class GapStats {
  /** By `cellOf`, which never decreases with the value. */
  private readonly cells: (Cell | undefined)[] = [];
  private readonly buckets: number[] = Array.from({ length: BUCKET_ENDS.length + 1 }, () => 0);
  private total = 0;
  private longest = 0;

  /** How many gaps there are. */
  get count(): number {
    return this.total;
  }

  /** The longest gap in milliseconds; 0 without any. */
  get max(): number {
    return this.longest / 1000;
  }

  /** Adds a gap in milliseconds, which must not be negative. */
  add(ms: number): void {
    const value = Math.round(ms * 1000);
    const place = cellOf(value);
    const cell = (this.cells[place] ??= { count: 0, values: new Map() });
    cell.count++;
    cell.values.set(value, (cell.values.get(value) ?? 0) + 1);
    const bucket = BUCKET_ENDS.findIndex((end) => value < end * 1000);
    const at = bucket < 0 ? BUCKET_ENDS.length : bucket;
    this.buckets[at] = (this.buckets[at] ?? 0) + 1;
    this.total++;
    this.longest = Math.max(this.longest, value);
  }

  /**
   * The percentile by nearest rank, in milliseconds: the shortest gap that a share of `p` of all gaps does not exceed.
   * `p` is above 0 and at most 1; undefined without any gap.
   */
  percentile(p: number): number | undefined {
    let rank = Math.max(1, Math.ceil(p * this.total));
    for (const cell of this.cells) {
      if (cell === undefined) continue;
      if (cell.count < rank) {
        rank -= cell.count;
        continue;
      }
      for (const value of [...cell.values.keys()].toSorted((a, b) => a - b)) {
        rank -= cell.values.get(value) ?? 0;
        if (rank <= 0) return value / 1000;
      }
    }
    return undefined;
  }

  /** Counts by length, from the first bucket that holds any to the last one. */
  histogram(): readonly GapBucket[] {
    const all = this.buckets.map((count, index): GapBucket => ({
      from: BUCKET_ENDS[index - 1] ?? 0,
      to: BUCKET_ENDS[index] ?? Infinity,
      count,
    }));
    const holds = ({ count }: GapBucket): boolean => count > 0;
    return all.slice(Math.max(0, all.findIndex(holds)), all.findLastIndex(holds) + 1);
  }
}

function cellOf(value: number): number {
  if (value < 2 * CELLS) return value;
  const doublings = Math.floor(Math.log2(value)) - Math.log2(CELLS);
  return doublings * CELLS + Math.floor(value / 2 ** doublings);
}
