import type { StateCondition } from "#src/analysis/bisect/condition.ts";
import type { JsonValue } from "#src/lib/json.ts";
import { stringifyJson } from "#src/lib/stringifyJson.ts";

/** Characters of a value that a person can still read in a field. */
const LONGEST = 2000;

/** Asks when a place of the state became what it is; for a value that is too long for a field, when it came to be there. */
export function becameCondition(pointer: string, value: JsonValue): StateCondition {
  const text = stringifyJson(value);
  return text.length > LONGEST
    ? { kind: "state", pointer, operator: "exists", value: "" }
    : { kind: "state", pointer, operator: "=", value: text };
}
