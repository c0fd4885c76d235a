import type { Question } from "./question.ts";

/** One question of a search, and its answer. */
export interface BisectStep {
  /** Asked of the recording after this event; 0 is before the first. */
  readonly seq: number;
  readonly answer: boolean;
}

/**
 * What a search found.
 * - `turned`: it is true after event `seq`, and was not after the event before
 * - `from-start`: it is true before the first event already
 * - `not-at-end`: it is not true after the last event
 */
export type BisectResult =
  { readonly kind: "turned"; readonly seq: number } | { readonly kind: "from-start" | "not-at-end" };

/**
 * Finds an event after which something became true, by halving: before the first event, after the last one, and then in the middle of what
 * is left, so that it asks two times and log2 of the number of events. Where the answer may change back and forth it finds one such event.
 */
export class Bisect {
  private readonly asked: BisectStep[] = [];
  private found: BisectResult | undefined;
  /** Not true after this event, true after that one. */
  private low = 0;
  private high: number;

  /** `last`: the last event that is looked at. */
  constructor(
    private readonly question: Question,
    readonly last: number,
  ) {
    this.high = last;
  }

  /** Every question that was answered, in order. */
  get steps(): readonly BisectStep[] {
    return this.asked;
  }

  /** Undefined while it goes on. */
  get result(): BisectResult | undefined {
    return this.found;
  }

  /** Asks the next question, or goes on with it. False when the search is over. */
  step(): boolean {
    if (this.found) return false;
    const seq = this.next();
    const answer = this.question.ask(seq);
    if (answer === undefined) return true;
    this.asked.push({ seq, answer });
    if (this.asked.length === 1 && answer) this.found = { kind: "from-start" };
    else if (seq === this.last && !answer) this.found = { kind: "not-at-end" };
    else if (answer) this.high = seq;
    else this.low = seq;
    if (!this.found && this.asked.length > 1 && this.high - this.low === 1)
      this.found = { kind: "turned", seq: this.high };
    return this.found === undefined;
  }

  private next(): number {
    if (this.asked.length === 0) return 0;
    return this.asked.length === 1 ? this.last : Math.floor((this.low + this.high) / 2);
  }
}
