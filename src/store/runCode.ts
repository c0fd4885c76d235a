import { assert } from "#src/lib/assert.ts";
import type { factsOf } from "#src/run/diagnosis/facts.ts";
import type { startRun } from "#src/run/runLoop.ts";
import type { statusOf } from "#src/run/runStatus.ts";

/** What sends requests and says how they ended. */
interface LoadedRunCode {
  readonly startRun: typeof startRun;
  readonly statusOf: typeof statusOf;
  readonly factsOf: typeof factsOf;
}

/** The code of runs, which comes after the first paint: a page with nothing on it has nothing to judge. */
export class RunCode {
  private loaded: LoadedRunCode | undefined;

  /** `fetch` may be called again where it rejected. */
  constructor(private readonly fetch: () => Promise<LoadedRunCode>) {}

  /** Rejects where the code cannot be had. */
  async load(): Promise<LoadedRunCode> {
    return (this.loaded ??= await this.fetch());
  }

  /** The code, for whoever has a run or a recording before him: neither is there before it. */
  get now(): LoadedRunCode {
    assert(this.loaded, "a recording before the code that judges it");
    return this.loaded;
  }
}
