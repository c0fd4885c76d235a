import { inspectRawJson } from "#src/protocol/rawJson.ts";

/** Where and why a text stops being JSON: a character offset from 0, line and column from 1. */
export interface JsonErrorPosition {
  readonly position: number;
  readonly line: number;
  readonly column: number;
  /** The end of a sentence: "a value was expected, found oops". */
  readonly message: string;
}

/** The first syntax error of a text that JSON.parse refused. V8 names the place of some errors only, hence our own reader. */
export function jsonErrorPosition(text: string): JsonErrorPosition {
  const { position, message } = inspectRawJson(text).error ?? { position: 0, message: "it cannot be parsed" };
  const before = text.slice(0, position).split("\n");
  return { position, line: before.length, column: (before.at(-1)?.length ?? 0) + 1, message };
}
