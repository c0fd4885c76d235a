/** A place in the text of a filter, `to` not included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** One value as written: the words between commas, or between quotes. */
export interface ScannedValue extends Span {
  /** What it says, without quotes and escapes. */
  readonly text: string;
  /** `open`: the closing quote is missing. */
  readonly quotes: "none" | "closed" | "open";
  /** What stands after the closing quote and belongs to nothing. */
  readonly rest: Span | undefined;
}

/** One term as written, whether or not it means anything. */
export interface ScannedTerm extends Span {
  readonly negated: boolean;
  /** What stands before the colon, as written; undefined for a word. For `gap>1s` it is `gap`, and the comparison begins the value. */
  readonly key: (Span & { readonly text: string }) | undefined;
  /** At least one; an empty one where nothing is written. */
  readonly values: readonly ScannedValue[];
}

const SPACE = /\s/;
const WORD_END = /\s/g;
const LIST_END = /[\s,]/g;
const KEY = /([A-Za-z_][\w-]*):/y;
const GAP = /gap(?=[<>=])/iy;

/** Cuts the text of a filter into terms. Every text has terms: what they mean is for `parseFilter` to say. */
export function scanFilter(text: string): readonly ScannedTerm[] {
  const terms: ScannedTerm[] = [];
  let at = 0;
  for (;;) {
    while (at < text.length && SPACE.test(text.charAt(at))) at++;
    if (at >= text.length) return terms;
    const term = scanTerm(text, at);
    terms.push(term);
    at = term.to;
  }
}

function scanTerm(text: string, from: number): ScannedTerm {
  const negated = text[from] === "-";
  let at = negated ? from + 1 : from;
  const key = keyAt(text, at);
  if (key === undefined) {
    const value = scanValue(text, at, false);
    return { from, to: value.rest?.to ?? value.to, negated, key, values: [value] };
  }
  at = key.to + (text[key.to] === ":" ? 1 : 0);
  const values: ScannedValue[] = [];
  for (;;) {
    const value = scanValue(text, at, true);
    values.push(value);
    at = value.rest?.to ?? value.to;
    if (text[at] !== ",") return { from, to: at, negated, key, values };
    at++;
  }
}

function keyAt(text: string, at: number): ScannedTerm["key"] {
  KEY.lastIndex = at;
  const key = KEY.exec(text)?.[1];
  if (key !== undefined) return { from: at, to: at + key.length, text: key };
  GAP.lastIndex = at;
  return GAP.test(text) ? { from: at, to: at + 3, text: text.slice(at, at + 3) } : undefined;
}

function scanValue(text: string, from: number, inList: boolean): ScannedValue {
  if (text[from] === '"') return scanQuoted(text, from, inList);
  const to = endOf(text, from, inList);
  return { from, to, text: text.slice(from, to), quotes: "none", rest: undefined };
}

function scanQuoted(text: string, from: number, inList: boolean): ScannedValue {
  let said = "";
  for (let at = from + 1; at < text.length; at++) {
    const next = text.charAt(at + 1);
    if (text[at] === "\\" && (next === '"' || next === "\\")) {
      said += next;
      at++;
    } else if (text[at] === '"') {
      const to = at + 1;
      const end = endOf(text, to, inList);
      return { from, to, text: said, quotes: "closed", rest: end > to ? { from: to, to: end } : undefined };
    } else said += text.charAt(at);
  }
  return { from, to: text.length, text: said, quotes: "open", rest: undefined };
}

/** Where a value without quotes ends. A comma parts values only where there may be several. */
function endOf(text: string, from: number, inList: boolean): number {
  const end = inList ? LIST_END : WORD_END;
  end.lastIndex = from;
  return end.exec(text)?.index ?? text.length;
}
