import type { Comparison, NumberRange } from "./filterTerm.ts";

const GAP = /^(>=|<=|>|<|=)(\d{1,9}(?:\.\d{1,9})?)(ms|s|min)?$/i;
const RANGE = /^(\d{1,10})?(\.\.)?(\d{1,10})?$/;
const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000 };

/** A comparison with a time, as `>500ms` or `<=1.5s`; without a unit in milliseconds. Undefined when it is none. */
export function parseGap(text: string): { readonly comparison: Comparison; readonly ms: number } | undefined {
  const [, comparison, amount, unit = "ms"] = GAP.exec(text) ?? [];
  if (comparison === undefined || amount === undefined) return undefined;
  const ms = Number(amount) * (UNITS[unit.toLowerCase()] ?? 1);
  // Microseconds are finer than any clock here.
  return { comparison: comparison as Comparison, ms: Math.round(ms * 1000) / 1000 };
}

/** Event numbers: `42`, `100..200`, `100..` or `..200`. Undefined when it is none of these; `from` may lie above `to`. */
export function parseRange(text: string): NumberRange | undefined {
  const [, first, dots, last] = RANGE.exec(text) ?? [];
  if (first === undefined && last === undefined) return undefined;
  // Digits that ran out of room for the first number were read as the last.
  if (dots === undefined)
    return last === undefined && Number(first) > 0 ? { from: Number(first), to: Number(first) } : undefined;
  return { from: Math.max(1, Number(first ?? 1)), to: last === undefined ? Infinity : Number(last) };
}
