import { byteColumn, float64Column, uint32Column } from "#src/lib/growable.ts";
import type { Gap } from "./timing.ts";

/** The shortest gap that anyone may call a stall, in milliseconds; shorter ones are not kept. */
export const LEAST_STALL_MS = 1;

/**
 * The gaps of one answer, to be asked which of them are at least so long. What was found out for one length goes on with the stream;
 * another length is counted once.
 */
export class Stalls {
  private readonly seqs = uint32Column();
  private readonly lengths = float64Column();
  private readonly marks = byteColumn();
  private found = uint32Column();
  private least = Infinity;
  private read = 0;

  /** Adds the next gap of the answer. */
  add({ seq, ms, injected }: Gap): void {
    if (ms < LEAST_STALL_MS) return;
    this.seqs.push(seq);
    this.lengths.push(ms);
    this.marks.push(injected ? 1 : 0);
  }

  /** How many gaps are at least `ms` long, injected ones included. */
  count(ms: number): number {
    if (ms !== this.least) {
      this.least = ms;
      this.found = uint32Column();
      this.read = 0;
    }
    for (; this.read < this.seqs.length; this.read++) if (this.lengths.at(this.read) >= ms) this.found.push(this.read);
    return this.found.length;
  }

  /** Gap number `index` of those that are at least `ms` long, from 0 in the order of arrival. */
  at(index: number, ms: number): Gap {
    this.count(ms);
    const place = this.found.at(index);
    return { seq: this.seqs.at(place), ms: this.lengths.at(place), injected: this.marks.at(place) === 1 };
  }
}
