import { isObject, parseJson, type JsonValue } from "#src/lib/json.ts";
import { jsonEqual } from "#src/lib/jsonEqual.ts";
import { childAt, getPointer, parsePointer } from "#src/lib/jsonPointer.ts";
import { err, ok, type Result } from "#src/lib/result.ts";
import type { StateCondition } from "./condition.ts";

/** Whether a state meets a condition. */
export type StateTest = (state: JsonValue) => boolean;

/** The types of JSON, by which `type` asks. */
const JSON_TYPES = ["string", "number", "boolean", "null", "array", "object"] as const;

/** The test that a condition stands for, or why it is none. Where nothing is at the pointer, only `missing` is true. */
export function stateTest({ pointer, operator, value }: StateCondition): Result<StateTest> {
  const tokens = parsePointer(pointer);
  if (tokens === undefined)
    return err("A JSON pointer begins with /, for example /a/b; ~ is written ~0, and / inside a name ~1.");
  const at = (test: (found: JsonValue) => boolean): Result<StateTest> =>
    ok((state) => {
      const found = getPointer(state, tokens);
      return found !== undefined && test(found);
    });
  const wanted = wantedValue(value);
  switch (operator) {
    case "exists":
      return at(() => true);
    case "missing":
      return ok((state) => getPointer(state, tokens) === undefined);
    case "=":
      return at((found) => jsonEqual(found, wanted));
    case "!=":
      return at((found) => !jsonEqual(found, wanted));
    case "<":
    case ">":
      if (typeof wanted !== "number" && typeof wanted !== "string")
        return err(`${operator} compares with a number or a text.`);
      return at((found) => {
        const order = compared(found, wanted);
        return operator === "<" ? order < 0 : order > 0;
      });
    case "contains":
      return at((found) => contains(found, wanted, value));
    default: {
      const type = JSON_TYPES.find((name) => name === value.trim());
      if (type === undefined) return err(`The types of JSON are ${JSON_TYPES.join(", ")}.`);
      return at((found) => typeOf(found) === type);
    }
  }
}

/** What a typed value means: JSON where it is some, else the text itself. */
export function wantedValue(typed: string): JsonValue {
  const json = parseJson(typed);
  return json === undefined ? typed : json;
}

/** Below 0, 0 or above 0 for two numbers or two texts; NaN for anything else, which no comparison is true of. */
function compared(found: JsonValue, wanted: number | string): number {
  if (typeof found === "number" && typeof wanted === "number") return found - wanted;
  if (typeof found !== "string" || typeof wanted !== "string") return NaN;
  return found === wanted ? 0 : found < wanted ? -1 : 1;
}

/** A text contains a piece of it, an array an element, and an object a key. */
function contains(found: JsonValue, wanted: JsonValue, typed: string): boolean {
  const text = typeof wanted === "string" ? wanted : typed.trim();
  if (typeof found === "string") return found.includes(text);
  if (Array.isArray(found)) return found.some((element) => jsonEqual(element, wanted));
  return isObject(found) && childAt(found, text) !== undefined;
}

function typeOf(value: JsonValue): (typeof JSON_TYPES)[number] {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value as "string" | "number" | "boolean" | "object";
}
