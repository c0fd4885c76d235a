import { isObject, type JsonValue } from "./json.ts";

/** A tilde that begins neither ~0 nor ~1. */
const BARE_TILDE = /~(?![01])/;

/** The unescaped tokens of a JSON Pointer (RFC 6901): `""` is the whole document, `[]`. Undefined when it is no pointer. */
export function parsePointer(pointer: string): string[] | undefined {
  if (pointer === "") return [];
  if (pointer.charCodeAt(0) !== 47) return undefined;
  // Most pointers escape nothing, so they are cut without a second look at each token.
  if (!pointer.includes("~")) {
    const tokens = pointer.split("/");
    tokens.shift();
    return tokens;
  }
  if (BARE_TILDE.test(pointer)) return undefined;
  return pointer
    .slice(1)
    .split("/")
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** Tokens as a JSON Pointer (RFC 6901). */
export function formatPointer(tokens: readonly (string | number)[]): string {
  let pointer = "";
  for (const token of tokens) pointer += `/${escapeToken(token)}`;
  return pointer;
}

/** One token as it stands in a pointer: `~` is `~0` and `/` is `~1`. */
export function escapeToken(token: string | number): string {
  const text = String(token);
  return /[~/]/.test(text) ? text.replaceAll("~", "~0").replaceAll("/", "~1") : text;
}

/**
 * The place in an array that a token names: digits without a leading zero (RFC 6901 section 4), or undefined.
 * It may be beyond the end; `-` is not an index.
 */
export function arrayIndex(token: string): number | undefined {
  if (token === "0") return 0;
  const first = token.charCodeAt(0);
  if (!(first >= 49 && first <= 57)) return undefined;
  for (let at = 1; at < token.length; at++) {
    const code = token.charCodeAt(at);
    if (code < 48 || code > 57) return undefined;
  }
  return Number(token);
}

/** The child that a token names: an own key of an object, an element of an array, or undefined. */
export function childAt(value: JsonValue | undefined, token: string): JsonValue | undefined {
  if (Array.isArray(value)) {
    const index = arrayIndex(token);
    return index === undefined ? undefined : value[index];
  }
  return isObject(value) && Object.hasOwn(value, token) ? value[token] : undefined;
}

/** The value at a pointer (or its tokens), or undefined when the document has nothing there or the pointer is none. */
export function getPointer(document: JsonValue, pointer: string | readonly string[]): JsonValue | undefined {
  const tokens = typeof pointer === "string" ? parsePointer(pointer) : pointer;
  if (tokens === undefined) return undefined;
  let value: JsonValue | undefined = document;
  for (const token of tokens) {
    value = childAt(value, token);
    if (value === undefined) return undefined;
  }
  return value;
}
