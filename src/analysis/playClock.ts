import { hasTimes } from "#src/recording/hasTimes.ts";
import type { RecordingLog } from "#src/recording/log.ts";

/** The longest wait between two exchanges, in milliseconds: nobody wants to sit through what a user took to think. */
export const LONGEST_PAUSE_MS = 1000;

/** Milliseconds an event takes in a capture that has no times. */
export const UNTIMED_EVENT_MS = 50;

/**
 * Where a recording stands while it is played: its events at the times at which they arrived, counted anew from each request. Between
 * two exchanges it waits as long as there was between them, a second at most; captures without times play at 20 events a second.
 */
export class PlayClock {
  private seq: number;
  /** The exchange that plays, and the milliseconds since its request; below 0 in the pause before it. */
  private exchange: number;
  private time: number;

  /** Starts right after event `seq`; 0 for before the first request. */
  constructor(
    private readonly log: RecordingLog,
    seq: number,
  ) {
    this.seq = seq;
    this.exchange = seq === 0 ? 0 : log.exchangeOf(seq).index;
    this.time = seq === 0 ? 0 : this.arrivalOf(seq);
  }

  /** The last event that has been played; 0 before the first. */
  get at(): number {
    return this.seq;
  }

  /** Plays on for some milliseconds of recorded time, to event `last` at most. Costs as much as a search, however many events pass. */
  advance(ms: number, last: number): void {
    this.time += ms;
    while (this.seq < last) {
      const end = Math.min(this.log.lastSeqOf(this.exchange), last);
      this.seq = this.lastArrived(end);
      if (this.seq < end || this.seq >= last) return;
      this.beginNext();
    }
  }

  /** The last event up to `end` that has arrived by now. A file may hold times that run backwards; the search ends all the same. */
  private lastArrived(end: number): number {
    let low = this.seq;
    let high = end;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.arrivalOf(middle) <= this.time) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** What is left of the time goes to the next exchange that brought anything. */
  private beginNext(): void {
    const before = this.log.exchanges[this.exchange];
    const played = before && this.seq >= before.firstSeq ? this.arrivalOf(this.seq) : 0;
    this.exchange++;
    const next = this.log.exchanges[this.exchange];
    const waited = before && next ? next.request.startedAt - before.request.startedAt - played : 0;
    const pause = Math.min(Math.max(waited, 0), LONGEST_PAUSE_MS);
    this.time -= played + pause;
  }

  /** When event `seq` arrives, in milliseconds since the request of its exchange. */
  private arrivalOf(seq: number): number {
    const exchange = this.log.exchangeOf(seq);
    // A file may say 1e999, and what never arrives would leave no time to go on with.
    const time = Math.min(this.log.timeOf(seq), Number.MAX_SAFE_INTEGER);
    return hasTimes(exchange) ? time : (seq - exchange.firstSeq + 1) * UNTIMED_EVENT_MS;
  }
}
