import type { JsonValue } from "#src/lib/json.ts";
import { childExpansion, type Expansion } from "./expansion.ts";

type Container = Extract<JsonValue, object>;

/**
 * How many levels of a tree are shown below its base: rows deeper than that would be out of sight to the right, and counting them would
 * exhaust the stack where an agent nests tens of thousands of levels. What is deeper is reached by taking another base.
 */
export const MOST_LEVELS = 100;

/** One visible row of a JSON tree. */
export interface TreeRow {
  /** From the root of the document; empty for the root itself. */
  readonly path: readonly string[];
  /** The member's name or the element's index; undefined for the root. */
  readonly key: string | undefined;
  readonly value: JsonValue;
  /** Levels below the base: 0 for the base itself. */
  readonly depth: number;
  /** True for an element of an array. */
  readonly inArray: boolean;
  /** How many members or elements; undefined for a scalar. */
  readonly size: number | undefined;
  readonly open: boolean;
  /** True for what holds more than can be shown below this base. */
  readonly isDeepest: boolean;
  /** Its place among its siblings, from 0, and how many they are. */
  readonly position: number;
  readonly siblings: number;
}

/** What is known of one node for one expansion: made once, found again by the identity of both. */
interface Counted {
  readonly expansion: Expansion;
  readonly depth: number;
  /** Rows of the node and of everything visible below it. */
  readonly rows: number;
  /** For each child, the rows of the node up to and including that child; left out where each child is one row. */
  readonly ends: Uint32Array | undefined;
}

const counts = new WeakMap<Container, Counted>();
const keyLists = new WeakMap<Container, readonly string[]>();

/** True for an object or an array. */
export function isContainer(value: JsonValue): value is Container {
  return typeof value === "object" && value !== null;
}

/** How many members or elements a container has. */
export function sizeOf(value: Container): number {
  return Array.isArray(value) ? value.length : keysOf(value).length;
}

/** How many values a document has, itself included. Counts no further than `limit`, and goes no deeper than the stack allows. */
export function countValues(value: JsonValue, limit: number): number {
  let count = 0;
  const pending: JsonValue[] = [value];
  while (count < limit) {
    const next = pending.pop();
    if (next === undefined) break;
    count++;
    if (isContainer(next)) for (const child of Object.values(next)) pending.push(child);
  }
  return count;
}

/** The number of visible rows, the root's included. Cached by the identity of the value and of the expansion. */
export function countRows(value: JsonValue, expansion: Expansion): number {
  return isContainer(value) ? counted(value, expansion, 0).rows : 1;
}

/**
 * The visible rows from `from` up to, not including, `to`. `base` is where `value` stands in its document. Costs what it returns and the
 * depth, not the size of the tree.
 */
export function sliceRows(
  value: JsonValue,
  expansion: Expansion,
  from: number,
  to: number,
  base: readonly string[] = [],
): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  const place = { path: base, depth: 0, key: base.at(-1), inArray: false, position: 0, siblings: 1 };
  collect(value, expansion, place, from, to, rows);
  return rows;
}

/** The index of the row at `path`, or undefined when it does not exist or is inside a closed node. */
export function rowIndexOf(root: JsonValue, expansion: Expansion, path: readonly string[]): number | undefined {
  let index = 0;
  let value = root;
  let at = expansion;
  if (path.length > MOST_LEVELS) return undefined;
  for (const [depth, key] of path.entries()) {
    if (!isContainer(value) || !at.open) return undefined;
    const position = positionOf(value, key);
    if (position === undefined) return undefined;
    index += startOf(counted(value, at, depth), position);
    value = childAt(value, position);
    at = childExpansion(at, key);
  }
  return index;
}

/** The index after the last visible row of the node at `path`, or undefined when the node is not visible. */
export function rowEndOf(root: JsonValue, expansion: Expansion, path: readonly string[]): number | undefined {
  const start = rowIndexOf(root, expansion, path);
  if (start === undefined) return undefined;
  let value = root;
  let at = expansion;
  for (const key of path) {
    value = childAt(value as Container, positionOf(value as Container, key) as number);
    at = childExpansion(at, key);
  }
  return start + (isContainer(value) ? counted(value, at, path.length).rows : 1);
}

