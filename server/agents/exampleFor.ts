import { isObject } from "#src/lib/json.ts";

/**
 * A value that fits a JSON Schema well enough for a demonstration: defaults, examples and enums first, then by type.
 * Unknown schemas give `{}`. Depth is limited, so a recursive schema ends.
 */
export function exampleFor(schema: unknown, depth = 0): unknown {
  if (!isObject(schema) || depth > 6) return depth === 0 ? {} : null;
  if ("const" in schema) return schema["const"];
  if ("default" in schema) return schema["default"];
  if (Array.isArray(schema["examples"]) && schema["examples"].length > 0) return schema["examples"][0] as unknown;
  if (Array.isArray(schema["enum"]) && schema["enum"].length > 0) return schema["enum"][0] as unknown;
  for (const union of ["anyOf", "oneOf"]) {
    const branches = schema[union];
    if (Array.isArray(branches)) return exampleFor(branches[0], depth + 1);
  }
  const type: unknown = Array.isArray(schema["type"]) ? schema["type"][0] : schema["type"];
  if (type === "string") return schema["format"] === "date" ? "2026-06-12" : "example";
  if (type === "integer" || type === "number") return typeof schema["minimum"] === "number" ? schema["minimum"] : 1;
  if (type === "boolean") return true;
  if (type === "null") return null;
  if (type === "array") return [exampleFor(schema["items"], depth + 1)];
  const properties = isObject(schema["properties"]) ? schema["properties"] : {};
  return Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, exampleFor(each, depth + 1)]));
}
