import { type FilterCondition, type FilterTerm, printTerm } from "#src/analysis/filter/filterTerm.ts";
import { eventSpec, EVENT_TYPES } from "#src/protocol/eventTable.ts";
import type { EventTypeName } from "#src/protocol/events.ts";

type Numbers = { from: number; to: number };

/**
 * Why no event to come can meet all terms of a filter, in one sentence; undefined where one may. It finds the contradictions that people
 * write, not all that there can be.
 */
export function whyNoEventMatches(terms: readonly FilterTerm[], nextSeq: number): string | undefined {
  return whyOpposed(terms) ?? whyMarks(terms) ?? whyTypes(terms) ?? whyNumbers(terms, nextSeq) ?? whyGaps(terms);
}

/** The same term with and without a minus. */
function whyOpposed(terms: readonly FilterTerm[]): string | undefined {
  const wanted = new Set(terms.filter(({ negated }) => !negated).map(printTerm));
  for (const term of terms) {
    if (!term.negated) continue;
    const text = printTerm({ ...term, negated: false });
    if (wanted.has(text)) return `${text} and -${text} contradict each other.`;
  }
  return undefined;
}

function whyMarks(terms: readonly FilterTerm[]): string | undefined {
  for (const term of terms) {
    if (term.key === "has" && !term.negated && term.values.every((value) => value === "bookmark" || value === "note"))
      return `${printTerm(term)} never holds while events arrive: bookmarks and notes are made afterwards.`;
  }
  return undefined;
}

/** Terms that together leave no type over. */
function whyTypes(terms: readonly FilterTerm[]): string | undefined {
  const telling = terms.filter((term) => TYPES_OF[term.key] !== undefined && (!term.negated || isWholly(term)));
  // A type that AG-UI does not know may be asked for by its name or family: such frames are read too.
  if (telling.length < 2 || telling.every(({ negated }) => negated)) return undefined;
  if (EVENT_TYPES.some((type) => telling.every((term) => allows(term, type)))) return undefined;
  return `No event type meets ${telling.map(printTerm).join(" and ")} at once.`;
}

/** What a term says about types alone, so that its negation does too. */
const isWholly = ({ key }: FilterTerm): boolean => key === "type" || key === "family";

function allows(term: FilterTerm, type: EventTypeName): boolean {
  return (TYPES_OF[term.key]?.(term, type) ?? true) !== term.negated;
}

/** Whether an event of a type can meet a term, for the terms that depend on it. */
const TYPES_OF: Partial<Record<FilterCondition["key"], (term: FilterCondition, type: EventTypeName) => boolean>> = {
  type: (term, type) => term.key === "type" && term.values.some((value) => type.includes(value.toUpperCase())),
  family: (term, type) => term.key === "family" && term.values.includes(eventSpec(type).family),
  path: (_, type) => /^(?:STATE|ACTIVITY)_/.test(type),
};

function whyNumbers(terms: readonly FilterTerm[], nextSeq: number): string | undefined {
  let left: readonly Numbers[] = [{ from: 1, to: Infinity }];
  const asking: string[] = [];
  for (const term of terms) {
    if (term.key !== "n" || term.negated) continue;
    asking.push(printTerm(term));
    left = left.flatMap((range) => term.values.flatMap((value) => overlap(range, value)));
  }
  if (asking.length === 0) return undefined;
  if (left.length === 0) return `No event has a number that meets ${asking.join(" and ")}.`;
  const last = Math.max(...left.map(({ to }) => to));
  if (last >= nextSeq) return undefined;
  return `Event ${last} has passed: the next one of this recording is ${nextSeq}.`;
}

function overlap(a: Numbers, b: Numbers): Numbers[] {
  const range = { from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) };
  return range.from <= range.to ? [range] : [];
}

/** Gaps that are to be longer than one time and shorter than a smaller one. */
function whyGaps(terms: readonly FilterTerm[]): string | undefined {
  let least = 0;
  let most = Infinity;
  let excludesLeast = false;
  let excludesMost = false;
  const asking: string[] = [];
  for (const term of terms) {
    if (term.key !== "gap" || term.negated) continue;
    asking.push(printTerm(term));
    const { comparison, ms } = term;
    if (comparison !== "<" && comparison !== "<=" && ms >= least) {
      excludesLeast = comparison === ">" || (excludesLeast && ms === least);
      least = ms;
    }
    if (comparison !== ">" && comparison !== ">=" && ms <= most) {
      excludesMost = comparison === "<" || (excludesMost && ms === most);
      most = ms;
    }
  }
  if (asking.length === 0 || least < most || (least === most && !excludesLeast && !excludesMost)) return undefined;
  return `No gap meets ${asking.join(" and ")}.`;
}
