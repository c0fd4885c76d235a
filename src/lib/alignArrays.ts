import { isObject, type JsonValue } from "./json.ts";
import { jsonEqual } from "./jsonEqual.ts";
import { shortJson } from "./shortJson.ts";

type Elements = readonly JsonValue[];

/** Element `before` of the old array is element `after` of the new one, changed or not. */
export interface ElementPair {
  readonly before: number;
  readonly after: number;
}

/** Names by which elements are told apart, likeliest first; then any name that ends like an id. */
const KEY_NAMES = ["id", "key", "_id", "uuid", "guid"];
const KEY_LIKE = /(?:Id|ID|_id|Key|_key)$/;
/** The longest common subsequence takes this many steps at most; larger arrays are compared place by place. */
const MOST_CELLS = 1_000_000;

/** The part in which two arrays differ. */
interface Alignment {
  /** How many elements both begin with. Places below count from here. */
  readonly start: number;
  /** The elements between what both begin and what both end with. */
  readonly before: Elements;
  readonly after: Elements;
  /** Which of them are the same ones, in the order of the new array. Elements in no pair were added or removed. */
  readonly pairs: readonly ElementPair[];
}

/**
 * Matches the elements of two arrays. What both begin and end with is set aside; the rest is told apart by a member like `id` where
 * every element has one of its own, else by the longest common subsequence of equal elements, with what stands between them paired in
 * order, else by place. Only keyed elements can have changed their order.
 */
export function alignArrays(before: Elements, after: Elements): Alignment {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && jsonEqual(before[start], after[start])) start++;
  let end = 0;
  const most = shorter - start;
  while (end < most && jsonEqual(before[before.length - 1 - end], after[after.length - 1 - end])) end++;
  const old = before.slice(start, before.length - end);
  const now = after.slice(start, after.length - end);
  return { start, before: old, after: now, pairs: alignDifferent(old, now) };
}

function alignDifferent(before: Elements, after: Elements): ElementPair[] {
  if (before.length === 0 || after.length === 0) return [];
  const key = keyOf(before, after);
  if (key !== undefined) return alignByKey(before, after, key);
  if (before.length * after.length > MOST_CELLS) return pairInOrder(0, before.length, 0, after.length);
  return alignBySequence(before, after);
}

/** The member by which all elements of both arrays can be told apart. */
function keyOf(before: Elements, after: Elements): string | undefined {
  const first = before[0];
  if (!isObject(first)) return undefined;
  const likely = KEY_NAMES.filter((name) => Object.hasOwn(first, name));
  const others = Object.keys(first).filter((name) => KEY_LIKE.test(name) && !likely.includes(name));
  return [...likely, ...others].find((name) => tellsApart(before, name) && tellsApart(after, name));
}

function tellsApart(elements: Elements, name: string): boolean {
  const seen = new Set<unknown>();
  for (const element of elements) {
    const value = isObject(element) && Object.hasOwn(element, name) ? element[name] : undefined;
    if ((typeof value !== "string" && typeof value !== "number") || seen.has(value)) return false;
    seen.add(value);
  }
  return true;
}

function alignByKey(before: Elements, after: Elements, name: string): ElementPair[] {
  const keyAt = (element: JsonValue): unknown => (element as Record<string, unknown>)[name];
  const places = new Map(before.map((element, index) => [keyAt(element), index]));
  return after.flatMap((element, index) => {
    const place = places.get(keyAt(element));
    return place === undefined ? [] : [{ before: place, after: index }];
  });
}

function alignBySequence(before: Elements, after: Elements): ElementPair[] {
  const classes = new Map<string, number>();
  const classOf = (element: JsonValue): number => {
    const text = canonical(element);
    const known = classes.get(text);
    if (known !== undefined) return known;
    classes.set(text, classes.size);
    return classes.size - 1;
  };
  const old = Int32Array.from(before, classOf);
  const now = Int32Array.from(after, classOf);
  const width = now.length + 1;
  // lengths[i * width + j]: the longest common subsequence of what follows element i of the one and element j of the other.
  const lengths = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      const at = i * width + j;
      lengths[at] =
        old[i] === now[j]
          ? (lengths[at + width + 1] as number) + 1
          : Math.max(lengths[at + width] as number, lengths[at + 1] as number);
    }
  }
  const pairs: ElementPair[] = [];
  let [i, j, fromI, fromJ] = [0, 0, 0, 0];
  while (i < old.length && j < now.length) {
    const at = i * width + j;
    if (old[i] === now[j]) {
      pairs.push(...pairInOrder(fromI, i, fromJ, j), { before: i, after: j });
      fromI = ++i;
      fromJ = ++j;
    } else if ((lengths[at + width] as number) >= (lengths[at + 1] as number)) i++;
    else j++;
  }
  return [...pairs, ...pairInOrder(fromI, old.length, fromJ, now.length)];
}

/** What lies between two elements that stayed: the first of the one is the first of the other, and so on. */
function pairInOrder(fromI: number, toI: number, fromJ: number, toJ: number): ElementPair[] {
  const length = Math.min(toI - fromI, toJ - fromJ);
  return Array.from({ length }, (_, at) => ({ before: fromI + at, after: fromJ + at }));
}

/** Characters that stand for a value which is nested too deep to be written as a whole. */
const DEEP_TEXT = 2000;

/**
 * A text that is the same for equal values only, whatever the order of their keys. Of a value nested too deep for `JSON.stringify` it is
 * the beginning: the worst that follows is that two elements are taken for one that changed.
 */
function canonical(value: JsonValue): string {
  try {
    return JSON.stringify(value, (_, inner: unknown) =>
      isObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
    );
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return shortJson(value, DEEP_TEXT);
  }
}
