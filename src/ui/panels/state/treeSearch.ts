import type { JsonValue } from "#src/lib/json.ts";
import { isContainer } from "./treeRows.ts";

/** A place in a document as the last part of its path: the whole of each path would take far more memory than the hits are worth. */
interface Place {
  readonly parent: Place | undefined;
  readonly key: string;
}

interface Level {
  readonly value: Readonly<Record<string, JsonValue>>;
  /** Undefined for an array. */
  readonly keys: readonly string[] | undefined;
  readonly length: number;
  readonly place: Place | undefined;
  next: number;
}

/** Values that one step looks at. */
const PER_STEP = 500;

/** A text as a pattern that finds it whatever its case. Upper case and lower case of one letter are the same, as Unicode folds them. */
export function searchPattern(text: string): RegExp {
  return new RegExp(text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`), "iu");
}

/**
 * Finds a text in the names of members and in the scalars of a document, in the order of its rows. In steps, and without recursion: a
 * document may be large and nested as deep as an agent likes.
 */
export class TreeSearch {
  private readonly found: Place[] = [];
  private readonly levels: Level[] = [];
  private readonly pattern: RegExp;

  constructor(
    readonly document: JsonValue,
    readonly text: string,
  ) {
    this.pattern = searchPattern(text);
    this.enter(document, undefined);
  }

  /** How many rows were found so far. */
  get count(): number {
    return this.found.length;
  }

  /** Looks at the next values. False when there are none. */
  step(): boolean {
    for (let looked = 0; looked < PER_STEP;) {
      const level = this.levels.at(-1);
      if (level === undefined) return false;
      if (level.next === level.length) {
        this.levels.pop();
        continue;
      }
      looked++;
      const key = level.keys?.[level.next] ?? String(level.next);
      level.next++;
      this.look(level.value[key] as JsonValue, { parent: level.place, key }, level.keys !== undefined);
    }
    return true;
  }

  /** The path of hit `index`, from 0. */
  pathOf(index: number): readonly string[] {
    const path: string[] = [];
    for (let place = this.found[index]; place; place = place.parent) path.push(place.key);
    return path.toReversed();
  }

  private look(value: JsonValue, place: Place, isNamed: boolean): void {
    const matches =
      (isNamed && this.pattern.test(place.key)) || (!isContainer(value) && this.pattern.test(String(value)));
    if (matches) this.found.push(place);
    if (isContainer(value)) this.enter(value, place);
  }

  private enter(value: JsonValue, place: Place | undefined): void {
    if (!isContainer(value)) return;
    const keys = Array.isArray(value) ? undefined : Object.keys(value);
    const length = keys === undefined ? (value as readonly JsonValue[]).length : keys.length;
    if (length > 0) this.levels.push({ value: value as Level["value"], keys, length, place, next: 0 });
  }
}
