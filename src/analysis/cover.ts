/**
 * How much time a number of intervals cover together: what several of them cover counts once.
 * They are added in the order of their ends, as they come while a stream is read.
 */
export class Cover {
  /** Apart from each other, in order. */
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  private covered = 0;

  /** The covered time, in the unit of the intervals. */
  get length(): number {
    return this.covered;
  }

  /** Adds an interval. The sum is exact where each ends no earlier than those before it. */
  add(from: number, to: number): void {
    let start = from;
    let end = to;
    let last = this.ends.length - 1;
    for (; last >= 0 && (this.ends[last] as number) >= from; last--) {
      start = Math.min(start, this.starts[last] as number);
      end = Math.max(end, this.ends[last] as number);
      this.covered -= (this.ends[last] as number) - (this.starts[last] as number);
    }
    this.starts.length = last + 1;
    this.ends.length = last + 1;
    this.starts.push(start);
    this.ends.push(end);
    this.covered += end - start;
  }
}
