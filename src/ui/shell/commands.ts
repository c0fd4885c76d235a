import { selectCanStop, selectCursorSeq } from "#src/store/selectors.ts";
import type { ScopeStore } from "#src/store/store.ts";
import { stepShown } from "#src/ui/panels/timeline/shownRows.ts";
import { findProblem, findRun, findStateChange } from "./jumps.ts";
import { MOD_KEY } from "./modKey.ts";
import { jumpInEntity, showEntityOnly } from "./entityCommands.ts";
import type { ScreenId } from "./screens.ts";

/** What a command may act on. */
export interface CommandContext {
  readonly store: ScopeStore;
  /** Opens or closes the help sheet. */
  readonly toggleHelp: () => void;
  /** Opens or closes the list of all commands. */
  readonly togglePalette: () => void;
  /** Puts the focus into a field of the Scope screen, and opens the tab that holds it where it is not on screen. */
  readonly focusField: (selector: string, tab: string) => void;
  /** What is shown: most commands act on the recording and rest where it is out of sight. */
  readonly screen: ScreenId;
}

/** The subjects that the help sheet is sorted by. */
export const COMMAND_GROUPS = ["Run", "Time", "Find and mark", "Jumps", "Everywhere"] as const;

/** One thing the keyboard can do. */
export interface Command {
  readonly id: string;
  readonly title: string;
  readonly group: (typeof COMMAND_GROUPS)[number];
  /** `KeyboardEvent.key`, and whether Ctrl or ⌘ is held with it. */
  readonly key: string;
  readonly mod?: true;
  /** How the key is written. */
  readonly shown: string;
  /** Works on every screen; the others work on the Scope screen alone. */
  readonly everywhere?: true;
  /** Works while a modal dialog is open, too; the others would change what it covers. */
  readonly inDialogs?: true;
  /** Does it again while the key is held. */
  readonly repeats?: true;
  /** False where it has nothing to do, so that the key keeps its usual meaning. */
  readonly run: (context: CommandContext) => boolean | void;
}

/** A key can be quicker than the list of agents, which brings the first address. */
async function runWhenThereIsAnAddress(store: ScopeStore): Promise<void> {
  if (store.getState().endpoint === "") await store.getState().loadAgents();
  void store.getState().run();
}

/** All shortcuts. The help sheet is made from this list. */
export const COMMANDS: readonly Command[] = [
  {
    id: "run",
    title: "Run",
    group: "Run",
    key: "Enter",
    mod: true,
    shown: `${MOD_KEY} ↵`,
    everywhere: true,
    run: ({ store }) => void runWhenThereIsAnAddress(store),
  },
  {
    id: "stop",
    title: "Stop the run, or close what is open",
    group: "Run",
    key: "Escape",
    shown: "Esc",
    everywhere: true,
    run: stop,
  },
  { id: "waiting", title: "Answer what waits for you", group: "Run", ...key("w"), run: answerWaiting },
  { id: "play", title: "Play or pause", group: "Time", key: " ", shown: "Space", run: playOrPause },
  { id: "next", title: "Next event", group: "Time", ...key("j"), repeats: true, run: step(1) },
  { id: "previous", title: "Previous event", group: "Time", ...key("k"), repeats: true, run: step(-1) },
  {
    id: "first",
    title: "First event",
    group: "Time",
    ...key("Home"),
    run: ({ store }) => store.getState().goTo(1),
  },
  {
    id: "last",
    title: "Last event",
    group: "Time",
    ...key("End"),
    run: ({ store }) => store.getState().goTo(store.getState().length),
  },
  { id: "live", title: "Back to live", group: "Time", ...key("l"), run: ({ store }) => store.getState().goLive() },
  {
    id: "next-same",
    title: "Next event of the same message, call or state",
    group: "Jumps",
    ...key("J"),
    repeats: true,
    run: ({ store }) => jumpInEntity(store, 1),
  },
  {
    id: "previous-same",
    title: "Previous event of the same message, call or state",
    group: "Jumps",
    ...key("K"),
    repeats: true,
    run: ({ store }) => jumpInEntity(store, -1),
  },
  { id: "next-state", title: "Next state change", group: "Jumps", ...key("]"), ...jump(findStateChange, 1) },
  { id: "previous-state", title: "Previous state change", group: "Jumps", ...key("["), ...jump(findStateChange, -1) },
  { id: "next-problem", title: "Next problem", group: "Jumps", ...key("}"), ...jump(findProblem, 1) },
  { id: "previous-problem", title: "Previous problem", group: "Jumps", ...key("{"), ...jump(findProblem, -1) },
  { id: "next-run", title: "Next run", group: "Jumps", ...key(")"), ...jump(findRun, 1) },
  { id: "previous-run", title: "Previous run", group: "Jumps", ...key("("), ...jump(findRun, -1) },
  {
    id: "go-to",
    title: "Go to an event by its number",
    group: "Jumps",
    ...key("g"),
    run: ({ focusField }) => focusField("[data-go-to-event]", "timeline"),
  },
  {
    id: "filter",
    title: "Filter events",
    group: "Find and mark",
    ...key("/"),
    run: ({ focusField }) => focusField("[data-filter]", "timeline"),
  },
  {
    id: "only-same",
    title: "Show only events of the same message, call or state",
    group: "Find and mark",
    ...key("i"),
    run: ({ store }) => showEntityOnly(store),
  },
  {
    id: "fold",
    title: "Fold deltas, or show each",
    group: "Find and mark",
    ...key("f"),
    run: ({ store }) => store.getState().setFolded(!store.getState().folded),
  },
  { id: "bookmark", title: "Bookmark the event, or not", group: "Find and mark", ...key("b"), run: bookmark },
  { id: "note", title: "Write a note on the event", group: "Find and mark", ...key("n"), run: writeNote },
  {
    id: "palette",
    title: "All commands",
    group: "Everywhere",
    key: "k",
    mod: true,
    shown: `${MOD_KEY} K`,
    everywhere: true,
    inDialogs: true,
    run: ({ togglePalette }) => togglePalette(),
  },
  {
    id: "help",
    title: "All shortcuts, and what can stand in the filter",
    group: "Everywhere",
    ...key("?"),
    everywhere: true,
    inDialogs: true,
    run: ({ toggleHelp }) => toggleHelp(),
  },
];

