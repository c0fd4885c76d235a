import { isObject, type JsonObject, type JsonValue } from "#src/lib/json.ts";
import { formatOf } from "./stringFormat.ts";

/** Below this depth anything is allowed: an agent may nest deeper than the stack is. */
const DEEPEST = 100;

/**
 * A JSON Schema (2020-12) that accepts every one of the examples, and says what they have in common: types, properties (required where every
 * object has them), the items of all arrays as one, whole numbers, and the format of texts that are all dates, times, e-mail addresses or
 * web addresses. `{}` for no examples.
 */
export function exampleSchema(examples: readonly JsonValue[], depth = 0): JsonObject {
  if (examples.length === 0 || depth > DEEPEST) return {};
  const types = typesOf(examples);
  const objects = examples.filter((value): value is JsonObject => isObject(value));
  const arrays = examples.filter((value): value is readonly JsonValue[] => Array.isArray(value));
  const texts = examples.filter((value) => typeof value === "string");
  const format = formatOf(texts);
  return {
    type: types.length === 1 ? (types[0] as string) : types,
    ...(format === undefined ? {} : { format }),
    ...(objects.length === 0 ? {} : members(objects, depth)),
    ...(arrays.some((array) => array.length > 0) ? { items: exampleSchema(arrays.flat(), depth + 1) } : {}),
  };
}

function members(objects: readonly JsonObject[], depth: number): JsonObject {
  // A map and not an object: a key may be `__proto__`.
  const valuesByKey = new Map<string, JsonValue[]>();
  for (const object of objects) {
    for (const [key, value] of Object.entries(object)) {
      const values = valuesByKey.get(key);
      if (values === undefined) valuesByKey.set(key, [value]);
      else values.push(value);
    }
  }
  const entries = [...valuesByKey];
  const required = entries.filter(([, values]) => values.length === objects.length).map(([key]) => key);
  const properties = Object.fromEntries(entries.map(([key, values]) => [key, exampleSchema(values, depth + 1)]));
  return { properties, ...(required.length === 0 ? {} : { required }) };
}

/** The types of JSON Schema that the examples have, in the order in which they come. */
function typesOf(examples: readonly JsonValue[]): readonly string[] {
  const types = new Set(
    examples.map((value) => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value)),
  );
  const isWhole = examples.every((value) => typeof value !== "number" || Number.isInteger(value));
  return [...types].map((type) => (type === "number" && isWhole ? "integer" : type));
}
