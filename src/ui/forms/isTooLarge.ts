import { isObject, type JsonObject, type JsonValue } from "#src/lib/json.ts";
import { getPointer } from "#src/lib/jsonPointer.ts";

/** A form of more places takes the browser too long. */
const MOST_PLACES = 5_000;
const DEEPEST = 100;

/** Keywords whose schemas are about the same place of the value. */
const SAME_PLACE = ["allOf", "anyOf", "oneOf", "not", "if", "then", "else"];
/** Keywords whose schemas are about places within it. */
const WITHIN = ["properties", "patternProperties", "dependentSchemas", "items", "prefixItems", "additionalProperties"];

/** Whether a form of this schema would have too many places, or never be done: an agent can ask for any number in a few lines. */
export function isTooLarge(root: JsonObject): boolean {
  let left = MOST_PLACES;
  /** `open` are the refs that lead here, `here` those of them since the last place: a form ends at the first but not at the second. */
  const exceeds = (schema: unknown, times: number, depth: number, open: Refs, here: Refs): boolean => {
    if (Array.isArray(schema)) return schema.some((each) => exceeds(each, times, depth, open, here));
    if (!isObject(schema)) return false;
    left -= times;
    if (left < 0 || depth > DEEPEST) return true;
    const { $ref, minItems } = schema;
    if (typeof $ref === "string") {
      if (here.has($ref)) return true;
      if (open.has($ref)) return false;
      const target = targetOf(root, $ref);
      if (exceeds(target, times, depth + 1, new Set(open).add($ref), new Set(here).add($ref))) return true;
    }
    if (SAME_PLACE.some((key) => exceeds(schema[key], times, depth + 1, open, here))) return true;
    const inside = times * (typeof minItems === "number" ? Math.max(1, minItems) : 1);
    if (inside > MOST_PLACES) return true;
    return WITHIN.some((key) => {
      const held = schema[key];
      const isByName = isObject(held) && key !== "items" && key !== "additionalProperties";
      return exceeds(isByName ? Object.values(held) : held, inside, depth + 1, open, new Set());
    });
  };
  return exceeds(root, 1, 0, new Set(), new Set(["#"]));
}

type Refs = ReadonlySet<string>;

function targetOf(root: JsonObject, ref: string): JsonValue | undefined {
  if (!ref.startsWith("#")) return undefined;
  try {
    return getPointer(root, decodeURIComponent(ref.slice(1)));
  } catch {
    // Not percent-encoded as an address is, so that it points at nothing.
    return undefined;
  }
}
