import { partNotLoaded } from "#src/store/partNotLoaded.ts";
import type { ScopeStore } from "#src/store/store.ts";

/** What knows which event is about what comes apart from the first page. */
const code = () => import("./sameEntity.ts");

/** Goes to the next or previous event of the entity that the event at the cursor is about. */
export function jumpInEntity(store: ScopeStore, direction: 1 | -1): void {
  code().then(
    ({ goToSameEntity }) => goToSameEntity(store, direction),
    (error: unknown) => store.getState().say(partNotLoaded(error)),
  );
}

/** Sets the filter to the entity that the event at the cursor is about. */
export function showEntityOnly(store: ScopeStore): void {
  code().then(
    ({ filterSameEntity }) => filterSameEntity(store),
    (error: unknown) => store.getState().say(partNotLoaded(error)),
  );
}

/** Fetches it ahead of its first use. */
export async function preloadEntityCommands(): Promise<void> {
  await code().catch(() => undefined);
}
