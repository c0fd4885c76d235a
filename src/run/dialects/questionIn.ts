import { isObject, type JsonValue } from "#src/lib/json.ts";
import { shortJson } from "#src/lib/shortJson.ts";

const KEYS = ["question", "message", "prompt", "text", "title"];

/** The question in a value of which only a framework's user knows the shape: a text, a member that is named like one, or the value itself in short. */
export function questionIn(value: JsonValue | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "string") return value;
  if (isObject(value)) {
    const found = KEYS.map((key) => value[key]).find((text) => typeof text === "string" && text !== "");
    if (typeof found === "string") return found;
  }
  return shortJson(value, 200);
}
