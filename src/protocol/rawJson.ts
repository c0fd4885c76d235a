/** What the text of a JSON value tells that the parsed value does not. */
export interface RawJsonReport {
  /** Where and why the text stops being JSON (RFC 8259), or undefined when it is JSON. */
  readonly error: RawJsonError | undefined;
  readonly duplicateKeys: readonly RawJsonPlace[];
  /** Integers beyond 2^53, with their digits as sent in `text`. */
  readonly unsafeIntegers: readonly RawJsonPlace[];
}

/** The first character at which a text stops being JSON. */
interface RawJsonError {
  /** Offset into the text, in UTF-16 code units. */
  readonly position: number;
  /** What is wrong there, as the end of a sentence: "a comma or } was expected, found NaN". */
  readonly message: string;
}

/** A scalar or a key that is gone past: what it is, the range of the text that it takes, and where it is, made only when asked for. */
export type RawJsonVisit = (
  kind: "key" | "string" | "number",
  start: number,
  end: number,
  pointer: () => string,
) => void;

/** One place in the text. */
export interface RawJsonPlace {
  /** Offset into the text, in UTF-16 code units. */
  readonly position: number;
  /** JSON Pointer to the member or number. */
  readonly pointer: string;
  /** The key, or the digits, as written. */
  readonly text: string;
}

const SPACE = /[ \t\n\r]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const WORD = /[A-Za-z_$][\w$]{0,30}|\S/y;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SPACE_CODE = 0x20;
const LF = 0x0a;
const CR = 0x0d;
const LITERALS = ["true", "false", "null"];

interface Level {
  /** Keys seen so far, or undefined for a list. */
  readonly keys: Set<string> | undefined;
  /** The token of the member being read. */
  token: string;
  index: number;
}

/**
 * Reads a JSON text for what parsing hides: duplicate keys, integers that lose digits, and the exact place of a syntax error.
 * Iterative, so that nesting cannot exhaust the stack; linear in the text. Slower than `JSON.parse`: for one event, not for all of them.
 * `visit` hears of every key, string and number on the way.
 */