interface Place {
  readonly path: readonly string[];
  readonly depth: number;
  readonly key: string | undefined;
  readonly inArray: boolean;
  readonly position: number;
  readonly siblings: number;
}

function collect(
  value: JsonValue,
  expansion: Expansion,
  place: Place,
  from: number,
  to: number,
  rows: TreeRow[],
): void {
  const container = isContainer(value);
  const size = container ? sizeOf(value) : undefined;
  const isDeepest = size !== undefined && size > 0 && place.depth >= MOST_LEVELS;
  const open = container && expansion.open && place.depth < MOST_LEVELS;
  if (from <= 0 && to > 0) rows.push({ ...place, value, size, open, isDeepest });
  if (!container || !open || size === undefined) return;
  const count = counted(value, expansion, place.depth);
  const inArray = Array.isArray(value);
  for (let position = firstEndingAfter(count, size, from); position < size; position++) {
    const start = startOf(count, position);
    if (start >= to) return;
    const key = keyAt(value, position);
    const depth = place.depth + 1;
    const child: Place = { path: [...place.path, key], depth, key, inArray, position, siblings: size };
    collect(childAt(value, position), childExpansion(expansion, key), child, from - start, to - start, rows);
  }
}

function counted(value: Container, expansion: Expansion, depth: number): Counted {
  const known = counts.get(value);
  if (known?.expansion === expansion && known.depth === depth) return known;
  const isOpen = expansion.open && depth < MOST_LEVELS;
  const made = isOpen ? count(value, expansion, depth) : { expansion, depth, rows: 1, ends: undefined };
  counts.set(value, made);
  return made;
}

function count(value: Container, expansion: Expansion, depth: number): Counted {
  const size = sizeOf(value);
  // No child is open, so each is one row: the common case of a wide array costs nothing.
  if (!expansion.rest.open && expansion.children.size === 0)
    return { expansion, depth, rows: 1 + size, ends: undefined };
  const ends = new Uint32Array(size);
  const isUniform = expansion.children.size === 0;
  const indexed = Array.isArray(value) ? indexedChildren(expansion) : undefined;
  let rows = 1;
  for (let position = 0; position < size; position++) {
    const own = isUniform
      ? expansion.rest
      : indexed
        ? (indexed.get(position) ?? expansion.rest)
        : childExpansion(expansion, keyAt(value, position));
    const child = own.open ? childAt(value, position) : undefined;
    rows += child !== undefined && isContainer(child) ? counted(child, own, depth + 1).rows : 1;
    ends[position] = rows;
  }
  return { expansion, depth, rows, ends };
}

/** The elements that differ from the rest, by index: a key made for each element of a long array would cost more than all the counting. */
function indexedChildren({ children }: Expansion): ReadonlyMap<number, Expansion> {
  return new Map([...children].map(([key, child]) => [Number(key), child]));
}

/** The row of child `position`, relative to its parent's. */
function startOf(count: Counted, position: number): number {
  return position === 0 ? 1 : count.ends ? (count.ends[position - 1] as number) : 1 + position;
}

/** The first child whose rows reach beyond `row`. */
function firstEndingAfter({ ends }: Counted, size: number, row: number): number {
  if (!ends) return Math.max(0, row - 1);
  let low = 0;
  let high = size;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ends[middle] as number) <= row) low = middle + 1;
    else high = middle;
  }
  return low;
}

function keysOf(value: Container): readonly string[] {
  let keys = keyLists.get(value);
  if (!keys) {
    keys = Object.keys(value);
    keyLists.set(value, keys);
  }
  return keys;
}

function keyAt(value: Container, position: number): string {
  return Array.isArray(value) ? String(position) : (keysOf(value)[position] as string);
}

function childAt(value: Container, position: number): JsonValue {
  if (Array.isArray(value)) return value[position] as JsonValue;
  // Only own members are ever read, so a member called `__proto__` is a member like any other.
  return (value as Record<string, JsonValue>)[keyAt(value, position)] as JsonValue;
}

function positionOf(value: Container, key: string): number | undefined {
  if (Array.isArray(value)) {
    const index = Number(key);
    return Number.isInteger(index) && index >= 0 && index < value.length ? index : undefined;
  }
  if (!Object.hasOwn(value, key)) return undefined;
  return keysOf(value).indexOf(key);
}
