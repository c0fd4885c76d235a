import type { JsonValue } from "./json.ts";

type Members = Readonly<Record<string, JsonValue>>;

/**
 * Deep equality of two JSON values as RFC 6902 section 4.6 defines it: the order of an object's keys does not matter.
 * Iterative: an agent may nest deeper than the stack is.
 */
export function jsonEqual(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  if (left === right) return true;
  // Nearly every comparison is of two scalars, and needs no list of what is left to compare.
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  const pending: object[] = [left, right];
  while (pending.length > 0) {
    const b = pending.pop() as object;
    const a = pending.pop() as object;
    if (!sameMembers(a, b, pending)) return false;
  }
  return true;
}

/** Compares two containers by their scalars, and adds the pairs of containers in them to `pending`. */
function sameMembers(a: object, b: object, pending: object[]): boolean {
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    for (let index = 0; index < a.length; index++) {
      if (!same(a[index] as JsonValue, b[index] as JsonValue, pending)) return false;
    }
    return true;
  }
  if (Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  for (const key of keys) {
    if (!Object.hasOwn(b, key) || !same((a as Members)[key], (b as Members)[key], pending)) return false;
  }
  return true;
}

function same(left: JsonValue | undefined, right: JsonValue | undefined, pending: object[]): boolean {
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  pending.push(left, right);
  return true;
}
