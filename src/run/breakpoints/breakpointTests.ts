import { eventIndexOf, type EventIndex } from "#src/analysis/eventIndex.ts";
import { FrameTest } from "#src/analysis/filter/frameTest.ts";
import { parseFilter } from "#src/analysis/filter/parseFilter.ts";
import { jsonEqual } from "#src/lib/jsonEqual.ts";
import { getPointer, parsePointer } from "#src/lib/jsonPointer.ts";
import { RETIRED_TYPES } from "#src/protocol/compat.ts";
import { stateBefore } from "#src/reconstruction/pathHistory.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import type { BreakCondition, BreakWatch, RunBreakpoint } from "./types.ts";

type Test = (seq: number) => boolean;

/** Breakpoints that are on, ready to be asked about the events of one recording. One whose condition cannot be read is left out. */
export class BreakpointTests implements BreakWatch {
  private readonly index: EventIndex;
  private readonly tests: readonly { readonly id: string; readonly test: Test }[];
  private needsIndex = false;

  constructor(
    private readonly reading: Reading,
    breakpoints: readonly RunBreakpoint[],
  ) {
    this.index = eventIndexOf(reading);
    this.tests = breakpoints.flatMap(({ id, enabled, condition }) => {
      const test = enabled ? this.testOf(condition) : undefined;
      return test ? [{ id, test }] : [];
    });
  }

  /** True where none is left to be asked. */
  get isEmpty(): boolean {
    return this.tests.length === 0;
  }

  /** How many frames of the recording have to be indexed before the first is asked about. */
  get behind(): number {
    return this.needsIndex ? this.reading.length - this.index.length : 0;
  }

  /** Indexes some more frames. */
  catchUp(frames: number): void {
    this.index.read(Math.min(this.reading.length, this.index.length + frames));
  }

  hitsAt(seq: number): readonly string[] {
    if (this.needsIndex) this.index.read(seq);
    return this.tests.filter(({ test }) => test(seq)).map(({ id }) => id);
  }

  private testOf(condition: BreakCondition): Test | undefined {
    switch (condition.kind) {
      case "type":
        return this.typeTest(new Set(condition.types));
      case "filter":
        return this.filterTest(condition.text);
      case "path":
        return this.pathTest(condition.pointer);
      case "problem":
        return (seq) => {
          const severity = this.reading.severityAt(seq);
          return severity === "error" || (severity === "warning" && condition.atLeast === "warning");
        };
      default:
        return this.pathTest("");
    }
  }

  private typeTest(types: ReadonlySet<string>): Test | undefined {
    if (types.size === 0) return undefined;
    const retired = [...types].some((type) => RETIRED_TYPES.has(type));
    return (seq) => {
      const type = this.reading.typeAt(seq);
      if (type === undefined) return false;
      // A retired event is read as its successor; what it was called, only its frame says.
      return types.has(type) || (retired && types.has(this.reading.decodedAt(seq).wireType ?? ""));
    };
  }

  private filterTest(text: string): Test | undefined {
    const { terms, mistakes } = parseFilter(text);
    // Half a condition would hold at events that nobody asked for.
    if (mistakes.length > 0 || terms.length === 0) return undefined;
    const test = new FrameTest(terms, this.reading, this.index);
    this.needsIndex ||= test.needsIndex;
    return (seq) => test.matches(seq);
  }

  private pathTest(pointer: string): Test | undefined {
    const place = parsePointer(pointer);
    if (place === undefined) return undefined;
    const { reading } = this;
    return (seq) => {
      const type = reading.typeAt(seq);
      if (type !== "STATE_DELTA" && type !== "STATE_SNAPSHOT") return false;
      const before = getPointer(stateBefore(reading.history, seq), place);
      const after = getPointer(reading.history.stateAt(seq), place);
      return before !== after && !jsonEqual(before, after);
    };
  }
}
