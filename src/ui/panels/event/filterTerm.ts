import { printTerm } from "#src/analysis/filter/filterTerm.ts";

/** A term of the filter line that finds all events of one thing: `id:m1`. */
export function filterTerm(key: "id" | "run" | "subagent", value: string): string {
  return printTerm({ key, values: [{ text: value, isPrefix: false }], negated: false, from: 0, to: 0 });
}
