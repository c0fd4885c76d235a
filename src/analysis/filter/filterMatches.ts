import type { Annotation } from "#src/recording/annotations.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import type { FrameTest } from "./frameTest.ts";
import { SortedNumbers } from "#src/lib/sortedNumbers.ts";

/**
 * The numbers of the events that meet a filter, in order. They grow with the recording: `read` goes on where it stopped, and looks again
 * at earlier events where a finding or a note came later. 4 bytes for each match.
 */
export class FilterMatches {
  private readonly seqs = new SortedNumbers();
  private last = 0;
  private findings: number;
  private annotations: readonly Annotation[];
  private changes = 0;

  constructor(
    private readonly test: FrameTest,
    private readonly reading: Reading,
  ) {
    this.findings = reading.findings.length;
    this.annotations = reading.annotations.list;
  }

  /** The number of the last frame that was tested. */
  get at(): number {
    return this.last;
  }

  /** True where many frames can be tested in no time. */
  get isCheap(): boolean {
    const { decodes, needsIndex, index } = this.test;
    return !decodes && (!needsIndex || index.length >= this.reading.length);
  }

  /** How often an earlier match was put in or taken out: whoever keeps places of matches begins anew when it grows. */
  get rewrites(): number {
    return this.changes;
  }

  /** How many events match. */
  get count(): number {
    return this.seqs.length;
  }

  /** The event number of match `index`, from 0 to `count - 1`. */
  seqAt(index: number): number {
    return this.seqs.at(index);
  }

  /** The place of the last match that is not after event `seq`; -1 where all are. */
  indexOf(seq: number): number {
    return this.seqs.upperBound(seq) - 1;
  }

  /** Tests up to frame `upTo`, at most the recording's length, and what changed of those before. */
  read(upTo: number): void {
    const { test } = this;
    if (test.asksFindings) this.lookAgainAtFindings();
    if (test.asksAnnotations) this.lookAgainAtAnnotations();
    const stop = Math.min(upTo, this.reading.length);
    if (test.needsIndex) test.index.read(stop);
    while (this.last < stop) {
      const seq = ++this.last;
      if (test.matches(seq)) this.seqs.push(seq);
    }
  }

  private lookAgainAtFindings(): void {
    const { findings } = this.reading;
    for (; this.findings < findings.length; this.findings++) this.lookAgain(findings[this.findings]?.seq ?? 0);
  }

  private lookAgainAtAnnotations(): void {
    const { list } = this.reading.annotations;
    if (list === this.annotations) return;
    for (const { seq } of this.annotations) this.lookAgain(seq);
    for (const { seq } of list) this.lookAgain(seq);
    this.annotations = list;
  }

  private lookAgain(seq: number): void {
    if (seq < 1 || seq > this.last) return;
    const before = this.seqs.length;
    if (this.test.matches(seq)) this.seqs.add(seq);
    else this.seqs.delete(seq);
    if (this.seqs.length !== before) this.changes++;
  }
}
