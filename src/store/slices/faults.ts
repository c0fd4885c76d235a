import type { StateCreator } from "zustand/vanilla";
import type { FaultsSlice } from "#src/store/faultTypes.ts";
import type { ScopeState } from "#src/store/types.ts";

/** Faults for the page's own runs, and named sets of them. They are off whenever the page opens, so that none surprises. */
export const createFaultsSlice =
  (initial: Pick<FaultsSlice, "faultPlan" | "faultSets">): StateCreator<ScopeState, [], [], FaultsSlice> =>
  (set, get) => ({
    faultsOn: false,
    faultPlan: initial.faultPlan,
    faultSets: initial.faultSets,
    setFaultsOn(faultsOn) {
      set({ faultsOn, faults: faultsOn ? get().faultPlan : undefined });
    },
    setFaultPlan(faultPlan) {
      set({ faultPlan, ...(get().faultsOn && { faults: faultPlan }) });
    },
    saveFaultSet(saved) {
      const others = get().faultSets.filter(({ name }) => name !== saved.name);
      set({ faultSets: [...others, saved].toSorted((a, b) => a.name.localeCompare(b.name)) });
    },
    deleteFaultSet(name) {
      set({ faultSets: get().faultSets.filter((each) => each.name !== name) });
    },
  });
