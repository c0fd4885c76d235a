import type { JsonValue } from "./json.ts";

/** Deep equality of two JSON values as RFC 6902 section 4.6 defines it: the order of an object's keys does not matter. */
export function jsonEqual(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  if (Array.isArray(left)) {
    if (!Array.isArray(right) || left.length !== right.length) return false;
    for (let index = 0; index < left.length; index++) {
      if (!jsonEqual(left[index] as JsonValue, right[index] as JsonValue)) return false;
    }
    return true;
  }
  if (Array.isArray(right)) return false;
  const a = left as { readonly [key: string]: JsonValue };
  const b = right as { readonly [key: string]: JsonValue };
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  for (const key of keys) {
    if (!Object.hasOwn(b, key) || !jsonEqual(a[key], b[key])) return false;
  }
  return true;
}
