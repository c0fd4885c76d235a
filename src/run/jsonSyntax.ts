import { inspectRawJson } from "#src/protocol/rawJson.ts";

/** Where and why a text stops being JSON. Line and column count from 1, `position` from 0, all in UTF-16 units. */
export interface JsonSyntaxError {
  readonly position: number;
  readonly line: number;
  readonly column: number;
  /** The end of a sentence: "a comma or } was expected, found NaN". */
  readonly message: string;
}

/**
 * The first place where a text is no JSON (RFC 8259), or undefined for valid JSON.
 * Engines word this differently, and for short texts V8 and Safari name no place at all, so the place is found here.
 */
export function jsonSyntaxError(text: string): JsonSyntaxError | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    const { position, message } = inspectRawJson(text).error ?? { position: 0, message: "it cannot be parsed" };
    const before = text.slice(0, position).split("\n");
    return { position, line: before.length, column: (before.at(-1)?.length ?? 0) + 1, message };
  }
}
