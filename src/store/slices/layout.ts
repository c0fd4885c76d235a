import type { StateCreator } from "zustand/vanilla";
import type { LayoutSlice, ScopeState } from "#src/store/types.ts";

/** Look and layout. */
export const createLayoutSlice =
  (initial: Pick<LayoutSlice, "theme" | "panelSizes">): StateCreator<ScopeState, [], [], LayoutSlice> =>
  (set, get) => ({
    theme: initial.theme,
    panelSizes: initial.panelSizes,
    inputTab: "input",
    meaningTab: "conversation",
    setTheme(theme) {
      set({ theme });
    },
    showInput(inputTab) {
      set({ inputTab });
    },
    showMeaning(meaningTab) {
      set({ meaningTab });
    },
    rememberSizes(group, sizes) {
      set({ panelSizes: { ...get().panelSizes, [group]: sizes } });
    },
  });
