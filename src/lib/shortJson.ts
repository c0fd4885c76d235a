import type { JsonObject, JsonValue } from "./json.ts";

/** A value as one line of JSON of about `limit` characters, cut with `…` where it is longer. Costs what it returns, not the size of the value. */
export function shortJson(value: JsonValue, limit: number): string {
  if (typeof value !== "object" || value === null) return shortScalar(value, limit);
  const isArray = Array.isArray(value);
  const [open, close] = isArray ? "[]" : "{}";
  let text = open as string;
  for (const [key, member] of membersOf(value)) {
    const left = limit - text.length;
    if (left <= 1) return `${text}…${close}`;
    const name = isArray ? "" : `${shortScalar(key, left)}:`;
    const comma = text.length > 1 ? "," : "";
    text += `${comma}${name}${shortJson(member, Math.max(1, left - name.length))}`;
  }
  return text + close;
}

/** One by one: a list of the members of a very large object would cost more than the line. */
function* membersOf(value: readonly JsonValue[] | JsonObject): Generator<[string, JsonValue]> {
  if (Array.isArray(value)) {
    for (const element of value as readonly JsonValue[]) yield ["", element];
    return;
  }
  const object = value as JsonObject;
  for (const key in object) if (Object.hasOwn(object, key)) yield [key, object[key] as JsonValue];
}

function shortScalar(value: string | number | boolean | null, limit: number): string {
  if (typeof value !== "string") return String(value);
  if (value.length <= limit) return JSON.stringify(value);
  return `${JSON.stringify(value.slice(0, limit)).slice(0, -1)}…"`;
}
