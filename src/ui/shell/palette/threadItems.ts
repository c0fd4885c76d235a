import { selectCursorSeq } from "#src/store/selectors.ts";
import type { ScopeState } from "#src/store/types.ts";
import { showScreen } from "#src/ui/shell/screens.ts";
import type { PaletteItem } from "./paletteItem.ts";
import { NO_EVENTS } from "./whyUnavailable.ts";

/** Where the next request begins. */
export function threadItems(state: ScopeState): readonly PaletteItem[] {
  const { fork, forkFrom, cancelFork, length } = state;
  const seq = selectCursorSeq(state);
  const item = (id: string, title: string, words: string, run: () => void, unavailable?: string): PaletteItem => ({
    id: `thread ${id}`,
    section: "Recording",
    title,
    words,
    unavailable,
    run: () => {
      showScreen("scope");
      run();
    },
  });
  const noEvent = length === 0 ? NO_EVENTS : seq === 0 ? "no event is at the cursor" : undefined;
  return [
    item(
      "fork",
      "Fork from this event",
      "branch continue time travel parentRunId",
      () => void forkFrom({ kind: "event", seq }),
      noEvent,
    ),
    item("cancel", "Cancel the fork", "back to the end", cancelFork, fork ? undefined : "there is no fork"),
  ];
}
