import { LogSignals, type FrameReplacement } from "#src/recording/logSignals.ts";
import { Reading, type ReadingOptions } from "#src/reconstruction/reading.ts";
import { changedFrame, type Changes } from "./changes.ts";
import { FindingDifferences } from "./findingDifferences.ts";

/** How far a recording goes: whatever comes to it changes one of these. */
interface Extent {
  readonly length: number;
  readonly exchanges: number;
  readonly hasEnded: boolean;
}

/**
 * What a recording would show if some of its events had not come, or had said something else: a second reading, fed with the same signals.
 * Event numbers are those of the recording, which is only read. It is made step by step, and goes on when the recording has grown.
 */
export class Hypothesis {
  readonly reading: Reading;
  readonly findings: FindingDifferences;
  private readonly signals: LogSignals;
  /** How much there was of the recording when there was nothing more to make. */
  private made: Extent | undefined;

  constructor(
    readonly truth: Reading,
    readonly changes: Changes,
    options: ReadingOptions,
  ) {
    // What was kept of the recording fits, and an edit may make it longer.
    this.reading = new Reading({ ...options, limitBytes: Infinity });
    this.findings = new FindingDifferences(truth, this.reading);
    this.signals = new LogSignals(truth.log, (seq) => this.replacement(seq));
  }

  /** The number of the last event that was made. */
  get at(): number {
    return this.reading.length;
  }

  /** True when everything that the recording holds by now was made. */
  get isCaughtUp(): boolean {
    const { made } = this;
    if (made === undefined) return false;
    const now = extentOf(this.truth);
    return made.length === now.length && made.exchanges === now.exchanges && made.hasEnded === now.hasEnded;
  }

  /** True when the view after event `seq` is known: the one after the newest event may still change with a request or an end. */
  knows(seq: number): boolean {
    return this.isCaughtUp ? seq <= this.at : seq < this.at;
  }

  /** Makes the next few events. False when it has caught up with the recording. */
  step(): boolean {
    const signal = this.signals.next();
    if (signal === undefined) this.made = extentOf(this.truth);
    else this.reading.receive(signal);
    const isBehind = this.findings.step(signal === undefined ? Infinity : this.at);
    return signal !== undefined || isBehind;
  }

  private replacement(seq: number): FrameReplacement | undefined {
    const change = this.changes.get(seq);
    return change && changedFrame(this.truth, seq, change);
  }
}

function extentOf({ length, log }: Reading): Extent {
  return { length, exchanges: log.exchanges.length, hasEnded: log.exchanges.at(-1)?.end !== undefined };
}
