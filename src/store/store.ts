import { createStore, type StoreApi } from "zustand/vanilla";
import type { StoreDeps } from "./deps.ts";
import { loadSettings, saveSettings } from "./persistence.ts";
import { createCursorSlice } from "./slices/cursor.ts";
import { createLayoutSlice } from "./slices/layout.ts";
import { createRequestSlice } from "./slices/request.ts";
import { createSessionSlice } from "./slices/session.ts";
import type { ScopeState } from "./types.ts";

/** The one store of the page. It holds pointers, texts and settings; the session in it holds the data. */
export type ScopeStore = StoreApi<ScopeState>;

/** Builds the store from what is injected and what the browser remembers. */
export function createScopeStore(deps: StoreDeps): ScopeStore {
  const settings = loadSettings(deps.storage, deps.newId);
  const store = createStore<ScopeState>()((...all) => ({
    ...createRequestSlice(deps, settings)(...all),
    ...createSessionSlice(deps)(...all),
    ...createCursorSlice(...all),
    ...createLayoutSlice(settings)(...all),
  }));
  store.subscribe((now, before) => {
    const { theme, endpoint, panelSizes, headers } = now;
    const same =
      theme === before.theme &&
      endpoint === before.endpoint &&
      panelSizes === before.panelSizes &&
      headers === before.headers;
    if (!same) saveSettings(deps.storage, { theme, endpoint, panelSizes, headers });
  });
  return store;
}
