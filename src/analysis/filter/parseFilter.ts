import { parsePointer } from "#src/lib/jsonPointer.ts";
import { FAMILIES, HAS_VALUES, type FilterCondition, type FilterTerm, type IdPattern } from "./filterTerm.ts";
import { parseGap, parseRange } from "./parseNumbers.ts";
import { scanFilter, type ScannedTerm, type ScannedValue, type Span } from "./scanFilter.ts";

/** What is wrong with the text of a filter, and where: a place of at least one character inside the text. */
export interface FilterMistake extends Span {
  /** One sentence: what is wrong and what to write instead. */
  readonly message: string;
}

/** The terms of a filter that can be understood, and what stands in the way of the others. */
export interface ParsedFilter {
  readonly terms: readonly FilterTerm[];
  readonly mistakes: readonly FilterMistake[];
}

/** The keys of the language, in the order in which completion offers them. */
export const FILTER_KEYS = ["type", "family", "text", "path", "id", "run", "subagent", "has", "gap", "n"] as const;
type FilterKey = (typeof FILTER_KEYS)[number];

/** Reads the text of a filter. Never throws; a term with a mistake is left out, and all others count. */
export function parseFilter(text: string): ParsedFilter {
  const mistakes: FilterMistake[] = [];
  const terms: FilterTerm[] = [];
  for (const scanned of scanFilter(text)) {
    const mistake = quotesMistake(scanned) ?? emptyMistake(scanned);
    const condition = mistake ?? conditionOf(scanned);
    if ("message" in condition) mistakes.push(condition);
    else terms.push({ from: scanned.from, to: scanned.to, negated: scanned.negated, ...condition });
  }
  return { terms, mistakes };
}

const mistakeAt = ({ from, to }: Span, message: string): FilterMistake => ({ from, to, message });

const isKey = (key: string): key is FilterKey => (FILTER_KEYS as readonly string[]).includes(key);

function quotesMistake({ key, values }: ScannedTerm): FilterMistake | undefined {
  for (const value of values) {
    if (value.quotes === "open") return mistakeAt(value, 'The closing " is missing.');
    if (value.rest !== undefined && !isStar(key?.text, value))
      return mistakeAt(value.rest, "What follows the closing quote belongs to nothing: put a space before it.");
  }
  return undefined;
}

/** An asterisk after a quoted id is its own: the id begins like that. */
const isStar = (key: string | undefined, { rest }: ScannedValue): boolean =>
  rest !== undefined && rest.to === rest.from + 1 && /^(?:id|run|subagent)$/i.test(key ?? "");

function emptyMistake({ from, to, key, negated, values }: ScannedTerm): FilterMistake | undefined {
  const empty = values.find(({ text, rest }) => text === "" && rest === undefined);
  if (empty === undefined) return undefined;
  if (key === undefined && empty.quotes === "none" && negated)
    return mistakeAt({ from, to }, "A minus leaves out what follows it without a space.");
  if (key === undefined || empty.quotes === "closed")
    return mistakeAt(empty, "There is nothing between the quotes to look for.");
  if (!isKey(key.text.toLowerCase())) return undefined;
  if (values.length > 1)
    return mistakeAt({ from: empty.from - 1, to: empty.from }, "A value is missing at this comma.");
  return mistakeAt(
    { from: key.from, to },
    `${key.text}: needs a value, ${EXAMPLES[key.text.toLowerCase() as FilterKey]}.`,
  );
}

const EXAMPLES: Readonly<Record<FilterKey, string>> = {
  type: "a part of a type's name, for example type:TOOL_CALL_START",
  family: "for example family:text",
  text: 'for example text:hotel or text:"two words"',
  path: "a JSON Pointer, for example path:/trip/hotel",
  id: "for example id:msg_1, or id:msg* for all that begin like that",
  run: "a run's id, or its number, for example run:2",
  subagent: "a subagent's id",
  has: `one of ${HAS_VALUES.join(", ")}`,
  gap: "a comparison, for example gap>500ms",
  n: "event numbers, for example n:100..200",
};

