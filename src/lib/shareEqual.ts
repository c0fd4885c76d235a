import type { JsonValue } from "./json.ts";

/**
 * `after`, with every part that equals its counterpart in `before` (key order included) replaced by that counterpart.
 * A snapshot that repeats most of what is known then costs only what is new in it, and a diff by identity skips the rest.
 * Neither argument is changed.
 */
export function shareEqual(before: JsonValue | undefined, after: JsonValue): JsonValue {
  if (before === after || typeof before !== "object" || typeof after !== "object") return after;
  if (before === null || after === null) return after;
  if (Array.isArray(after)) return Array.isArray(before) ? shareArray(before, after) : after;
  if (Array.isArray(before)) return after;
  return shareObject(before as Record<string, JsonValue>, after as Record<string, JsonValue>);
}

function shareArray(before: readonly JsonValue[], after: readonly JsonValue[]): readonly JsonValue[] {
  let same = before.length === after.length;
  let copy: JsonValue[] | undefined;
  for (let index = 0; index < after.length; index++) {
    const own = after[index] as JsonValue;
    const shared = shareEqual(before[index], own);
    if (same && shared !== before[index]) same = false;
    if (shared !== own) (copy ??= after.slice())[index] = shared;
  }
  return same ? before : (copy ?? after);
}

function shareObject(before: Record<string, JsonValue>, after: Record<string, JsonValue>): JsonValue {
  const keys = Object.keys(after);
  const known = Object.keys(before);
  let same = keys.length === known.length;
  let copy: Record<string, JsonValue> | undefined;
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index] as string;
    const own = after[key] as JsonValue;
    const old = Object.hasOwn(before, key) ? before[key] : undefined;
    const shared = shareEqual(old, own);
    if (same && (key !== known[index] || shared !== old)) same = false;
    // A key named __proto__ is an ordinary key here; assigning to it would not be.
    if (shared !== own && key !== "__proto__") (copy ??= { ...after })[key] = shared;
  }
  return same ? before : (copy ?? after);
}
