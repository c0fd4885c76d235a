import type { StateCreator } from "zustand/vanilla";
import type { ScopeState, StateViewsSlice } from "#src/store/types.ts";

/** Which view of the shared state is open, and what it looks at. */
export const createStateViewsSlice: StateCreator<ScopeState, [], [], StateViewsSlice> = (set, get) => ({
  stateTab: "state",
  diffBase: { kind: "previous-change" },
  historyPointer: undefined,
  watches: {},
  showState(stateTab) {
    set({ stateTab });
  },
  compareWith(diffBase) {
    set({ diffBase });
  },
  showHistory(historyPointer) {
    set({ historyPointer, stateTab: "history" });
  },
  toggleWatch(pointer) {
    const { watches, session } = get();
    const pinned = watches[session.id] ?? [];
    const rest = pinned.filter((other) => other !== pointer);
    set({ watches: { ...watches, [session.id]: rest.length < pinned.length ? rest : [...pinned, pointer] } });
  },
});
