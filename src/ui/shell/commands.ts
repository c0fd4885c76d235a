import type { ScopeStore } from "#src/store/store.ts";
import { selectCursorSeq, selectIsOwnRun } from "#src/store/selectors.ts";
import { MOD_KEY } from "./modKey.ts";
import { findProblem, findStateChange } from "./jumps.ts";
import type { ScreenId } from "./screens.ts";

/** What a command may act on. */
export interface CommandContext {
  readonly store: ScopeStore;
  /** Opens or closes the help sheet. */
  readonly toggleHelp: () => void;
  /** Puts the focus into the field for an event number. */
  readonly askForEvent: () => void;
  /** What is shown: most commands act on the recording and rest where it is out of sight. */
  readonly screen: ScreenId;
}

/** One thing the keyboard can do. */
export interface Command {
  readonly id: string;
  readonly title: string;
  /** `KeyboardEvent.key`, and whether Ctrl or ⌘ is held with it. */
  readonly key: string;
  readonly mod?: true;
  /** How the key is written. */
  readonly shown: string;
  /** Works on every screen; the others work on the Scope screen alone. */
  readonly everywhere?: true;
  /** False where it has nothing to do, so that the key keeps its usual meaning. */
  readonly run: (context: CommandContext) => boolean | void;
}

/** All shortcuts. The help sheet is made from this list. */
export const COMMANDS: readonly Command[] = [
  {
    id: "run",
    title: "Run",
    key: "Enter",
    mod: true,
    shown: `${MOD_KEY} ↵`,
    everywhere: true,
    run: ({ store }) => void store.getState().run(),
  },
  {
    id: "stop",
    title: "Stop the run, or close what is open",
    key: "Escape",
    shown: "Esc",
    everywhere: true,
    run: stop,
  },
  { id: "next", title: "Next event", key: "j", shown: "j", run: step(1) },
  { id: "previous", title: "Previous event", key: "k", shown: "k", run: step(-1) },
  { id: "next-state", title: "Next state change", key: "]", shown: "]", run: jump(findStateChange, 1) },
  { id: "previous-state", title: "Previous state change", key: "[", shown: "[", run: jump(findStateChange, -1) },
  { id: "next-problem", title: "Next problem", key: "}", shown: "}", run: jump(findProblem, 1) },
  { id: "previous-problem", title: "Previous problem", key: "{", shown: "{", run: jump(findProblem, -1) },
  { id: "first", title: "First event", key: "Home", shown: "Home", run: ({ store }) => store.getState().goTo(1) },
  {
    id: "last",
    title: "Last event",
    key: "End",
    shown: "End",
    run: ({ store }) => store.getState().goTo(store.getState().length),
  },
  { id: "live", title: "Back to live", key: "l", shown: "l", run: ({ store }) => store.getState().goLive() },
  { id: "go-to", title: "Go to an event by its number", key: "g", shown: "g", run: ({ askForEvent }) => askForEvent() },
  {
    id: "help",
    title: "All shortcuts",
    key: "?",
    shown: "?",
    everywhere: true,
    run: ({ toggleHelp }) => toggleHelp(),
  },
];

/** The command of a key press, or undefined. In a text field only those with Ctrl or ⌘ count. */
export function commandFor(
  press: { readonly key: string; readonly ctrlKey: boolean; readonly metaKey: boolean; readonly altKey: boolean },
  inTextField: boolean,
): Command | undefined {
  const mod = press.ctrlKey || press.metaKey;
  if (press.altKey || (inTextField && !mod)) return undefined;
  return COMMANDS.find((command) => command.key === press.key && (command.mod ?? false) === mod);
}

function stop({ store }: CommandContext): boolean {
  if (!selectIsOwnRun(store.getState())) return false;
  store.getState().stop();
  return true;
}

function step(by: number): Command["run"] {
  return ({ store }) => store.getState().step(by);
}

function jump(find: typeof findStateChange, direction: 1 | -1): Command["run"] {
  return ({ store }) => {
    const state = store.getState();
    const seq = find(state.session.reading, selectCursorSeq(state), direction);
    if (seq !== undefined) state.goTo(seq);
  };
}
