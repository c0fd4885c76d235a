import { partNotLoaded } from "#src/store/partNotLoaded.ts";
import type { ScopeStore } from "#src/store/store.ts";

/** What knows which event is about what comes apart from the first page. */
const code = () => import("./sameEntity.ts");

/** Goes to the next or previous event of the entity that the event at the cursor is about. */
export function jumpInEntity(store: ScopeStore, direction: 1 | -1): void {
  withCode(store, ({ goToSameEntity }) => goToSameEntity(store, direction));
}

/** Sets the filter to the entity that the event at the cursor is about. */
export function showEntityOnly(store: ScopeStore): void {
  withCode(store, ({ filterSameEntity }) => filterSameEntity(store));
}

/** Fetches it ahead of its first use. */
export async function preloadEntityCommands(): Promise<void> {
  await code().catch(() => undefined);
}

function withCode(store: ScopeStore, use: (loaded: Awaited<ReturnType<typeof code>>) => void): void {
  code().then(use, (error: unknown) => store.getState().say(partNotLoaded(error)));
}
