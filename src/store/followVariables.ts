import type { StoreApi } from "zustand/vanilla";
import { lacksAddressCode, loadAddressCode } from "./address.ts";
import type { ScopeState } from "./types.ts";

/** Loads what fills in variables once there are some, so that what depends on them is known before the user presses Run. */
export function followVariables(store: StoreApi<ScopeState>): void {
  const look = (): void => {
    if (!lacksAddressCode(store.getState())) return;
    unfollow();
    // Where it cannot be had, Run tries again, and says so.
    loadAddressCode().then(
      () => store.setState({ canFill: true }),
      () => undefined,
    );
  };
  const unfollow = store.subscribe(look);
  look();
}
