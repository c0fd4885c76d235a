import { alignArrays, type ElementPair } from "./alignArrays.ts";
import { isObject, type JsonValue } from "./json.ts";
import { jsonEqual } from "./jsonEqual.ts";
import type { PatchOperation } from "./jsonPatch.ts";
import { escapeToken } from "./jsonPointer.ts";
import { longestIncreasing } from "./longestIncreasing.ts";

/** One place where two documents differ. */
export interface StructuralChange {
  /** `moved`: an element of an array that changed its order, itself unchanged; what changed inside it is a change of its own. */
  readonly kind: "added" | "removed" | "changed" | "moved";
  /** JSON Pointer (RFC 6901) in the new document; for `removed` in the old one. */
  readonly pointer: string;
  /** Where the value was in the old document; undefined for `added`. */
  readonly from: string | undefined;
  /** Undefined for `added`. */
  readonly before: JsonValue | undefined;
  /** Undefined for `removed`. */
  readonly after: JsonValue | undefined;
}

/** What differs between two documents. */
export interface StructuralDiff {
  /** In document order, what an array lost before the rest of it. */
  readonly changes: readonly StructuralChange[];
  /** The same as a JSON Patch (RFC 6902): applied to the old document it gives the new one. */
  readonly operations: readonly PatchOperation[];
}

/** Moving elements one by one costs their number times the length of the array; beyond this they count as removed and added. */
const MOST_MOVING = 4_000_000;

/** What is nested deeper is compared as a whole: recursion must end. */
const DEEPEST = 200;

/**
 * What turns one document into another, with the elements of arrays matched by what they are (`alignArrays`) and not by their place.
 * The order of an object's keys says nothing. Subtrees that are the same object are skipped without a look;
 * what is nested deeper than 200 levels changes as a whole.
 */
export function structuralDiff(before: JsonValue, after: JsonValue): StructuralDiff {
  const out: Output = { changes: [], operations: [], depth: 0 };
  compare(before, after, "", "", out);
  return { changes: out.changes, operations: out.operations };
}

interface Output {
  readonly changes: StructuralChange[];
  readonly operations: PatchOperation[];
  /** How many containers are being compared within each other. */
  depth: number;
}

function compare(before: JsonValue, after: JsonValue, from: string, pointer: string, out: Output): void {
  if (before === after) return;
  const tooDeep = out.depth > DEEPEST;
  if (tooDeep && jsonEqual(before, after)) return;
  out.depth++;
  if (!tooDeep && Array.isArray(before) && Array.isArray(after)) compareArrays(before, after, from, pointer, out);
  else if (!tooDeep && isObject(before) && isObject(after)) compareObjects(before, after, from, pointer, out);
  else {
    out.changes.push({ kind: "changed", pointer, from, before, after });
    out.operations.push({ op: "replace", path: pointer, value: after });
  }
  out.depth--;
}

type Members = Readonly<Record<string, JsonValue>>;

function compareObjects(before: Members, after: Members, from: string, pointer: string, out: Output): void {
  for (const key of Object.keys(before)) {
    const was = before[key] as JsonValue;
    const token = escapeToken(key);
    if (Object.hasOwn(after, key)) {
      const now = after[key] as JsonValue;
      if (was !== now) compare(was, now, `${from}/${token}`, `${pointer}/${token}`, out);
      continue;
    }
    out.changes.push({
      kind: "removed",
      pointer: `${from}/${token}`,
      from: `${from}/${token}`,
      before: was,
      after: undefined,
    });
    out.operations.push({ op: "remove", path: `${pointer}/${token}` });
  }
  for (const key of Object.keys(after)) {
    if (Object.hasOwn(before, key)) continue;
    const path = `${pointer}/${escapeToken(key)}`;
    const value = after[key] as JsonValue;
    out.changes.push({ kind: "added", pointer: path, from: undefined, before: undefined, after: value });
    out.operations.push({ op: "add", path, value });
  }
}

type Elements = readonly JsonValue[];

function compareArrays(wholeBefore: Elements, wholeAfter: Elements, from: string, pointer: string, out: Output): void {
  const { start, before, after, pairs: aligned } = alignArrays(wholeBefore, wholeAfter);
  const { pairs, movers } = withMoves(aligned, after.length);
  const oldPlace = (index: number): string => `${from}/${start + index}`;
  const newPlace = (index: number): string => `${pointer}/${start + index}`;
  const oldOf = new Map(pairs.map((pair) => [pair.after, pair.before]));
  const matched = new Set(oldOf.values());
  const gone = before.flatMap((_, index) => (matched.has(index) ? [] : [index]));
  for (const index of gone) {
    const at = oldPlace(index);
    out.changes.push({ kind: "removed", pointer: at, from: at, before: before[index], after: undefined });
  }
  // From the end, so that the places of the others still hold.
  for (const index of gone.toReversed()) out.operations.push({ op: "remove", path: newPlace(index) });
  const order = new Standing(
    movers.size === 0 ? [] : before.flatMap((_, index) => (matched.has(index) ? [index] : [])),
  );
  for (let index = 0; index < after.length; index++) {
    const old = oldOf.get(index);
    const value = after[index] as JsonValue;
    if (old === undefined) {
      const at = movers.size === 0 ? index : order.add();
      out.changes.push({ kind: "added", pointer: newPlace(index), from: undefined, before: undefined, after: value });
      out.operations.push({ op: "add", path: newPlace(at), value });
    } else if (movers.has(old)) {
      const was = before[old] as JsonValue;
      out.changes.push({ kind: "moved", pointer: newPlace(index), from: oldPlace(old), before: was, after: value });
      const moved = order.move(old);
      if (moved.from !== moved.to)
        out.operations.push({ op: "move", from: newPlace(moved.from), path: newPlace(moved.to) });
    } else if (movers.size > 0) order.pass(old);
  }
  for (const pair of pairs) {
    const was = before[pair.before] as JsonValue;
    const now = after[pair.after] as JsonValue;
    if (was !== now) compare(was, now, oldPlace(pair.before), newPlace(pair.after), out);
  }
}

/** The elements of an array as they stand while it is put in its new order from the front, by their old places. */
class Standing {
  /** The place of the last element that is where it belongs among those before it. */
  private last = -1;

  constructor(private readonly places: number[]) {}

  /** Puts a new element after the last one. Returns its place. */
  add(): number {
    this.places.splice(++this.last, 0, -1);
    return this.last;
  }

  /** Takes an element from where it stands and puts it after the last one. */
  move(old: number): { readonly from: number; readonly to: number } {
    const from = this.places.indexOf(old);
    this.places.splice(from, 1);
    if (from > this.last) this.last++;
    this.places.splice(this.last, 0, old);
    return { from, to: this.last };
  }

  /** Goes on to an element that stays. */
  pass(old: number): void {
    this.last = this.places.indexOf(old, this.last + 1);
  }
}

/** Of the pairs that are not in their old order, as few as possible move; where too many would, they are no pairs. */
function withMoves(
  pairs: readonly ElementPair[],
  length: number,
): { readonly pairs: readonly ElementPair[]; readonly movers: ReadonlySet<number> } {
  const stays = longestIncreasing(pairs.map(({ before }) => before)).map((at) => pairs[at] as ElementPair);
  if (stays.length === pairs.length) return { pairs, movers: new Set() };
  if ((pairs.length - stays.length) * length > MOST_MOVING) return { pairs: stays, movers: new Set() };
  const movers = new Set(pairs.map(({ before }) => before));
  for (const { before } of stays) movers.delete(before);
  return { pairs, movers };
}
