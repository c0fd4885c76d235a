import type { ScopeStore } from "#src/store/store.ts";
import type { ScopeState } from "#src/store/types.ts";
import { readAddress, writeAddress } from "./address.ts";
import { screenOf } from "./screens.ts";

/** One thing that is kept in the address of the Scope screen. */
interface AddressParameter {
  readonly name: string;
  /** What is written; undefined for nothing. */
  readonly read: (state: ScopeState) => string | undefined;
  readonly apply: (state: ScopeState, value: string) => void;
}

const PARAMETERS: readonly AddressParameter[] = [
  {
    name: "filter",
    read: ({ filterText }) => (filterText.trim() === "" ? undefined : filterText),
    apply: (state, value) => state.setFilterText(value),
  },
  {
    name: "n",
    // Where the cursor is, unless it follows the end.
    read: ({ cursor, length }) => (cursor === "live" || length === 0 ? undefined : String(cursor)),
    apply(state, value) {
      // Of what is on screen: an event that is not there is nowhere to go to.
      if (/^\d+$/.test(value) && Number(value) <= state.length) state.goTo(Number(value));
    },
  },
];

/** Milliseconds without another change before the address is written: browsers refuse to have it written for every letter. */
const SETTLED_MS = 250;

/**
 * Takes over what the page's address says, and keeps the address up to date from now on, without entries in the browser's history.
 * An address that says nothing of it, as that of a link to a screen, changes nothing.
 */
export function followAddress(store: ScopeStore): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const take = (): void => {
    const { parameters } = readAddress(location.hash);
    for (const { name, apply } of PARAMETERS) {
      const value = parameters.get(name);
      if (value !== null) apply(store.getState(), value);
    }
    write();
  };
  const write = (): void => {
    timer = undefined;
    if (screenOf(location.hash) !== "scope") return;
    const { path, parameters } = readAddress(location.hash);
    for (const { name, read } of PARAMETERS) {
      const value = read(store.getState());
      if (value === undefined) parameters.delete(name);
      else parameters.set(name, value);
    }
    const hash = writeAddress({ path, parameters });
    // An empty fragment and none are the same place.
    if (hash !== location.hash && !(hash === "" && location.hash === "#/"))
      history.replaceState(history.state, "", `${location.pathname}${location.search}${hash}`);
  };
  take();
  addEventListener("hashchange", take);
  store.subscribe((now, before) => {
    if (PARAMETERS.every(({ read }) => read(now) === read(before))) return;
    clearTimeout(timer);
    timer = setTimeout(write, SETTLED_MS);
  });
}
