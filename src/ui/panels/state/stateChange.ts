import type { JsonValue } from "#src/lib/json.ts";
import { jsonDiff, type JsonChange } from "#src/lib/jsonDiff.ts";
import { parsePointer } from "#src/lib/jsonPointer.ts";
import type { Ghost } from "./treeEntries.ts";

/** What the last change of the state did to one row. */
export type Mark =
  | { readonly kind: "added"; readonly seq: number; readonly how: string }
  | { readonly kind: "changed"; readonly seq: number; readonly how: string; readonly before: JsonValue }
  /** The row is closed, or is a container whose members changed: how many places inside. */
  | { readonly kind: "inside"; readonly count: number };

/** What one event did to the state, ready to be drawn on a tree. */
export interface StateChange {
  /** Places that differ, those beyond `MOST` included. */
  readonly count: number;
  /** True when there are more places than are marked. */
  readonly cut: boolean;
  readonly ghosts: readonly Ghost[];
  /** Where rows are marked, in the order of the changes. */
  readonly places: readonly (readonly string[])[];
  /** The mark of a row. `open`: its members are shown, so they carry their own. */
  readonly markOf: (path: readonly string[], open: boolean) => Mark | undefined;
}

/** More places than anyone reads are not marked one by one: a first snapshot may differ in thousands. */
const MOST = 500;

/** No change: what a state has before its first. */
export const NO_CHANGE: StateChange = { count: 0, cut: false, ghosts: [], places: [], markOf: () => undefined };

/** A place in the document, below others: paths may be far too long to make a text of every start of each. */
interface Place {
  mark: Mark | undefined;
  /** Changes below it. */
  inside: number;
  readonly below: Map<string, Place>;
}

const newPlace = (): Place => ({ mark: undefined, inside: 0, below: new Map() });

/** Draws the changes that event `seq` made. `snapshot` says that the event replaced the state as a whole. */
export function stateChange(touched: readonly JsonChange[], seq: number, snapshot: boolean): StateChange {
  const changes = touched.flatMap(inside);
  if (changes.length === 0) return NO_CHANGE;
  const root = newPlace();
  const ghosts: Ghost[] = [];
  const places: (readonly string[])[] = [];
  for (const { pointer, kind, before: was } of changes.slice(0, MOST)) {
    const path = parsePointer(pointer) ?? [];
    places.push(kind === "removed" ? path.slice(0, -1) : path);
    let place = root;
    for (const key of path) {
      place.inside++;
      const next = place.below.get(key) ?? newPlace();
      place.below.set(key, next);
      place = next;
    }
    if (kind === "removed") ghosts.push({ path, before: was as JsonValue });
    else if (kind === "added") place.mark = { kind, seq, how: snapshot ? "snapshot" : "add" };
    else place.mark = { kind, seq, how: snapshot ? "snapshot" : "replace", before: was as JsonValue };
  }
  return {
    count: changes.length,
    cut: changes.length > MOST,
    ghosts,
    places,
    markOf(path, open) {
      let place: Place | undefined = root;
      for (const key of path) {
        place = place.below.get(key);
        if (place === undefined) return undefined;
      }
      if (place.mark || open || place.inside === 0 || path.length === 0) return place.mark;
      return { kind: "inside", count: place.inside };
    },
  };
}

/** A container that was replaced by one of its kind, as the places inside that differ: that is what the eye looks for. */
function inside(change: JsonChange): readonly JsonChange[] {
  const { pointer, kind, before, after } = change;
  if (kind !== "changed" || before === undefined || after === undefined) return [change];
  return jsonDiff(before, after).map((deeper) => ({ ...deeper, pointer: pointer + deeper.pointer }));
}
