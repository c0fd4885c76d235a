/** Runs a callback once, with the next painted frame or soon after, and tells it the time in milliseconds from any fixed start. */
export interface FrameScheduler {
  schedule(callback: (now: number) => void): void;
}

/** The two clocks of a window that a scheduler needs, and its watch. */
export interface FrameClocks {
  readonly performance: { now(): number };
  requestAnimationFrame(callback: () => void): number;
  cancelAnimationFrame(handle: number): void;
  setTimeout(callback: () => void, ms: number): number;
  clearTimeout(handle: number): void;
}

const FALLBACK_MS = 100;

/**
 * Schedules with the animation frame, and with a timer behind it: a hidden or occluded page gets no frames,
 * and a run in a background tab must still end with the right status.
 */
export function createFrameScheduler(clocks: FrameClocks): FrameScheduler {
  return {
    schedule(callback) {
      const finish = (): void => {
        clocks.cancelAnimationFrame(frame);
        clocks.clearTimeout(timer);
        callback(clocks.performance.now());
      };
      const frame = clocks.requestAnimationFrame(finish);
      const timer = clocks.setTimeout(finish, FALLBACK_MS);
    },
  };
}
