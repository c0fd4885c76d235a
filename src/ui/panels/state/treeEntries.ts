import type { JsonValue } from "#src/lib/json.ts";
import { getPointer } from "#src/lib/jsonPointer.ts";
import { expansionAt, type Expansion } from "./expansion.ts";
import { countRows, isContainer, MOST_LEVELS, rowEndOf, rowIndexOf, sliceRows, type TreeRow } from "./treeRows.ts";

/** A member or element that the last change removed. It is shown once more, at the end of what held it. */
export interface Ghost {
  readonly path: readonly string[];
  readonly before: JsonValue;
}

/** What one line of a tree shows. */
type TreeEntry =
  | { readonly kind: "row"; readonly index: number; readonly row: TreeRow }
  | { readonly kind: "ghost"; readonly index: number; readonly ghost: Ghost; readonly depth: number };

/** A tree laid out in lines: rows, and ghosts between them. Lines are counted from 0; a root that is a container has none of its own. */
export interface TreeLayout {
  readonly length: number;
  /** The lines from `from` up to, not including, `to`. */
  slice(from: number, to: number): readonly TreeEntry[];
  /** The line of a row, or undefined when it is not visible. */
  indexOf(path: readonly string[]): number | undefined;
}

interface PlacedGhost {
  readonly ghost: Ghost;
  /** The row before which it stands. */
  readonly row: number;
  /** Its own line. */
  readonly line: number;
}

/** The place from which a tree is shown so that the row at `active` is not too deep for it: the root, or a place 100, 200 … levels below. */
export function baseFor(active: readonly string[] | undefined): readonly string[] {
  if (active === undefined || active.length <= MOST_LEVELS) return ROOT;
  return active.slice(0, Math.floor((active.length - 1) / MOST_LEVELS) * MOST_LEVELS);
}

const ROOT: readonly string[] = [];

/** A base is shown open: a closed one would say nothing. Kept, because row counts are cached by the identity of the expansion. */
const opened = new WeakMap<Expansion, Expansion>();

function openedAt(expansion: Expansion, base: readonly string[]): Expansion {
  const at = expansionAt(expansion, base);
  if (at.open || base.length === 0) return at;
  const known = opened.get(at) ?? { ...at, open: true };
  opened.set(at, known);
  return known;
}

/**
 * Lays a tree out from `base` on, a place that exists in the document; paths count from its root all the same. Costs the number of ghosts,
 * and what is asked for.
 */
export function layoutTree(
  document: JsonValue,
  wholeExpansion: Expansion,
  allGhosts: readonly Ghost[],
  base: readonly string[] = ROOT,
): TreeLayout {
  const value = getPointer(document, base) ?? null;
  const expansion = openedAt(wholeExpansion, base);
  const ghosts = base.length === 0 ? allGhosts : allGhosts.filter((ghost) => below(ghost.path, base) !== undefined);
  const hidden = isContainer(value) ? 1 : 0;
  const placed = placeGhosts(value, expansion, ghosts, hidden, base.length);
  const ghostsBefore = (line: number): number => {
    let count = 0;
    while (count < placed.length && (placed[count] as PlacedGhost).line < line) count++;
    return count;
  };
  return {
    length: countRows(value, expansion) - hidden + placed.length,
    slice(from, to) {
      const skipped = ghostsBefore(from);
      const end = ghostsBefore(to);
      const rows = sliceRows(value, expansion, from - skipped + hidden, to - end + hidden, base);
      const entries: TreeEntry[] = [];
      let next = skipped;
      let taken = 0;
      for (let line = from; line < to; line++) {
        const ghost = placed[next];
        const row = rows[taken];
        if (ghost?.line === line) {
          entries.push({
            kind: "ghost",
            index: line,
            ghost: ghost.ghost,
            depth: ghost.ghost.path.length - base.length,
          });
          next++;
        } else if (row) {
          entries.push({ kind: "row", index: line, row });
          taken++;
        } else break;
      }
      return entries;
    },
    indexOf(path) {
      const inside = below(path, base);
      const row = inside && rowIndexOf(value, expansion, inside);
      if (row === undefined || row < hidden) return undefined;
      const before = placed.filter((ghost) => ghost.row <= row - hidden).length;
      return row - hidden + before;
    },
  };
}

function placeGhosts(
  value: JsonValue,
  expansion: Expansion,
  ghosts: readonly Ghost[],
  hidden: number,
  baseLength: number,
): readonly PlacedGhost[] {
  const visible = ghosts.flatMap((ghost) => {
    const parent = ghost.path.slice(baseLength, -1);
    if (!expansionAt(expansion, parent).open) return [];
    const end = rowEndOf(value, expansion, parent);
    return end === undefined ? [] : [{ ghost, row: end - hidden }];
  });
  // Where several stand before the same row, the deepest closes first.
  visible.sort((a, b) => a.row - b.row || b.ghost.path.length - a.ghost.path.length);
  return visible.map(({ ghost, row }, index) => ({ ghost, row, line: row + index }));
}

/** A path as seen from `base`; undefined for one that is not inside it. */
function below(path: readonly string[], base: readonly string[]): readonly string[] | undefined {
  if (base.length === 0) return path;
  return path.length > base.length && base.every((key, at) => key === path[at]) ? path.slice(base.length) : undefined;
}
