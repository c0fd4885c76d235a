/** Milliseconds of work before the page gets its turn. */
const SLICE_MS = 6;

/**
 * Calls `step` until it returns false, a few milliseconds at a time, so that the page stays fluent however many steps there are.
 * The first slice runs at once. `onPause` hears of every pause between slices, `onDone` of the end. Returns what stops it.
 */
export function inSlices(step: () => boolean, onDone: () => void, onPause: () => void = () => undefined): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const slice = (): void => {
    const until = performance.now() + SLICE_MS;
    do {
      if (!step()) return onDone();
    } while (performance.now() < until);
    timer = setTimeout(slice, 0);
    onPause();
  };
  slice();
  return () => clearTimeout(timer);
}
