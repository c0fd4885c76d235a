import { eventIndexOf } from "#src/analysis/eventIndex.ts";
import { FrameTest } from "#src/analysis/filter/frameTest.ts";
import { parseFilter } from "#src/analysis/filter/parseFilter.ts";
import { err, ok, type Result } from "#src/lib/result.ts";
import type { Finding } from "#src/protocol/lint/types.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import type { Condition } from "./condition.ts";
import { stateTest, type StateTest } from "./stateTest.ts";

/** Something that can be asked of a recording after any of its events. */
export interface Question {
  /** Whether it is true after event `seq`; undefined when this took long enough and has to be asked again to go on. */
  ask(seq: number): boolean | undefined;
  /** True where it stays true once it is, so that the place found is the only one. */
  readonly staysTrue: boolean;
}

/** Frames or findings looked at in one go. */
const STRIDE = 100;

/** What a condition asks of a recording, or why it cannot be asked. */
export function questionOf(condition: Condition, reading: Reading): Result<Question> {
  switch (condition.kind) {
    case "filter": {
      const { terms, mistakes } = parseFilter(condition.text);
      const [mistake] = mistakes;
      if (mistake) return err(mistake.message);
      if (terms.length === 0) return err("The filter is empty: every event meets it.");
      return ok(new FilterQuestion(new FrameTest(terms, reading, eventIndexOf(reading))));
    }
    case "state": {
      const test = stateTest(condition);
      return test.ok ? ok(new StateQuestion(reading, test.value)) : test;
    }
    default: {
      const { rule, severity } = condition;
      const meets = (finding: Finding): boolean =>
        (rule === "" || finding.rule === rule) && (severity === "any" || finding.severity === severity);
      return ok(new ProblemQuestion(reading, meets));
    }
  }
}

/** Does an event up to here meet the filter? What was looked at for one answer need not be looked at for the next. */
class FilterQuestion implements Question {
  readonly staysTrue = true;
  private looked = 0;
  private found: number | undefined;

  constructor(private readonly test: FrameTest) {}

  ask(seq: number): boolean | undefined {
    const { test } = this;
    const until = Math.min(seq, this.looked + STRIDE);
    if (test.needsIndex && this.found === undefined) test.index.read(until);
    while (this.found === undefined && this.looked < until) if (test.matches(++this.looked)) this.found = this.looked;
    if (this.found !== undefined) return this.found <= seq;
    return this.looked >= seq ? false : undefined;
  }
}

/** Is the state after this event as wanted? */
class StateQuestion implements Question {
  readonly staysTrue = false;

  constructor(
    private readonly reading: Reading,
    private readonly test: StateTest,
  ) {}

  ask(seq: number): boolean {
    return this.test(this.reading.history.stateAt(seq));
  }
}

/** Was such a problem found up to here? */
class ProblemQuestion implements Question {
  readonly staysTrue = true;
  private looked = 0;
  private first = Infinity;

  constructor(
    private readonly reading: Reading,
    private readonly meets: (finding: Finding) => boolean,
  ) {}

  ask(seq: number): boolean | undefined {
    const { findings } = this.reading;
    // They are in the order in which they were made: one about an earlier event may come late.
    for (let most = STRIDE; most > 0 && this.looked < findings.length; most--) {
      const finding = findings[this.looked++] as Finding;
      if (finding.seq < this.first && this.meets(finding)) this.first = finding.seq;
    }
    return this.looked < findings.length ? undefined : this.first <= seq;
  }
}
