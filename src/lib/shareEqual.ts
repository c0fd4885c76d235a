import type { JsonValue } from "./json.ts";

/** What is nested deeper is not shared: recursion must end, and sharing is a saving only. */
const DEEPEST = 1000;

/**
 * `after`, with every part that equals its counterpart in `before` (key order included) replaced by that counterpart.
 * A snapshot that repeats most of what is known then costs only what is new in it, and a diff by identity skips the rest.
 * Parts nested deeper than 1,000 levels stay those of `after`, and so does what holds them. Neither argument is changed.
 */
export function shareEqual(before: JsonValue | undefined, after: JsonValue): JsonValue {
  return share(before, after, 0);
}

function share(before: JsonValue | undefined, after: JsonValue, depth: number): JsonValue {
  if (before === after || typeof before !== "object" || typeof after !== "object") return after;
  if (before === null || after === null || depth > DEEPEST) return after;
  if (Array.isArray(after)) return Array.isArray(before) ? shareArray(before, after, depth) : after;
  if (Array.isArray(before)) return after;
  return shareObject(before as Record<string, JsonValue>, after as Record<string, JsonValue>, depth);
}

function shareArray(before: readonly JsonValue[], after: readonly JsonValue[], depth: number): readonly JsonValue[] {
  let same = before.length === after.length;
  let copy: JsonValue[] | undefined;
  for (let index = 0; index < after.length; index++) {
    const own = after[index] as JsonValue;
    const shared = share(before[index], own, depth + 1);
    if (same && shared !== before[index]) same = false;
    if (shared !== own) (copy ??= after.slice())[index] = shared;
  }
  return same ? before : (copy ?? after);
}

function shareObject(before: Record<string, JsonValue>, after: Record<string, JsonValue>, depth: number): JsonValue {
  const keys = Object.keys(after);
  const known = Object.keys(before);
  let same = keys.length === known.length;
  let copy: Record<string, JsonValue> | undefined;
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index] as string;
    const own = after[key] as JsonValue;
    const old = Object.hasOwn(before, key) ? before[key] : undefined;
    const shared = share(old, own, depth + 1);
    if (same && (key !== known[index] || shared !== old)) same = false;
    // A key named __proto__ is an ordinary key here; assigning to it would not be.
    if (shared !== own && key !== "__proto__") (copy ??= { ...after })[key] = shared;
  }
  return same ? before : (copy ?? after);
}
