import type { JsonObject, JsonValue } from "#src/lib/json.ts";

const STRING_LIMIT = 24;
const NAMES = 6;

/**
 * A JSON value in one line for a preview: the first members of the outer object or list, what is inside them folded,
 * long strings cut. It reads a handful of values, however large the whole is.
 */
export function jsonSummary(value: JsonValue): string {
  if (Array.isArray(value)) {
    const items = (value as readonly JsonValue[]).slice(0, NAMES).map(folded);
    return items.length === 0 ? "[]" : `[ ${joined(items, value.length)} ]`;
  }
  if (typeof value !== "object" || value === null) return folded(value);
  const members: string[] = [];
  let count = 0;
  const object = value as JsonObject;
  for (const name in object) {
    if (++count > NAMES) break;
    members.push(`${JSON.stringify(name)}: ${folded(object[name] ?? null)}`);
  }
  return members.length === 0 ? "{}" : `{ ${joined(members, count)} }`;
}

function joined(shown: readonly string[], count: number): string {
  const rest = count > NAMES ? ", …" : "";
  return `${shown.slice(0, NAMES).join(", ")}${rest}`;
}

function folded(value: JsonValue): string {
  if (typeof value === "string") {
    return JSON.stringify(value.length > STRING_LIMIT ? `${value.slice(0, STRING_LIMIT)}…` : value);
  }
  if (Array.isArray(value)) return value.length === 0 ? "[]" : `[ ${value.length} ]`;
  if (typeof value !== "object" || value === null) return String(value);
  return Object.keys(value).length > 0 ? "{ … }" : "{}";
}
