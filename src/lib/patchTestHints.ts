import { isObject, parseJson, type JsonValue } from "./json.ts";
import { jsonDiff } from "./jsonDiff.ts";
import { jsonEqual } from "./jsonEqual.ts";
import type { PatchOperation } from "./jsonPatch.ts";
import { getPointer } from "./jsonPointer.ts";
import { shortJson } from "./shortJson.ts";

const SHORT = 60;

/** What to say of a `test` that found another value. */
export function testHints(met: JsonValue, operation: PatchOperation): readonly string[] {
  const found = getPointer(met, operation.path);
  const expected = operation.value as JsonValue | undefined;
  if (found === undefined) return ["Nothing is at this path, so no value can equal it."];
  if (expected === undefined) return ['This "test" has no value to compare with.'];
  if (typeof expected === "string" && typeof found !== "string" && jsonEqual(parseJson(expected), found))
    return [`The expected value is a text that holds the JSON ${shortJson(found, SHORT)}: send it without quotes.`];
  if (typeof found === "string" && typeof expected !== "string" && jsonEqual(parseJson(found), expected))
    return [`What is there is a text that holds the expected JSON: it was encoded twice when it was set.`];
  if (typeof found === "string" && typeof expected === "string") {
    if (found.trim() === expected.trim()) return ["The two differ in spaces around them only."];
    if (found.toLowerCase() === expected.toLowerCase()) return ["The two differ in upper and lower case only."];
    if (found.normalize("NFC") === expected.normalize("NFC"))
      return ["The two look alike and are written with other Unicode characters."];
    return [];
  }
  const bothArrays = Array.isArray(found) && Array.isArray(expected);
  if (!bothArrays && !(isObject(found) && isObject(expected))) return [];
  const [first] = jsonDiff(expected, found);
  if (first === undefined) return [];
  const where = `${operation.path}${first.pointer}`;
  if (first.kind === "added") return [`The first difference: ${where} is there and not expected.`];
  if (first.kind === "removed") return [`The first difference: ${where} is expected and not there.`];
  return [`The first difference is at ${where}: expected ${short(first.before)}, found ${short(first.after)}.`];
}

const short = (value: JsonValue | undefined): string => (value === undefined ? "nothing" : shortJson(value, SHORT));
