import { isChangeable } from "#src/analysis/whatIf/changes.ts";
import { selectCursorSeq } from "#src/store/selectors.ts";
import type { ScopeState } from "#src/store/types.ts";
import { showScreen } from "#src/ui/shell/screens.ts";
import type { PaletteItem } from "./paletteItem.ts";
import { NO_EVENTS } from "./whyUnavailable.ts";

/** What would be if the event at the cursor had not come or had said something else, and when something became true. */
export function whatIfItems(state: ScopeState): readonly PaletteItem[] {
  const { session, changesOf, changeEvent, editEvent, showTruth, openBisect, showState } = state;
  const seq = selectCursorSeq(state);
  const changes = changesOf[session.id];
  const change = changes?.get(seq);
  const item = (
    id: string,
    title: string,
    run: () => void,
    unavailable: string | undefined,
    words = "",
  ): PaletteItem => ({
    id: `what-if ${id}`,
    section: "What if",
    title,
    words: `what if ${words}`,
    unavailable,
    run: () => {
      showScreen("scope");
      run();
    },
  });
  const noEvent =
    state.length === 0
      ? NO_EVENTS
      : seq === 0
        ? "no event is at the cursor"
        : isChangeable(session.reading, seq)
          ? undefined
          : `frame ${seq} is no event`;
  const noChanges = changes === undefined ? "no event is changed in thought" : undefined;
  return [
    change === undefined
      ? item("off", "What if the event had not come", () => changeEvent(seq, { kind: "off" }), noEvent, "switch off")
      : item("back", "Take back what was changed about the event", () => changeEvent(seq, undefined), undefined),
    item("edit", "What if the event had said something else", () => editEvent(seq), noEvent, "edit json"),
    item("open", "Open What if", () => showState("whatIf"), noChanges, "view tab"),
    item("truth", "Show what was received", showTruth, noChanges, "reset undo"),
    item(
      "bisect",
      "Bisect: the first event after which something is true",
      () => openBisect(),
      state.length === 0 ? NO_EVENTS : undefined,
      "search find when became",
    ),
  ];
}
