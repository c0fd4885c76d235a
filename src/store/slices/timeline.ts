import type { StateCreator } from "zustand/vanilla";
import type { ScopeState, TimelineSlice } from "#src/store/types.ts";

/** What the Timeline shows of a recording. */
export const createTimelineSlice =
  (initial: Pick<TimelineSlice, "folded" | "stallMs">): StateCreator<ScopeState, [], [], TimelineSlice> =>
  (set) => ({
    filterText: "",
    folded: initial.folded,
    stallMs: initial.stallMs,
    setFilterText(filterText) {
      set({ filterText });
    },
    setFolded(folded) {
      set({ folded });
    },
    setStallMs(stallMs) {
      if (Number.isFinite(stallMs) && stallMs > 0) set({ stallMs });
    },
  });
