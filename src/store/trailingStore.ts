import type { StoreApi } from "zustand/vanilla";
import type { FrameScheduler } from "./frameScheduler.ts";

/** Frames between two changes that trail. */
const EVERY = 3;

/**
 * The store as panels see it that need not follow at once what changes everything: a change for which `trails` says so is passed on `after` frames
 * later (1 or 2), and while more such changes come, the newest one every third frame. With any other change it is the store itself. Panels
 * that trail in different frames leave each of them short enough to be painted in time.
 */
export function createTrailingStore<State>(
  store: StoreApi<State>,
  scheduler: FrameScheduler,
  after: number,
  trails: (now: State, shown: State) => boolean,
): StoreApi<State> {
  const listeners = new Set<Parameters<StoreApi<State>["subscribe"]>[0]>();
  let shown = store.getState();
  let isCounting = false;
  let unsubscribe: (() => void) | undefined;

  function pass(): void {
    const before = shown;
    shown = store.getState();
    if (shown !== before) for (const listener of listeners) listener(shown, before);
  }

  function count(frames: number): void {
    isCounting = true;
    scheduler.schedule(() => {
      if (frames > 1) return count(frames - 1);
      isCounting = false;
      if (shown === store.getState()) return;
      pass();
      // Whoever comes within the next frames waits for their end.
      count(EVERY);
    });
  }

  return {
    ...store,
    getState() {
      // Nobody passes anything on while nobody listens.
      if (!unsubscribe) shown = store.getState();
      return shown;
    },
    subscribe(listener) {
      listeners.add(listener);
      shown = unsubscribe ? shown : store.getState();
      unsubscribe ??= store.subscribe((now) => {
        if (!trails(now, shown)) pass();
        else if (!isCounting) count(after);
      });
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        unsubscribe?.();
        unsubscribe = undefined;
      };
    },
  };
}
