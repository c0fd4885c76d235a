import { inspectRawJson, type RawJsonPlace } from "./rawJson.ts";

/** What the text of a JSON value says and the parsed value does not, or what only some programs read as it was meant. */
export interface RawOddity extends RawJsonPlace {
  readonly kind:
    | "duplicate-key"
    | "special-key" // __proto__, which assigning does not set
    | "unsafe-integer" // beyond 2^53
    | "lost-digits" // more digits of a fraction than a double keeps
    | "overflow" // too large for a double
    | "underflow" // too small for a double
    | "negative-zero"
    | "lone-surrogate" // half of a UTF-16 pair
    | "nul"; // U+0000
}

/** The oddities of a text, and how many there are beyond those that are listed. */
export interface RawOddities {
  /** In the order of the text. */
  readonly list: readonly RawOddity[];
  readonly more: number;
}

const MOST = 100;
/** Escapes of half a character and of U+0000, and half a character as such. */
const SUSPICIOUS = /\\u[dD][89a-fA-F]|\\u0000|[\uD800-\uDFFF]/;
/** With the flag, whole pairs are one character each. */
const HALF = /\p{Surrogate}/u;
const SHOWN_TEXT = 60;

/** Finds what parsing a JSON text hides. Up to where it stops being JSON; linear in the text. */
export function rawOddities(text: string): RawOddities {
  const list: RawOddity[] = [];
  let more = 0;
  const add = (kind: RawOddity["kind"], position: number, pointer: () => string, written: string): void => {
    if (list.length < MOST) list.push({ kind, position, pointer: pointer(), text: written });
    else more++;
  };
  const { duplicateKeys, unsafeIntegers } = inspectRawJson(text, (kind, start, end, pointer) => {
    const written = text.slice(start, end);
    if (kind === "number") {
      const odd = numberOddity(written);
      if (odd !== undefined) add(odd, start, pointer, written);
      return;
    }
    if (kind === "key" && written === '"__proto__"') add("special-key", start, pointer, written);
    if (!SUSPICIOUS.test(written)) return;
    const value = JSON.parse(written) as string;
    if (HALF.test(value)) add("lone-surrogate", start, pointer, shortened(written));
    if (value.includes("\0")) add("nul", start, pointer, shortened(written));
  });
  for (const place of duplicateKeys) add("duplicate-key", place.position, () => place.pointer, place.text);
  for (const place of unsafeIntegers) add("unsafe-integer", place.position, () => place.pointer, place.text);
  return { list: list.toSorted((a, b) => a.position - b.position), more };
}

/** What becomes of a number with a fraction or an exponent, or of zero. Integers beyond 2^53 are found beside it. */
function numberOddity(written: string): RawOddity["kind"] | undefined {
  const value = Number(written);
  if (value === 0) {
    if (/[1-9]/.test(written.replace(/e.*$/i, ""))) return "underflow";
    return written.startsWith("-") ? "negative-zero" : undefined;
  }
  if (!Number.isFinite(value)) return /[.eE]/.test(written) ? "overflow" : undefined;
  if (!/[.eE]/.test(written) || written.length < 17) return undefined;
  return significant(written) === significant(String(value)) ? undefined : "lost-digits";
}

/** The digits that say something, without sign, point, exponent, and zeros at either end. */
function significant(number: string): string {
  return number
    .replace(/e.*$/i, "")
    .replaceAll(/[-.]/g, "")
    .replaceAll(/^0+|0+$/g, "");
}

const shortened = (written: string): string =>
  written.length <= SHOWN_TEXT ? written : `${written.slice(0, SHOWN_TEXT)}…`;
