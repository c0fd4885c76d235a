import { paced, type Pacer } from "#src/run/pacer.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import { BreakGate, type BreakGateHost } from "./breakGate.ts";
import { BreakpointTests } from "./breakpointTests.ts";
import type { RunBreakpoint } from "./types.ts";

/** Frames that are indexed between two looks at the clock. */
const STEP = 200;

/** The gate of one run and the breakpoints that it watches for, which may change while it goes on. */
export class RunGuard {
  readonly gate: BreakGate;
  private tests: BreakpointTests | undefined;
  private wanted: readonly RunBreakpoint[] = [];
  private readonly pacer: Pacer;

  constructor(
    private readonly reading: Reading,
    host: Omit<BreakGateHost, "watch">,
  ) {
    this.pacer = host.pacer;
    this.gate = new BreakGate({ ...host, watch: () => this.tests });
  }

  /** Watches for these from now on; those that need an index of what came before, as soon as there is one. */
  async watch(breakpoints: readonly RunBreakpoint[]): Promise<void> {
    this.wanted = breakpoints;
    const tests = new BreakpointTests(this.reading, breakpoints);
    await paced(this.behind(tests), (frames) => tests.catchUp(frames), this.pacer);
    // While that was made, the user may have wanted others.
    if (this.wanted === breakpoints) this.tests = tests.isEmpty ? undefined : tests;
  }

  private *behind(tests: BreakpointTests): Generator<number, void> {
    while (tests.behind > 0) yield STEP;
  }
}
