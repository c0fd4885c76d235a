import type { StateCreator } from "zustand/vanilla";
import type { ScopeState } from "#src/store/types.ts";
import type { BisectSlice } from "#src/store/whatIfTypes.ts";

/** The search for the first event after which something is true. */
export const createBisectSlice: StateCreator<ScopeState, [], [], BisectSlice> = (set) => ({
  bisect: undefined,
  openBisect(condition) {
    set({ bisect: { condition } });
  },
  closeBisect() {
    set({ bisect: undefined });
  },
});