/** What of a `KeyboardEvent` decides. */
export type KeyPress = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/** The command of a key press, or undefined. In a text field only those with Ctrl or ⌘ count. */
export function commandFor(press: KeyPress, inTextField: boolean): Command | undefined {
  // Many keyboards have brackets and slashes on a third level: there Alt (and on Windows Ctrl with it) only writes the character.
  const writes = press.altKey && /^[^\p{L}\p{N}\s]$/u.test(press.key);
  if (press.altKey && !writes) return undefined;
  const mod = !writes && (press.ctrlKey || press.metaKey);
  if (inTextField && !mod) return undefined;
  // Caps Lock makes no difference, where Shift would mean another shortcut of the browser.
  const name = mod && !press.shiftKey && press.key.length === 1 ? press.key.toLowerCase() : press.key;
  return COMMANDS.find((command) => command.key === name && (command.mod ?? false) === mod);
}

function key(name: string): Pick<Command, "key" | "shown"> {
  return { key: name, shown: name };
}

function stop({ store }: CommandContext): boolean {
  if (!selectCanStop(store.getState())) return false;
  store.getState().giveUp();
  return true;
}

function answerWaiting({ store, focusField }: CommandContext): boolean {
  if (!store.getState().turn) return false;
  focusField("[data-waiting]", "");
  return true;
}

function playOrPause({ store }: CommandContext): void {
  const { playing, play, pause } = store.getState();
  if (playing) pause();
  else play();
}

function step(by: 1 | -1): Command["run"] {
  return ({ store }) => {
    const state = store.getState();
    state.goTo(stepShown(state.session.reading, selectCursorSeq(state), by));
  };
}

function jump(find: typeof findStateChange, direction: 1 | -1): Pick<Command, "run" | "repeats"> {
  return {
    repeats: true,
    run: ({ store }) => {
      const state = store.getState();
      const seq = find(state.session.reading, selectCursorSeq(state), direction);
      if (seq !== undefined) state.goTo(seq);
    },
  };
}

function bookmark({ store }: CommandContext): boolean {
  const state = store.getState();
  const seq = selectCursorSeq(state);
  if (seq === 0) return false;
  state.toggleBookmark(seq);
  return true;
}

/** A note belongs to a bookmark, which it brings along. */
function writeNote(context: CommandContext): boolean {
  const state = context.store.getState();
  const seq = selectCursorSeq(state);
  if (seq === 0) return false;
  if (!state.session.reading.annotations.at(seq)) state.toggleBookmark(seq);
  context.focusField("[data-event-note] textarea", "event");
  return true;
}
