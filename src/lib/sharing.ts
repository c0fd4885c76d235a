import type { JsonValue } from "./json.ts";

type Members = Readonly<Record<string, JsonValue>>;
type Container = readonly JsonValue[] | Members;

/** Which part of an earlier document a part of a later one was compared with, and what it became. */
interface Shared {
  readonly before: Container;
  readonly result: Container;
}

/** What comparisons found out about parts that never change: a later one that meets them again has nothing to do. */
export type SharedParts = WeakMap<object, Shared>;

/** A container that is being gone through, child by child. */
interface Level {
  readonly before: Container;
  readonly after: Container;
  /** The keys of `after` where it is an object. */
  readonly keys: readonly string[] | undefined;
  next: number;
  /** True while all children so far were equal to their counterparts, and there are as many of them. */
  same: boolean;
  /** How far counterparts in an array of another length lie from their places: 0 until the first difference. */
  shift: number;
  copy: JsonValue[] | Record<string, JsonValue> | undefined;
}

/**
 * Makes of `after` a document whose parts that equal their counterparts in `before` are those counterparts, so that a diff of the two
 * skips them by identity. As `shareEqual`, but in steps, at any depth and whatever the order of keys: for large documents of different
 * readings, which share nothing. Behind the first difference of two arrays of unlike length counterparts are counted from the end.
 */
export class Sharing {
  private readonly levels: Level[] = [];
  private made: JsonValue | undefined;

  constructor(
    before: JsonValue,
    after: JsonValue,
    private readonly known: SharedParts,
  ) {
    this.made = this.enter(before, after);
  }

  /** Looks at up to `most` values. False when it is done. */
  step(most: number): boolean {
    for (let left = most; left > 0; left--) {
      const level = this.levels.at(-1);
      if (level === undefined) return false;
      if (level.next < sizeOf(level)) {
        const child = childOf(level);
        const result = this.enter(counterpartOf(level), child);
        if (result !== undefined) put(level, result);
      } else this.leave(level);
    }
    return this.levels.length > 0;
  }

  /** The document; call it when `step` returned false. */
  get result(): JsonValue {
    return this.made as JsonValue;
  }

  /** What a value becomes, where that is known at once; else it is gone through next. */
  private enter(before: JsonValue | undefined, after: JsonValue): JsonValue | undefined {
    if (before === after || !isContainer(after) || before === undefined || !isContainer(before)) return after;
    if (Array.isArray(before) !== Array.isArray(after)) return after;
    const known = this.known.get(after);
    if (known?.before === before) return known.result;
    const keys = Array.isArray(after) ? undefined : Object.keys(after);
    const count = keys === undefined ? (before as readonly JsonValue[]).length : Object.keys(before).length;
    const same = count === (keys ?? (after as readonly JsonValue[])).length;
    this.levels.push({ before, after, keys, next: 0, same, shift: 0, copy: undefined });
    return undefined;
  }

  private leave(level: Level): void {
    const { before, after, same, copy } = level;
    const result = same ? before : (copy ?? after);
    this.known.set(after, { before, result });
    this.levels.pop();
    const parent = this.levels.at(-1);
    if (parent === undefined) this.made = result;
    else put(parent, result);
  }
}

const isContainer = (value: JsonValue): value is Container => typeof value === "object" && value !== null;

const sizeOf = ({ keys, after }: Level): number => (keys ?? (after as readonly JsonValue[])).length;

function childOf({ keys, after, next }: Level): JsonValue {
  return (
    keys === undefined ? (after as readonly JsonValue[])[next] : (after as Members)[keys[next] as string]
  ) as JsonValue;
}

function counterpartOf({ keys, before, next, shift }: Level): JsonValue | undefined {
  if (keys === undefined) return (before as readonly JsonValue[])[next + shift];
  const key = keys[next] as string;
  return Object.hasOwn(before, key) ? (before as Members)[key] : undefined;
}

function put(level: Level, result: JsonValue): void {
  const old = counterpartOf(level);
  const own = childOf(level);
  if (result !== old) {
    level.same = false;
    if (level.keys === undefined) level.shift = (level.before as readonly JsonValue[]).length - sizeOf(level);
  }
  const key = level.keys === undefined ? level.next : (level.keys[level.next] as string);
  level.next++;
  // A key named __proto__ is an ordinary key here; assigning to it would not be.
  if (result === own || key === "__proto__") return;
  level.copy ??= Array.isArray(level.after) ? level.after.slice() : { ...(level.after as Members) };
  (level.copy as Record<string | number, JsonValue>)[key] = result;
}
