import type { JsonValue } from "#src/lib/json.ts";

/** A piece of printed JSON and what it is, for its colour. */
interface JsonToken {
  readonly kind: "key" | "string" | "number" | "word" | "punctuation" | "elided";
  readonly text: string;
}

/** Printed JSON. */
export interface PrettyJson {
  readonly lines: readonly PrettyLine[];
  /** True when more lines follow that were not printed. */
  readonly more: boolean;
}

interface PrettyLine {
  readonly indent: number;
  readonly tokens: readonly JsonToken[];
}

export interface PrettyOptions {
  /** What fits on one line is written on one line: its length in characters. */
  readonly width: number;
  readonly maxLines: number;
  /** Longer strings are cut. */
  readonly maxString: number;
}

const DEFAULTS: PrettyOptions = { width: 62, maxLines: 24, maxString: 400 };

/**
 * Prints a value the way a person would: small objects and arrays on one line, large ones broken.
 * Costs what it prints, not the size of the value.
 */
export function prettyJson(value: JsonValue, options: Partial<PrettyOptions> = {}): PrettyJson {
  const printer = new Printer({ ...DEFAULTS, ...options });
  printer.value(value, 0, [], []);
  return { lines: printer.lines, more: printer.full };
}

/** Takes off what the printer added to a value that is still being received: the last `open` closing brackets, and the quote of a string that goes on. */
export function withoutClosers(pretty: PrettyJson, open: number, inString: boolean): PrettyJson {
  const lines = pretty.lines.map((line) => ({ ...line, tokens: [...line.tokens] }));
  for (let left = open; left > 0;) {
    const last = lines.at(-1);
    if (!last) break;
    const token = last.tokens.at(-1);
    if (token === undefined) lines.pop();
    else if (token.kind !== "punctuation") break;
    else if (CLOSER.test(token.text)) {
      last.tokens.pop();
      left--;
    } else if (token.text === "{}" || token.text === "[]") {
      last.tokens[last.tokens.length - 1] = { kind: "punctuation", text: token.text.slice(0, 1) };
      left--;
    } else break;
  }
  while (lines.length > 1 && lines.at(-1)?.tokens.length === 0) lines.pop();
  const end = lines.at(-1);
  const token = end?.tokens.at(-1);
  if (inString && end && (token?.kind === "string" || token?.kind === "key"))
    end.tokens[end.tokens.length - 1] = { kind: token.kind, text: token.text.replace(/"$/, "") };
  return { ...pretty, lines };
}

const CLOSER = /^ ?[}\]]$/;

class Printer {
  readonly lines: PrettyLine[] = [];
  full = false;

  constructor(private readonly options: PrettyOptions) {}

  /** Prints `value` after `before`, followed by `after`. */
  value(value: JsonValue, indent: number, before: readonly JsonToken[], after: readonly JsonToken[]): void {
    const room = this.options.width - indent * 2 - lengthOf(before);
    const flat = inline(value, room, this.options.maxString);
    if (flat) return this.line(indent, [...before, ...flat, ...after]);
    const isArray = Array.isArray(value);
    this.line(indent, [...before, punctuation(isArray ? "[" : "{")]);
    const keys = isArray ? undefined : Object.keys(value as object);
    const size = keys ? keys.length : (value as readonly JsonValue[]).length;
    for (let position = 0; position < size && !this.full; position++) {
      const key = keys?.[position];
      const child = (value as Record<string, JsonValue>)[key ?? position] as JsonValue;
      const label = key === undefined ? [] : [keyToken(key), punctuation(": ")];
      this.value(child, indent + 1, label, position < size - 1 ? [punctuation(",")] : []);
    }
    this.line(indent, [punctuation(isArray ? "]" : "}"), ...after]);
  }

  private line(indent: number, tokens: readonly JsonToken[]): void {
    if (this.lines.length >= this.options.maxLines) this.full = true;
    else this.lines.push({ indent, tokens });
  }
}

/** The value on one line, or undefined when it is longer than `room`. A scalar is always on one line. */
function inline(value: JsonValue, room: number, maxString: number): readonly JsonToken[] | undefined {
  if (typeof value !== "object" || value === null) return scalar(value, maxString);
  const tokens: JsonToken[] = [];
  return writeInline(value, room, maxString, tokens) < 0 ? undefined : tokens;
}

/** Writes `value` to `tokens`; gives the room that is left, negative when there was too little. */
function writeInline(value: JsonValue, room: number, maxString: number, tokens: JsonToken[]): number {
  let left = room;
  const write = (...more: readonly JsonToken[]): void => {
    tokens.push(...more);
    left -= lengthOf(more);
  };
  if (typeof value !== "object" || value === null) {
    write(...scalar(value, maxString));
    return left;
  }
  const isArray = Array.isArray(value);
  if (isArray && value.length * 3 > room) return -1;
  const keys = Object.keys(value);
  if (keys.length === 0) {
    write(punctuation(isArray ? "[]" : "{}"));
    return left;
  }
  if (keys.length * 3 > room) return -1;
  write(punctuation(isArray ? "[" : "{ "));
  for (const [position, key] of keys.entries()) {
    if (position > 0) write(punctuation(", "));
    if (!isArray) write(keyToken(key), punctuation(": "));
    left = writeInline((value as Record<string, JsonValue>)[key] as JsonValue, left, maxString, tokens);
    if (left < 0) return left;
  }
  write(punctuation(isArray ? "]" : " }"));
  return left;
}

function scalar(value: string | number | boolean | null, maxString: number): readonly JsonToken[] {
  if (typeof value === "number") return [{ kind: "number", text: String(value) }];
  if (typeof value !== "string") return [{ kind: "word", text: String(value) }];
  if (value.length <= maxString) return [{ kind: "string", text: JSON.stringify(value) }];
  return [
    { kind: "string", text: JSON.stringify(value.slice(0, maxString)).slice(0, -1) },
    { kind: "elided", text: `… ${(value.length - maxString).toLocaleString("en")} more characters` },
    { kind: "string", text: '"' },
  ];
}

function keyToken(key: string): JsonToken {
  return { kind: "key", text: JSON.stringify(key) };
}

function punctuation(text: string): JsonToken {
  return { kind: "punctuation", text };
}

function lengthOf(tokens: readonly JsonToken[]): number {
  return tokens.reduce((length, token) => length + token.text.length, 0);
}