export function inspectRawJson(text: string, visit?: RawJsonVisit): RawJsonReport {
  const duplicateKeys: RawJsonPlace[] = [];
  const unsafeIntegers: RawJsonPlace[] = [];
  const levels: Level[] = [];
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  const pointer = (): string =>
    levels.map((level) => `/${level.token.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
  const broken = (message: string, position = at): RawJsonReport => ({
    error: { position, message },
    duplicateKeys,
    unsafeIntegers,
  });
  const fail = (expected: string): RawJsonReport => {
    const position = at;
    const found = match(WORD);
    const what = found === undefined ? "the text ended" : found === "'" ? "found a single quote" : `found ${found}`;
    return broken(`${expected} was expected, ${what}`, position);
  };

  /** Goes past the string at `at`; returns the report when it is none. */
  const skipString = (): RawJsonReport | undefined => {
    const start = at;
    for (at++; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) {
        at++;
        return undefined;
      }
      if (code === LF || code === CR) return broken("a string is not closed on its line", start);
      if (code < SPACE_CODE) return broken("a control character in a string must be escaped");
      if (code !== BACKSLASH) continue;
      ESCAPE.lastIndex = at;
      const escape = ESCAPE.exec(text);
      if (escape === null) return broken("a backslash in a string must begin a valid escape");
      at += escape[0].length - 1;
    }
    return broken("a string has no end", start);
  };

  /** Reads `"key":` into the open object; returns the report when it is not there. */
  const key = (level: Level): RawJsonReport | undefined => {
    match(SPACE);
    const position = at;
    if (text[at] !== '"') return fail("a key in double quotes");
    const bad = skipString();
    if (bad !== undefined) return bad;
    const written = text.slice(position, at);
    level.token = JSON.parse(written) as string;
    if (level.keys?.has(level.token)) duplicateKeys.push({ position, pointer: pointer(), text: written });
    level.keys?.add(level.token);
    visit?.("key", position, at, pointer);
    match(SPACE);
    if (text[at] !== ":") return fail("a colon");
    at++;
    return undefined;
  };

  for (;;) {
    match(SPACE);
    const start = at;
    const first = text[at];
    if (first === "{" || first === "[") {
      at++;
      match(SPACE);
      const level: Level = { keys: first === "{" ? new Set() : undefined, token: "0", index: 0 };
      if (text[at] === (first === "{" ? "}" : "]")) at++;
      else {
        levels.push(level);
        const missing = level.keys && key(level);
        if (missing !== undefined) return missing;
        continue;
      }
    } else if (first === '"') {
      const bad = skipString();
      if (bad !== undefined) return bad;
      visit?.("string", start, at, pointer);
    } else {
      NUMBER.lastIndex = at;
      const number = NUMBER.exec(text);
      if (number !== null) {
        at += number[0].length;
        visit?.("number", start, at, pointer);
        if (number[1] === undefined && number[2] === undefined && !Number.isSafeInteger(Number(number[0])))
          unsafeIntegers.push({ position: start, pointer: pointer(), text: number[0] });
      } else {
        const word = LITERALS.find((literal) => text.startsWith(literal, at));
        if (word === undefined) return fail("a JSON value");
        at += word.length;
      }
    }
    // A value is complete: close what closes, go on to the next member.
    for (;;) {
      match(SPACE);
      const level = levels.at(-1);
      if (level === undefined) {
        if (at < text.length) return fail("nothing more");
        return { error: undefined, duplicateKeys, unsafeIntegers };
      }
      const close = level.keys ? "}" : "]";
      if (text[at] === ",") {
        at++;
        match(SPACE);
        if (text[at] === close) return broken(`a comma must not stand before ${close}`);
        level.token = String(++level.index);
        const missing = level.keys && key(level);
        if (missing !== undefined) return missing;
        break;
      }
      if (text[at] !== close) return fail(`a comma or ${close}`);
      at++;
      levels.pop();
    }
  }
}

/**
 * True when the text may hold an integer of 16 digits or more outside a string: the cheap test before `inspectRawJson`.
 * It looks at every sixteenth character, so that a long run of digits cannot slip through and little else is read.
 */
export function mayHoldUnsafeInteger(text: string): boolean {
  for (let at = 15; at < text.length; at += 16) {
    if (!isDigit(text.charCodeAt(at))) continue;
    let start = at;
    while (start > 0 && isDigit(text.charCodeAt(start - 1))) start--;
    let end = at + 1;
    while (end < text.length && isDigit(text.charCodeAt(end))) end++;
    if (end - start < 16) continue;
    const before = text[start - 1];
    // A quote means a string, a point means a fraction.
    if (before === undefined || before === ":" || before === "," || before === "[" || before === "-" || before <= " ")
      return true;
  }
  return false;
}

/**
 * True when the text seems to have more keys than the value that it was parsed to: the cheap test before `inspectRawJson`.
 * A colon after a quote ends a key, but for one inside a string, which costs a look and no more.
 */
export function mayHoldKeyTwice(text: string, value: unknown): boolean {
  let written = 0;
  for (let at = text.indexOf('":'); at >= 0; at = text.indexOf('":', at + 2)) written++;
  return written > keysIn(value, 0);
}

/** Deeper values are not counted: recursion must end, and nobody nests so deep in earnest. */
const DEEPEST = 200;

function keysIn(value: unknown, depth: number): number {
  if (typeof value !== "object" || value === null) return 0;
  if (depth > DEEPEST) return Infinity;
  let keys = 0;
  if (Array.isArray(value)) {
    for (const element of value) if (typeof element === "object") keys += keysIn(element, depth + 1);
    return keys;
  }
  const object = value as Record<string, unknown>;
  for (const key in object) {
    keys++;
    const member = object[key];
    if (typeof member === "object") keys += keysIn(member, depth + 1);
  }
  return keys;
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
