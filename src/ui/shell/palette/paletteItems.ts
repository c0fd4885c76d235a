import { FAMILIES, HAS_VALUES } from "#src/analysis/filter/filterTerm.ts";
import { EVENT_TYPES } from "#src/protocol/eventTable.ts";
import type { InputTab, MeaningTab, ScopeState, StateTab, Theme } from "#src/store/types.ts";
import { agentGroups } from "#src/ui/shell/agentOptions.ts";
import { COMMANDS, type CommandContext } from "#src/ui/shell/commands.ts";
import { downloadRecording } from "#src/ui/shell/downloadRecording.ts";
import { keepFocusAt } from "#src/ui/shell/focusField.ts";
import { INPUT_PANELS, MEANING_PANELS, STATE_PANELS } from "#src/ui/shell/panels.ts";
import { SCREENS, showScreen } from "#src/ui/shell/screens.ts";
import { breakpointItems } from "./breakpointItems.ts";
import { compareItems } from "./compareItems.ts";
import type { PaletteItem } from "./paletteItem.ts";
import { threadItems } from "./threadItems.ts";
import { whatIfItems } from "./whatIfItems.ts";
import { whyUnavailable } from "./whyUnavailable.ts";

/** What the palette needs beside the commands' own needs. */
export interface PaletteContext extends CommandContext {
  /** Asks the user for a file. */
  readonly chooseFile: () => void;
}

/** Everything that can be done now or could be done at another time. */
export function paletteItems(context: PaletteContext): readonly PaletteItem[] {
  const state = context.store.getState();
  return [
    ...commandItems(context, state),
    ...viewItems(state),
    ...filterItems(state),
    ...bookmarkItems(state),
    ...breakpointItems(state),
    ...whatIfItems(state),
    ...threadItems(state),
    ...recordingItems(context, state),
    ...agentItems(state),
    ...compareItems(state),
    ...lookItems(state),
  ];
}

function commandItems(context: PaletteContext, state: ScopeState): readonly PaletteItem[] {
  return COMMANDS.filter(({ id }) => id !== "palette").map(({ id, title, shown, everywhere, run }) => ({
    id: `command ${id}`,
    section: "Commands",
    title: id === "stop" ? "Stop the run" : title,
    shown,
    unavailable: whyUnavailable(id, state),
    run: () => {
      if (everywhere !== true) showScreen("scope");
      run(context);
    },
  }));
}

/** What else a view is looked for by. */
const VIEW_WORDS: Readonly<Record<string, string>> = {
  input: "request message state context forwarded props headers",
  tools: "mock new tool define frontend",
  threads: "conversations recordings runs",
};

function viewItems({ showInput, showMeaning, showState, showLoop }: ScopeState): readonly PaletteItem[] {
  const view = (id: string, title: string, show: () => void): PaletteItem => ({
    id: `view ${id}`,
    section: "Views",
    title: `Open ${title}`,
    words: `view tab panel show ${VIEW_WORDS[id] ?? ""}`,
    run: () => {
      showScreen("scope");
      show();
      keepFocusAt(id);
    },
  });
  return [
    ...INPUT_PANELS.map(({ id, title }) => view(id, title, () => showInput(id as InputTab))),
    ...MEANING_PANELS.map(({ id, title }) => view(id, title, () => showMeaning(id as MeaningTab))),
    // What is there only at times has a line of its own.
    ...STATE_PANELS.filter(({ useIsThere }) => useIsThere === undefined).map(({ id, title }) =>
      view(id, title, () => showState(id as StateTab)),
    ),
    {
      ...view("loop", "Loop", () => showLoop("settings")),
      words: "review rounds automatic rules dialects log settings",
    },
    ...SCREENS.map(({ id, title }): PaletteItem => ({
      id: `screen ${id}`,
      section: "Views",
      title: `Go to the screen ${title}`,
      run: () => showScreen(id),
    })),
  ];
}

function filterItems({ filterText, stallMs, setFilterText }: ScopeState): readonly PaletteItem[] {
  const filter = (term: string, detail?: string): PaletteItem => ({
    id: `filter ${term}`,
    section: "Filter",
    title: `Filter: ${term}`,
    ...(detail !== undefined && { detail }),
    run: () => {
      showScreen("scope");
      setFilterText(term);
    },
  });
  return [
    {
      id: "filter nothing",
      section: "Filter",
      title: "Show all events",
      words: "clear remove reset filter",
      unavailable: filterText.trim() === "" ? "there is no filter" : undefined,
      run: () => setFilterText(""),
    },
    ...FAMILIES.map((family) => filter(`family:${family}`)),
    ...HAS_VALUES.map((value) => filter(`has:${value}`)),
    filter(`gap>${stallMs}ms`, "stalls"),
    ...EVENT_TYPES.map((type): PaletteItem => ({ ...filter(`type:${type}`), onlyTyped: true })),
  ];
}

function bookmarkItems({ session, goTo }: ScopeState): readonly PaletteItem[] {
  return session.reading.annotations.list.map(({ seq, note }) => ({
    id: `bookmark ${seq}`,
    section: "Bookmarks",
    title: `Go to the bookmark at event ${seq}`,
    ...(note !== "" && { detail: note, words: note }),
    run: () => {
      showScreen("scope");
      goTo(seq);
    },
  }));
}

function recordingItems({ store, chooseFile }: PaletteContext, state: ScopeState): readonly PaletteItem[] {
  const isEmpty = state.length === 0 && state.session.reading.log.exchanges.length === 0;
  return [
    {
      id: "open",
      section: "Recording",
      title: "Open a recording",
      words: "file import load sse ndjson json capture",
      run: chooseFile,
    },
    {
      id: "save",
      section: "Recording",
      title: "Save the recording",
      words: "file export download .agui.jsonl",
      unavailable: isEmpty ? "there is nothing to save yet" : undefined,
      run: () => void downloadRecording(store),
    },
    {
      id: "clear",
      section: "Recording",
      title: "Clear: a new thread with an empty recording",
      words: "reset delete close",
      unavailable: isEmpty ? "it is empty" : undefined,
      run: state.newThread,
    },
  ];
}

function agentItems(state: ScopeState): readonly PaletteItem[] {
  return agentGroups(state).flatMap(({ label, options }) =>
    options.map(({ key, title, description, isCurrent, pick }): PaletteItem => ({
      id: `agent ${key}`,
      section: "Agents",
      title: pick.type === "look" ? title : `Choose the agent ${title}`,
      detail: label,
      words: description,
      unavailable: isCurrent ? "it is chosen" : undefined,
      run: () => {
        if (pick.type === "agent") state.pickAgent(pick.agent);
        else if (pick.type === "choice") state.pickChoice(pick.choice);
        else void state.discover();
      },
    })),
  );
}

const THEMES: Readonly<Record<Theme, string>> = { system: "as the system", dark: "dark", light: "light" };

function lookItems({ theme, setTheme }: ScopeState): readonly PaletteItem[] {
  return (Object.keys(THEMES) as Theme[]).map((id) => ({
    id: `theme ${id}`,
    section: "Look",
    title: `Theme: ${THEMES[id]}`,
    words: "colour colors mode appearance",
    unavailable: theme === id ? "it is in use" : undefined,
    run: () => setTheme(id),
  }));
}
