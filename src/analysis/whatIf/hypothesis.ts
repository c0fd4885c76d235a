import { LogSignals, type FrameReplacement } from "#src/recording/logSignals.ts";
import { Reading, type ReadingOptions } from "#src/reconstruction/reading.ts";
import { changedFrame, type Changes } from "./changes.ts";
import { FindingDifferences } from "./findingDifferences.ts";

/**
 * What a recording would show if some of its events had not come, or had said something else: a second reading, fed with the same signals.
 * Event numbers are those of the recording, which is only read. It is made step by step, and goes on when the recording has grown.
 */
export class Hypothesis {
  readonly reading: Reading;
  readonly findings: FindingDifferences;
  private readonly signals: LogSignals;
  private caughtUp = false;

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

  /** True when there was nothing more to make at the last step. */
  get isCaughtUp(): boolean {
    return this.caughtUp;
  }

  /** True when the view after event `seq` is known: the one after the newest event may still change with a request or an end. */
  knows(seq: number): boolean {
    return this.caughtUp ? seq <= this.at : seq < this.at;
  }

  /** Makes the next few events. False when it has caught up with the recording. */
  step(): boolean {
    const signal = this.signals.next();
    this.caughtUp = signal === undefined;
    if (signal !== undefined) this.reading.receive(signal);
    const isBehind = this.findings.step(this.caughtUp ? Infinity : this.at);
    return signal !== undefined || isBehind;
  }

  private replacement(seq: number): FrameReplacement | undefined {
    const change = this.changes.get(seq);
    return change && changedFrame(this.truth, seq, change);
  }
}
