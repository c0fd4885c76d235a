import type { StateCreator } from "zustand/vanilla";
import type { Comparer } from "#src/store/comparer.ts";
import type { CompareSlice } from "#src/store/compareTypes.ts";
import type { StoreDeps } from "#src/store/deps.ts";
import { partNotLoaded } from "#src/store/partNotLoaded.ts";
import type { ScopeState } from "#src/store/types.ts";

/** Runs beside each other. What resolves, sends and follows them comes with the first comparison. */
export const createCompareSlice =
  (deps: StoreDeps): StateCreator<ScopeState, [], [], CompareSlice> =>
  (set, get, store) => {
    let comparer: Comparer | undefined;
    const withCode = async (act: (code: Comparer) => void | Promise<void>): Promise<void> => {
      try {
        const code = await import("#src/store/comparer.ts");
        comparer ??= new code.Comparer(store, deps);
        await act(comparer);
      } catch (error) {
        const text = partNotLoaded(error);
        // The view covers what the page says elsewhere.
        if (get().comparison) set({ sideBySideProblem: text });
        else get().notify({ severity: "error", text });
      }
    };
    return {
      comparison: undefined,
      sideBySide: [],
      sideBySideProblem: "",
      compareRuns: (runs) => void withCode((code) => code.compareRuns(runs)),
      openSideBySide: () => void withCode((code) => code.openSideBySide()),
      setSideBySide: (sideBySide) => set({ sideBySide, sideBySideProblem: "" }),
      startSideBySide: (options) => withCode((code) => code.start(options)),
      stopSideBySide: () => comparer?.stop(),
      openColumn: (id) => comparer?.openColumn(id),
      closeCompare() {
        comparer?.stop();
        set({ comparison: undefined });
      },
    };
  };