function conditionOf(scanned: ScannedTerm): FilterCondition | FilterMistake {
  const { key, values } = scanned;
  const texts = values.map(({ text }) => text);
  if (key === undefined) return { key: "word", values: texts };
  const name = key.text.toLowerCase();
  if (!isKey(name)) {
    const known = FILTER_KEYS.map((each) => `${each}:`).join(" ");
    return mistakeAt(
      { from: key.from, to: key.to + 1 },
      `There is no ${key.text}: here. The keys are ${known}; put quotes around it to find it as a word.`,
    );
  }
  switch (name) {
    case "type":
    case "text":
      return { key: name, values: texts };
    case "path":
      return pathCondition(values);
    case "id":
    case "run":
    case "subagent":
      return { key: name, values: values.map(idPattern) };
    case "family":
      return listed(values, name, FAMILIES, (found) => ({ key: name, values: found }));
    case "has":
      return listed(values, name, HAS_VALUES, (found) => ({ key: name, values: found }));
    case "gap":
      return gapCondition(scanned);
    default:
      return numberCondition(values);
  }
}

/** The values that are among those there are, or the first that is not. */
function listed<T extends string>(
  values: readonly ScannedValue[],
  key: string,
  known: readonly T[],
  condition: (found: readonly T[]) => FilterCondition,
): FilterCondition | FilterMistake {
  const found: T[] = [];
  for (const value of values) {
    const one = known.find((each) => each === value.text.toLowerCase());
    if (one === undefined)
      return mistakeAt(value, `${key}: knows no ${JSON.stringify(value.text)}. It takes ${known.join(", ")}.`);
    found.push(one);
  }
  return condition(found);
}

function pathCondition(values: readonly ScannedValue[]): FilterCondition | FilterMistake {
  const pointers: string[] = [];
  for (const value of values) {
    // The slash at the end is one that more is being typed behind.
    const pointer = value.text.endsWith("/") ? value.text.slice(0, -1) : value.text;
    if (!value.text.startsWith("/"))
      return mistakeAt(value, "A JSON Pointer begins with a slash, for example path:/trip/hotel.");
    if (parsePointer(pointer) === undefined)
      return mistakeAt(value, "In a JSON Pointer ~ is written ~0, and a / inside a key ~1.");
    // As printed it must be read as the same.
    pointers.push(pointer === "" ? "/" : pointer);
  }
  return { key: "path", values: pointers };
}

function idPattern({ text, quotes, rest }: ScannedValue): IdPattern {
  if (quotes === "closed") return { text, isPrefix: rest !== undefined };
  return text.endsWith("*") ? { text: text.slice(0, -1), isPrefix: true } : { text, isPrefix: false };
}

function gapCondition({ key, values }: ScannedTerm): FilterCondition | FilterMistake {
  const [first, second] = values as readonly [ScannedValue, ScannedValue?];
  const gap = parseGap(first.text);
  const place = { from: key?.from ?? first.from, to: first.to };
  if (gap === undefined)
    return mistakeAt(place, "A gap is compared with a time in ms, s or min, for example gap>500ms or gap<=1.5s.");
  if (second !== undefined)
    return mistakeAt({ from: second.from - 1, to: second.to }, "gap takes one comparison: write gap>500ms gap<2s.");
  return { key: "gap", ...gap };
}

function numberCondition(values: readonly ScannedValue[]): FilterCondition | FilterMistake {
  const ranges = [];
  for (const value of values) {
    const range = parseRange(value.text);
    if (range === undefined)
      return mistakeAt(value, "Events are numbered from 1: write n:42, n:100..200, n:100.. or n:..200.");
    if (range.from > range.to)
      return mistakeAt(value, `No event lies between ${range.from} and ${range.to}: the smaller number comes first.`);
    ranges.push(range);
  }
  return { key: "n", values: ranges };
}
