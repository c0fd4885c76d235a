import type { FilterTerm } from "#src/analysis/filter/filterTerm.ts";
import { parseFilter } from "#src/analysis/filter/parseFilter.ts";
import { nearestWord } from "#src/lib/nearestWord.ts";
import { parsePointer } from "#src/lib/jsonPointer.ts";
import { RETIRED_TYPES } from "#src/protocol/compat.ts";
import { EVENT_TYPES } from "#src/protocol/eventTable.ts";
import type { BreakCondition } from "./types.ts";
import { whyNoEventMatches } from "./whyNoEventMatches.ts";

/** Names that an event may have been sent under. */
const KNOWN_TYPES: readonly string[] = [...EVENT_TYPES, ...RETIRED_TYPES.keys()];

/**
 * Why a breakpoint can never be hit, in one sentence; undefined where it may be. `nextSeq` is the number that the next event of the recording
 * will have.
 */
export function whyNever(condition: BreakCondition, nextSeq: number): string | undefined {
  switch (condition.kind) {
    case "type":
      return whyNoType(condition.types);
    case "filter":
      return whyNoFilter(condition.text, nextSeq);
    case "path":
      return whyNoPointer(condition.pointer);
    default:
      return undefined;
  }
}

function whyNoType(types: readonly string[]): string | undefined {
  if (types.length === 0) return "It names no event type yet.";
  if (types.some((type) => KNOWN_TYPES.includes(type))) return undefined;
  const [first = ""] = types;
  const meant = nearestWord(first, KNOWN_TYPES);
  return `AG-UI has no event type ${first}${meant === undefined ? "." : `; did you mean ${meant}?`}`;
}

function whyNoPointer(pointer: string): string | undefined {
  if (parsePointer(pointer) !== undefined) return undefined;
  if (!pointer.startsWith("/")) return `A JSON Pointer begins with a slash: write /${pointer.replaceAll(".", "/")}.`;
  return "In a JSON Pointer ~ is written ~0, and a / inside a key ~1.";
}

function whyNoFilter(text: string, nextSeq: number): string | undefined {
  const { terms, mistakes } = parseFilter(text);
  const [mistake] = mistakes;
  if (mistake) return `The filter has a mistake: ${mistake.message}`;
  if (terms.length === 0) return "It has no filter yet.";
  return whyUnknown(terms) ?? whyNoEventMatches(terms, nextSeq);
}

/** A type that is asked for and that no event of AG-UI has is mostly misspelt. */
function whyUnknown(terms: readonly FilterTerm[]): string | undefined {
  for (const term of terms) {
    if (term.key !== "type" || term.negated) continue;
    if (term.values.some((value) => KNOWN_TYPES.some((type) => type.includes(value.toUpperCase())))) continue;
    const [first = ""] = term.values;
    const meant = nearestWord(first, KNOWN_TYPES);
    return `No event type of AG-UI has ${first} in its name${meant === undefined ? "." : `; did you mean ${meant}?`}`;
  }
  return undefined;
}
