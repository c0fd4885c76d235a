import type { JsonValue } from "#src/lib/json.ts";
import { jsonDiff } from "#src/lib/jsonDiff.ts";
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
  /** The mark of a row. `open`: its members are shown, so they carry their own. */
  readonly markOf: (path: readonly string[], open: boolean) => Mark | undefined;
}

/** More places than anyone reads are not marked one by one: a first snapshot may differ in thousands. */
const MOST = 500;

/** No change: what a state has before its first. */
export const NO_CHANGE: StateChange = { count: 0, cut: false, ghosts: [], markOf: () => undefined };

/** Compares the state before and after event `seq`. `snapshot` says that the event replaced it as a whole. */
export function stateChange(before: JsonValue, after: JsonValue, seq: number, snapshot: boolean): StateChange {
  const changes = jsonDiff(before, after);
  if (changes.length === 0) return NO_CHANGE;
  const marks = new Map<string, Mark>();
  const inside = new Map<string, number>();
  const ghosts: Ghost[] = [];
  for (const { pointer, kind, before: was } of changes.slice(0, MOST)) {
    const path = parsePointer(pointer) ?? [];
    if (kind === "removed") ghosts.push({ path, before: was as JsonValue });
    else if (kind === "added") marks.set(pointer, { kind, seq, how: snapshot ? "snapshot" : "add" });
    else marks.set(pointer, { kind, seq, how: snapshot ? "snapshot" : "replace", before: was as JsonValue });
    for (let length = path.length - 1; length > 0; length--) {
      const parent = formatPointer(path.slice(0, length));
      inside.set(parent, (inside.get(parent) ?? 0) + 1);
    }
  }
  return {
    count: changes.length,
    cut: changes.length > MOST,
    ghosts,
    markOf(path, open) {
      const pointer = formatPointer(path);
      const mark = marks.get(pointer);
      if (mark || open) return mark;
      const count = inside.get(pointer);
      return count === undefined ? undefined : { kind: "inside", count };
    },
  };
}
