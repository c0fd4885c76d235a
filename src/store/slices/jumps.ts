import type { StateCreator } from "zustand/vanilla";
import type { JumpsSlice, ScopeState } from "#src/store/types.ts";

/** Ways from one panel to another. */
export const createJumpsSlice: StateCreator<ScopeState, [], [], JumpsSlice> = (set, get) => ({
  revealing: undefined,
  remark: undefined,
  reveal(revealing) {
    const { kind } = revealing;
    if (kind === "state") set({ revealing, stateTab: "state" });
    else set({ revealing, meaningTab: kind === "rule" ? "problems" : "conversation" });
  },
  endReveal() {
    set({ revealing: undefined });
  },
  say(text) {
    set({ remark: { text, times: (get().remark?.times ?? 0) + 1 } });
  },
});
