import { createContext, createElement, use, type ReactNode } from "react";
import { useStore } from "zustand";
import type { Reading } from "#src/reconstruction/reading.ts";
import type { AgentView } from "#src/reconstruction/types.ts";
import { selectCursorSeq, selectView } from "#src/store/selectors.ts";
import type { ScopeStore } from "#src/store/store.ts";
import type { ScopeState } from "#src/store/types.ts";

const StoreContext = createContext<ScopeStore | undefined>(undefined);

/** Gives the store to every component below. */
export function ScopeProvider({ store, children }: { readonly store: ScopeStore; readonly children: ReactNode }) {
  return createElement(StoreContext, { value: store }, children);
}

/** The store itself: for event handlers, which read the state when they run and need no render. */
export function useScopeStore(): ScopeStore {
  const store = use(StoreContext);
  if (!store) throw new Error("Bug in AG-UI Scope: a component outside ScopeProvider");
  return store;
}

/** A part of the state. The component renders again when the selected value is another one (`Object.is`). */
export function useScope<T>(selector: (state: ScopeState) => T): T {
  return useStore(useScopeStore(), selector);
}

/** The reading of the recording on screen. It grows in place: read `revision` or one of the hooks below to render again. */
export function useReading(): Reading {
  return useScope((state) => state.session.reading);
}

/** The number of the event that everything on screen is as of; 0 before the first. Follows the end while live. */
export function useCursorSeq(): number {
  return useScope(selectCursorSeq);
}

/** What a user would see as of the cursor. Equal by reference where nothing changed. */
export function useView(): AgentView {
  return useScope(selectView);
}
