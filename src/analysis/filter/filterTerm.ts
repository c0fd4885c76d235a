import type { EventFamily } from "#src/protocol/events.ts";
import { eventSpec, EVENT_TYPES } from "#src/protocol/eventTable.ts";
import type { Span } from "./scanFilter.ts";

/** What `has:` asks for. `bookmark` includes events with a note. */
export const HAS_VALUES = ["problem", "error", "warning", "note", "bookmark", "injected"] as const;
export type HasValue = (typeof HAS_VALUES)[number];

/** The families of the event table, in its order. */
export const FAMILIES: readonly EventFamily[] = [...new Set(EVENT_TYPES.map((type) => eventSpec(type).family))];

/** A whole id, or with `isPrefix` how it begins. */
export interface IdPattern {
  readonly text: string;
  readonly isPrefix: boolean;
}

export type Comparison = ">" | ">=" | "<" | "<=" | "=";

/** Event numbers, both ends included. */
export interface NumberRange {
  readonly from: number;
  /** `Infinity` for all that come after `from`. */
  readonly to: number;
}

/**
 * What one term asks of an event. Of several values any may hold.
 * - `word`: found anywhere in the frame as it came: type, ids, payload.
 * - `type`: a part of the type as sent. `text`: found in what the event says: delta, content, arguments, error message.
 * - `path`: JSON Pointers; the event changes the state or an activity at or below one, or names such a place in its patch.
 * - `id`: an id that the event carries. `run`: a run's id or ordinal. `subagent`: the subagent that the event comes from.
 * - `gap`: milliseconds since the frame before it, or since the request. `n`: the event's number.
 */
export type FilterCondition =
  | { readonly key: "word" | "type" | "text" | "path"; readonly values: readonly string[] }
  | { readonly key: "id" | "run" | "subagent"; readonly values: readonly IdPattern[] }
  | { readonly key: "family"; readonly values: readonly EventFamily[] }
  | { readonly key: "has"; readonly values: readonly HasValue[] }
  | { readonly key: "gap"; readonly comparison: Comparison; readonly ms: number }
  | { readonly key: "n"; readonly values: readonly NumberRange[] };

/** One term of a filter: an event must meet all of them. */
export type FilterTerm = Span & { readonly negated: boolean } & FilterCondition;

/** A term as text that `parseFilter` reads as the same term. */
export function printTerm(term: FilterTerm): string {
  return (term.negated ? "-" : "") + printCondition(term);
}

function printCondition(condition: FilterCondition): string {
  switch (condition.key) {
    case "word":
      return condition.values.map((word) => (LOOKS_LIKE_TERM.test(word) ? quoted(word) : printValue(word))).join(" ");
    case "type":
    case "text":
    case "path":
    case "family":
    case "has":
      return `${condition.key}:${condition.values.map(printValue).join(",")}`;
    case "id":
    case "run":
    case "subagent":
      return `${condition.key}:${condition.values.map(printPattern).join(",")}`;
    case "gap":
      return `gap${condition.comparison}${condition.ms}ms`;
    default:
      return `n:${condition.values.map(printRange).join(",")}`;
  }
}

/** A word that would be read as something else. */
const LOOKS_LIKE_TERM = /^-|^[A-Za-z_][\w-]*:|^gap[<>=]/i;

/** A value as it is written behind a key, in quotes where it needs them. */
export const printValue = (value: string): string => (value === "" || /[\s",\\]/.test(value) ? quoted(value) : value);

const quoted = (value: string): string => `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;

/** An id as it is written behind a key. In quotes an asterisk is one. */
export function printPattern({ text, isPrefix }: IdPattern): string {
  if (isPrefix) return `${text === "" ? "" : printValue(text)}*`;
  return text.endsWith("*") ? quoted(text) : printValue(text);
}

function printRange({ from, to }: NumberRange): string {
  if (from === to) return String(from);
  return `${from}..${to === Infinity ? "" : to}`;
}
