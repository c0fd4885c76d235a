import type { ActiveRun, RunOrder, startRun } from "#src/run/runLoop.ts";
import type { RunStatus } from "#src/run/types.ts";

/**
 * Several runs that are started at once and go on by themselves, each into the reading of its order. Nobody answers what one of them waits
 * for at its end.
 */
export class SideBySide {
  private readonly active = new Set<ActiveRun>();
  private stopped = false;

  /** `told` hears where each stands, by its place among the orders: after each signal, and at its end. */
  constructor(
    private readonly start: typeof startRun,
    private readonly told: (place: number, status: RunStatus) => void,
  ) {}

  /** Sends all orders. Resolves when all have ended, whatever became of them. */
  async run(orders: readonly Omit<RunOrder, "notify">[]): Promise<void> {
    if (this.stopped) return;
    const runs = orders.map((order, place) =>
      this.start({ ...order, notify: (status: RunStatus) => this.told(place, status) }),
    );
    for (const run of runs) this.active.add(run);
    await Promise.all(
      runs.map(async (run, place) => {
        const status = await run.finished;
        this.active.delete(run);
        this.told(place, status);
      }),
    );
  }

  /** Stops those that go on, and whatever would be started yet. What had arrived stays. */
  stop(): void {
    this.stopped = true;
    for (const run of this.active) run.stop();
  }
}
