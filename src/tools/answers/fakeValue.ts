import { generateSync } from "json-schema-faker";
import { isObject, type JsonObject, type JsonValue } from "#src/lib/json.ts";
import { getPointer } from "#src/lib/jsonPointer.ts";
import { err, ok, type Result } from "#src/lib/result.ts";
import { schemaProblems } from "../jsonSchema.ts";
import { metered } from "./metered.ts";

/** More items, properties or characters than this are not made up: a schema may ask for any number. */
const MOST = 10_000;
const DEEPEST = 200;
/** How often the generator may look at a schema: it follows one that contains itself in `allOf` or `oneOf` without end, or into millions of values. */
const MOST_READS = 200_000;

/**
 * A made up value that fits a JSON Schema, or the part of it at a JSON Pointer (`#/properties/city`, with or without `#`). The same schema, pointer
 * and seed make the same value. Nothing is fetched. The error is a sentence.
 */
export function fakeValue(schema: JsonObject, pointer: string | undefined, seed: number): Result<JsonValue> {
  const place = (pointer ?? "").replace(/^#/, "");
  const part = getPointer(schema, place);
  if (typeof part !== "boolean" && !isObject(part))
    return err(`The result schema has no schema at ${pointer ?? "its top"}.`);
  if (asksForTooMuch(part, 1, 0)) return err(`The result schema asks for more than ${MOST} items or characters.`);
  const whole = withDefinitions(part, schema);
  // With everything that may be there first; a schema that contains itself may only fit without.
  const full = made(whole, seed, true);
  return full.ok ? full : made(whole, seed, false);
}

function made(schema: boolean | JsonObject, seed: number, alwaysFakeOptionals: boolean): Result<JsonValue> {
  const options = { ...OPTIONS, seed, alwaysFakeOptionals, optionalsProbability: alwaysFakeOptionals ? 1 : 0 };
  let value: JsonValue | undefined;
  try {
    value = generateSync(metered(schema, MOST_READS), options) as JsonValue | undefined;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return err(`Nothing can be made up from the result schema: ${why}`);
  }
  const [first] = value === undefined ? [NO_VALUE] : schemaProblems(schema, value);
  if (first === undefined && value !== undefined) return ok(value);
  return err(`Nothing was made up that fits the result schema: ${`${first?.pointer} ${first?.message}`.trim()}.`);
}

const OPTIONS = { useExamplesValue: true, maxDefaultItems: 3, refDepthMax: 3 };
const NO_VALUE = { pointer: "", message: "it allows no value" };

/** A part refers to the definitions of the whole. */
function withDefinitions(part: boolean | JsonObject, whole: JsonObject): boolean | JsonObject {
  if (typeof part === "boolean") return part;
  const { $defs, definitions } = whole;
  return { ...($defs === undefined ? {} : { $defs }), ...(definitions === undefined ? {} : { definitions }), ...part };
}

const COUNTS = ["minItems", "minLength", "minProperties", "minContains"];

function asksForTooMuch(value: JsonValue, times: number, depth: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (depth > DEEPEST) return true;
  let inside = times;
  if (isObject(value)) {
    for (const key of COUNTS) {
      const count = value[key];
      if (typeof count === "number") inside *= Math.max(1, count);
    }
  }
  if (inside > MOST) return true;
  return Object.entries(value).some(
    ([key, child]) =>
      repeats(key) * inside > MOST ||
      (key === "pattern" && typeof child === "string" && repeats(child) * inside > MOST) ||
      asksForTooMuch(child, inside, depth + 1),
  );
}

/** At most how often a pattern (they are keys, too, of `patternProperties`) repeats a character: `(a{10}){10}` does so 100 times. */
function repeats(pattern: string): number {
  let times = 1;
  for (const [, least] of pattern.matchAll(/\{(\d+)/g)) times *= Math.max(1, Number(least));
  return times;
}
