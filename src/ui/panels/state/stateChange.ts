import type { JsonValue } from "#src/lib/json.ts";
import { jsonDiff, type JsonChange } from "#src/lib/jsonDiff.ts";
import { formatPointer, parsePointer } from "#src/lib/jsonPointer.ts";
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

/** Draws the changes that event `seq` made. `snapshot` says that the event replaced the state as a whole. */
export function stateChange(touched: readonly JsonChange[], seq: number, snapshot: boolean): StateChange {
  const changes = touched.flatMap(inside);
  if (changes.length === 0) return NO_CHANGE;
  const marks = new Map<string, Mark>();
  const counts = new Map<string, number>();
  const ghosts: Ghost[] = [];
  const places: (readonly string[])[] = [];
  for (const { pointer, kind, before: was } of changes.slice(0, MOST)) {
    const path = parsePointer(pointer) ?? [];
    places.push(kind === "removed" ? path.slice(0, -1) : path);
    if (kind === "removed") ghosts.push({ path, before: was as JsonValue });
    else if (kind === "added") marks.set(pointer, { kind, seq, how: snapshot ? "snapshot" : "add" });
    else marks.set(pointer, { kind, seq, how: snapshot ? "snapshot" : "replace", before: was as JsonValue });
    for (let length = path.length - 1; length > 0; length--) {
      const parent = formatPointer(path.slice(0, length));
      counts.set(parent, (counts.get(parent) ?? 0) + 1);
    }
  }
  return {
    count: changes.length,
    cut: changes.length > MOST,
    ghosts,
    places,
    markOf(path, open) {
      const pointer = formatPointer(path);
      const mark = marks.get(pointer);
      if (mark || open) return mark;
      const count = counts.get(pointer);
      return count === undefined ? undefined : { kind: "inside", count };
    },
  };
}

/** A container that was replaced by one of its kind, as the places inside that differ: that is what the eye looks for. */
function inside(change: JsonChange): readonly JsonChange[] {
  const { pointer, kind, before, after } = change;
  if (kind !== "changed" || before === undefined || after === undefined) return [change];
  return jsonDiff(before, after).map((deeper) => ({ ...deeper, pointer: pointer + deeper.pointer }));
}
