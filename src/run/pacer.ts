import { yieldToHost } from "#src/transport/hostYield.ts";

/** Lets long work stop for a moment now and then, so that a page can draw and a process can answer. */
export interface Pacer {
  /** Milliseconds from any fixed start. */
  now(): number;
  /** Resolves when whatever waited has had its turn. */
  pause(): Promise<void>;
}

const SLICE_MS = 8;

/** The clock and the task queue of the platform. */
export const realPacer: Pacer = {
  now: () => performance.now(),
  pause: yieldToHost,
};

/**
 * Does `step` to each item, pausing after every 8 ms of work. Ends early, after a pause, once `signal` is aborted. After each pause `between`
 * is waited for.
 */
export async function paced<T>(
  items: Iterable<T>,
  step: (item: T) => void,
  pacer: Pacer,
  signal?: AbortSignal,
  between?: () => void | Promise<void>,
): Promise<void> {
  let sliceEnd = pacer.now() + SLICE_MS;
  for (const item of items) {
    step(item);
    if (pacer.now() < sliceEnd) continue;
    await pacer.pause();
    if (signal?.aborted !== true) await between?.();
    if (signal?.aborted === true) return;
    sliceEnd = pacer.now() + SLICE_MS;
  }
}
