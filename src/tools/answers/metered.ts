import type { JsonObject } from "#src/lib/json.ts";

/** Keywords of a schema that hold values, not schemas. */
const VALUES = new Set(["const", "enum", "default", "examples", "example"]);
/** Keywords whose members are schemas by name. */
const BY_NAME = new Set(["properties", "patternProperties", "dependentSchemas", "$defs", "definitions"]);

/**
 * A JSON Schema that may be looked at only so often, in all that lies within it but the values that it names (those may be cloned). The look too
 * many throws an error, and so does each after it, so that whoever swallows errors comes to an end as well.
 */
export function metered<Schema extends boolean | JsonObject>(schema: Schema, most: number): Schema {
  let left = most;
  const seen = new WeakMap<object, object>();
  const count = (): void => {
    if (left-- <= 0) throw new Error("it contains itself without end, or asks for too much.");
  };
  const counting = (part: unknown, isNamed: boolean): unknown => {
    if (typeof part !== "object" || part === null) return part;
    const known = seen.get(part);
    if (known) return known;
    const proxy = new Proxy(part, {
      get(target, key, receiver) {
        count();
        const value: unknown = Reflect.get(target, key, receiver);
        if (typeof key === "symbol" || (!isNamed && VALUES.has(key))) return value;
        return counting(value, !isNamed && BY_NAME.has(key));
      },
      ownKeys(target) {
        count();
        return Reflect.ownKeys(target);
      },
    });
    seen.set(part, proxy);
    return proxy;
  };
  return counting(schema, false) as Schema;
}
