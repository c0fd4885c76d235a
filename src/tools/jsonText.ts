import { parseJson, type JsonValue } from "#src/lib/json.ts";
import { err, ok, type Result } from "#src/lib/result.ts";
import { inspectRawJson } from "#src/protocol/rawJson.ts";
import { placeInWords, TextPlaces } from "./textPlace.ts";

/** The value of a JSON text, or where and why it is none: "is no JSON: a colon was expected, found 1 (line 1, column 5)". */
export function readJsonText(text: string): Result<JsonValue> {
  const value = parseJson(text);
  if (value !== undefined) return ok(value);
  if (text.trim() === "") return err("is no JSON: it is empty");
  const { error } = inspectRawJson(text);
  if (error === undefined) return err("is no JSON that can be read: it is nested too deep");
  return err(`is no JSON: ${error.message} (${placeInWords(new TextPlaces(text).at(error.position))})`);
}
