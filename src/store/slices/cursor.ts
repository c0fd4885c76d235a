import type { StateCreator } from "zustand/vanilla";
import { selectCursorSeq } from "#src/store/selectors.ts";
import type { CursorSlice, ScopeState } from "#src/store/types.ts";

/**
 * The one cursor that rules every panel. Any move pins it; only `goLive` lets it follow the end again. Whoever moves it has it: a
 * recording that plays pauses, also where the move leads to where the cursor is.
 */
export const createCursorSlice: StateCreator<ScopeState, [], [], CursorSlice> = (set, get) => ({
  cursor: "live",
  goTo(seq) {
    get().pause();
    set({ cursor: Math.max(0, Math.min(Math.round(seq), get().length)) });
  },
  goLive() {
    get().pause();
    set({ cursor: "live" });
  },
  step(by) {
    get().goTo(selectCursorSeq(get()) + by);
  },
});
