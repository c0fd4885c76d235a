/** Timers cannot be set further ahead than this many milliseconds; 12 days will do. */
const LONGEST_MS = 1_000_000_000;

/** Resolves at a time in milliseconds since the Unix epoch, or when the signal is aborted. */
export async function sleepUntil(time: number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const left = time - Date.now();
    if (left <= 0) return;
    // oxlint-disable-next-line no-await-in-loop -- one piece of the way after the other
    await sleep(Math.min(left, LONGEST_MS), signal);
  }
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end);
  });
}
