import type { FrameScheduler } from "./frameScheduler.ts";

/** Calls `act` at once, and then with the last value at most once a frame. A slider may tell of more moves than are painted. */
export function oncePerFrame<T>(scheduler: FrameScheduler, act: (value: T) => void): (value: T) => void {
  let waiting: { readonly value: T } | undefined;
  let isPainting = false;
  const frame = (): void => {
    isPainting = false;
    if (!waiting) return;
    const { value } = waiting;
    waiting = undefined;
    now(value);
  };
  const now = (value: T): void => {
    isPainting = true;
    scheduler.schedule(frame);
    act(value);
  };
  return (value) => {
    if (isPainting) waiting = { value };
    else now(value);
  };
}
