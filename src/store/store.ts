import { createStore, type StoreApi } from "zustand/vanilla";
import type { StoreDeps } from "./deps.ts";
import { followVariables } from "./followVariables.ts";
import { loadSettings, saveSettings, type Settings } from "./persistence.ts";
import { createAnnotationsSlice } from "./slices/annotations.ts";
import { createBisectSlice } from "./slices/bisect.ts";
import { createBreakpointsSlice } from "./slices/breakpoints.ts";
import { createCompareSlice } from "./slices/compare.ts";
import { createConnectionSlice } from "./slices/connection.ts";
import { createCursorSlice } from "./slices/cursor.ts";
import { createDiagnosisSlice, followRuns } from "./slices/diagnosis.ts";
import { createEnvironmentsSlice } from "./slices/environments.ts";
import { createFaultsSlice } from "./slices/faults.ts";
import { createForksSlice } from "./slices/forks.ts";
import { createHeadersSlice } from "./slices/headers.ts";
import { createJumpsSlice } from "./slices/jumps.ts";
import { createLayoutSlice } from "./slices/layout.ts";
import { createLiveSlice } from "./slices/live.ts";
import { createOpeningSlice } from "./slices/opening.ts";
import { createPlayerSlice } from "./slices/player.ts";
import { createPricesSlice } from "./slices/prices.ts";
import { createRequestSlice } from "./slices/request.ts";
import { createRequestOptionsSlice } from "./slices/requestOptions.ts";
import { createSessionSlice } from "./slices/session.ts";
import { createStateViewsSlice } from "./slices/stateViews.ts";
import { createThreadsSlice } from "./slices/threads.ts";
import { createTimelineSlice } from "./slices/timeline.ts";
import { createToolsSlice } from "./slices/tools.ts";
import { createTurnSlice } from "./slices/turn.ts";
import { createTurnControlSlice } from "./slices/turnControl.ts";
import { createWhatIfSlice } from "./slices/whatIf.ts";
import type { ScopeState } from "./types.ts";

/** The one store of the page. It holds pointers, texts and settings; the session in it holds the data. */
export type ScopeStore = StoreApi<ScopeState>;

/** Builds the store from what is injected and what the browser remembers. */
export function createScopeStore(deps: StoreDeps): ScopeStore {
  const settings = loadSettings(deps.storage, deps.newId);
  const store = createStore<ScopeState>()((...all) => ({
    ...createRequestSlice(deps, settings)(...all),
    ...createRequestOptionsSlice(settings)(...all),
    ...createEnvironmentsSlice(deps, settings)(...all),
    ...createHeadersSlice(deps, settings)(...all),
    ...createConnectionSlice(deps, settings)(...all),
    ...createFaultsSlice(settings)(...all),
    ...createToolsSlice(deps, settings)(...all),
    ...createTurnSlice(deps)(...all),
    ...createTurnControlSlice(settings)(...all),
    ...createSessionSlice(deps)(...all),
    ...createOpeningSlice(deps)(...all),
    ...createThreadsSlice(deps)(...all),
    ...createForksSlice(deps)(...all),
    ...createDiagnosisSlice(deps)(...all),
    ...createBreakpointsSlice(deps, settings)(...all),
    ...createLiveSlice(deps)(...all),
    ...createCursorSlice(...all),
    ...createTimelineSlice(settings)(...all),
    ...createAnnotationsSlice(...all),
    ...createPlayerSlice(deps)(...all),
    ...createLayoutSlice(settings)(...all),
    ...createPricesSlice(settings)(...all),
    ...createStateViewsSlice(...all),
    ...createJumpsSlice(...all),
    ...createWhatIfSlice(deps)(...all),
    ...createBisectSlice(...all),
    ...createCompareSlice(deps)(...all),
  }));
  followRuns(store, deps.pageUrl, deps.runCode);
  followVariables(store);
  // What was loaded is what is kept: the settings are named in one place.
  const names = Object.keys(settings) as (keyof Settings)[];
  store.subscribe((now, before) => {
    if (names.every((name) => now[name] === before[name])) return;
    const kept: Partial<Record<keyof Settings, unknown>> = {};
    for (const name of names) kept[name] = now[name];
    saveSettings(deps.storage, kept as Settings);
  });
  return store;
}
