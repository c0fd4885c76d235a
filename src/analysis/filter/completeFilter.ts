import { formatPointer, parsePointer } from "#src/lib/jsonPointer.ts";
import { FAMILIES, HAS_VALUES, printPattern, printValue, type HasValue } from "./filterTerm.ts";
import { FILTER_KEYS } from "./parseFilter.ts";
import { scanFilter, type ScannedTerm, type ScannedValue, type Span } from "./scanFilter.ts";

/** What the recording has to offer as values. Each gives the few that it can give at once. */
export interface FilterSources {
  /** Types that came, as sent. */
  readonly types: () => readonly string[];
  /** Ids that begin so. */
  readonly ids: (beginning: string) => readonly string[];
  /** Ids of the runs, in order; empty where a run has none. */
  readonly runs: () => readonly string[];
  readonly subagents: (beginning: string) => readonly string[];
  /** Keys of the state at a place, in order. */
  readonly keysAt: (tokens: readonly string[]) => readonly string[];
  /** How many events there are. */
  readonly length: number;
}

/** One way to go on. */
export interface Completion {
  /** What takes the place of what was typed. */
  readonly insert: string;
  /** A word of explanation. */
  readonly detail: string;
}

/** The ways to go on at one place of the text, and what they replace. */
export interface Completions extends Span {
  readonly options: readonly Completion[];
}

type Key = (typeof FILTER_KEYS)[number];

/** What each key asks for. */
const KEY_DETAILS: Readonly<Record<Key, string>> = {
  type: "a part of the type's name",
  family: "text, tool, state, run, …",
  text: "what a message, arguments or a result say",
  path: "a place in the state or an activity",
  id: "message, call, run, step, … by its id",
  run: "a run by its number or id",
  subagent: "events of one subagent",
  has: "a problem, a note, a bookmark, …",
  gap: "time since the event before",
  n: "event numbers",
};

const HAS_DETAILS: Readonly<Record<HasValue, string>> = {
  problem: "an error or a warning",
  error: "an error",
  warning: "a warning",
  note: "a note of yours",
  bookmark: "a bookmark or a note of yours",
  injected: "changed by AG-UI Scope on its way",
};

/** More than these nobody reads: a letter more finds the others. */
const MOST = 30;

/** How the text can go on at `caret`. No options where nothing is known to fit, and where what is there is all of it. */
export function completeFilter(text: string, caret: number, sources: FilterSources): Completions {
  const term = scanFilter(text.slice(0, caret)).find(({ to }) => to === caret);
  if (term === undefined) return { from: caret, to: caret, options: keyOptions("") };
  const value = term.values.at(-1) as ScannedValue;
  const to = caret + (/^[^\s,]*/.exec(text.slice(caret))?.[0].length ?? 0);
  const typed = value.text;
  const place = { from: value.from, to };
  const options =
    term.key === undefined ? (value.quotes === "none" ? keyOptions(typed) : []) : valueOptions(term, typed, sources);
  const whole = text.slice(place.from, place.to);
  return { ...place, options: options.filter(({ insert }) => insert !== whole).slice(0, MOST) };
}

const keyOptions = (typed: string): readonly Completion[] =>
  FILTER_KEYS.filter((key) => key.startsWith(typed.toLowerCase())).map((key) => ({
    insert: key === "gap" ? "gap>" : `${key}:`,
    detail: KEY_DETAILS[key],
  }));

function valueOptions({ key }: ScannedTerm, typed: string, sources: FilterSources): readonly Completion[] {
  const lower = typed.toLowerCase();
  const listed = (values: readonly string[], detail: (value: string) => string = () => ""): readonly Completion[] =>
    values.map((value) => ({ insert: value, detail: detail(value) }));
  const name = key?.text.toLowerCase() as Key | undefined;
  switch (name) {
    case "type":
      return listed(
        sources
          .types()
          .filter((type) => type.toLowerCase().includes(lower))
          .map(printValue),
      );
    case "family":
      return listed(FAMILIES.filter((family) => family.startsWith(lower)));
    case "has":
      return listed(
        HAS_VALUES.filter((value) => value.startsWith(lower)),
        (value) => HAS_DETAILS[value as HasValue],
      );
    case "id":
      return listed(sources.ids(typed).map(asId));
    case "subagent":
      return listed(sources.subagents(typed).map(asId));
    case "run":
      return runOptions(typed, sources.runs());
    case "path":
      return pathOptions(typed, sources);
    case "gap":
      return listed(gapOptions(typed));
    case "n":
      return typed === "" && sources.length > 0 ? listed([`1..${sources.length}`], () => "all events") : [];
    default:
      return [];
  }
}

function runOptions(typed: string, runs: readonly string[]): readonly Completion[] {
  return runs.slice(0, 1000).flatMap((id, index): Completion[] => {
    const ordinal = String(index + 1);
    return id.startsWith(typed) || ordinal.startsWith(typed) ? [{ insert: ordinal, detail: id }] : [];
  });
}

function pathOptions(typed: string, { keysAt }: FilterSources): readonly Completion[] {
  const tokens = parsePointer(typed === "" || !typed.startsWith("/") ? `/${typed}` : typed);
  if (tokens === undefined) return [];
  const beginning = tokens.pop() ?? "";
  return keysAt(tokens)
    .filter((key) => key.startsWith(beginning))
    .slice(0, MOST)
    .map((key) => ({ insert: printValue(formatPointer([...tokens, key])), detail: "" }));
}

function gapOptions(typed: string): readonly string[] {
  const comparison = /^:?(?:>=|<=|[<>=])/.exec(typed)?.[0] ?? ">";
  return ["100ms", "500ms", "1s", "5s"]
    .map((time) => `${comparison}${time}`)
    .filter((option) => option.startsWith(typed));
}

const asId = (text: string): string => printPattern({ text, isPrefix: false });
