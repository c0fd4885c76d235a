import { isObject, type JsonObject } from "#src/lib/json.ts";

/** Keywords by which a schema says more than its own type and properties. */
const FURTHER = ["anyOf", "oneOf", "allOf", "$ref", "if", "enum", "const", "patternProperties", "dependentSchemas"];

/** Whether a form of this schema has anything to fill in: one that takes any value, or any object, has not. */
export function makesForm(schema: JsonObject): boolean {
  const { type, properties, additionalProperties } = schema;
  const types: readonly unknown[] = Array.isArray(type) ? type : [type];
  if (!types.every((each) => each === undefined || each === "object" || each === "null")) return true;
  if (isObject(properties) && Object.keys(properties).length > 0) return true;
  return additionalProperties === true || isObject(additionalProperties) || FURTHER.some((key) => key in schema);
}
