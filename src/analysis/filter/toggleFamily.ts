import type { EventFamily } from "#src/protocol/events.ts";
import { printTerm, type FilterTerm } from "./filterTerm.ts";
import { parseFilter } from "./parseFilter.ts";

type FamilyTerm = Extract<FilterTerm, { readonly key: "family" }>;

/** The term that says which families are wanted; undefined where all are. */
function wantedFamilies(terms: readonly FilterTerm[]): FamilyTerm | undefined {
  return terms.find((term): term is FamilyTerm => term.key === "family" && !term.negated);
}

/** The families that the text of a filter asks for; none where it does not ask. */
export const familiesOf = (text: string): readonly EventFamily[] =>
  wantedFamilies(parseFilter(text).terms)?.values ?? [];

/** The text of a filter with a family added to those that it asks for, or taken from them. All else stays as it was typed. */
export function toggleFamily(text: string, family: EventFamily): string {
  const term = wantedFamilies(parseFilter(text).terms);
  if (term === undefined) {
    const before = text.trimEnd();
    return `${before}${before === "" ? "" : " "}family:${family}`;
  }
  const rest = term.values.filter((value) => value !== family);
  const values = rest.length < term.values.length ? rest : [...term.values, family];
  if (values.length > 0) return text.slice(0, term.from) + printTerm({ ...term, values }) + text.slice(term.to);
  return `${text.slice(0, term.from).trimEnd()} ${text.slice(term.to).trimStart()}`.trim();
}
