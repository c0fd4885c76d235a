import { selectIsOwnRun } from "#src/store/selectors.ts";
import type { ScopeStore } from "#src/store/store.ts";
import { showScreen } from "./screens.ts";

/** Whatever brings another recording on screen, or starts a run, is meant to be seen: the Scope screen comes with it. Returns what ends that. */
export function followRecording(store: ScopeStore): () => void {
  return store.subscribe((now, before) => {
    const isOther = now.session.id !== before.session.id;
    const hasBegun = selectIsOwnRun(now) && !selectIsOwnRun(before);
    if (isOther || hasBegun) showScreen("scope");
  });
}
