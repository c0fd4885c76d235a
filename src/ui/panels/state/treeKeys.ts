import { setOpen, type Expansion } from "./expansion.ts";
import type { TreeLayout } from "./treeEntries.ts";
import type { TreeRow } from "./treeRows.ts";

/** What a key press in a tree leads to. Undefined members stay as they are. */
export interface TreeMove {
  readonly active?: readonly string[];
  readonly expansion?: Expansion;
  /** The row that Enter was pressed on. */
  readonly activated?: readonly string[];
}

/**
 * The keys of the ARIA tree pattern: arrows move, right opens and goes in, left closes and goes out, Home and End jump,
 * Enter activates, Space opens or closes. Undefined for a key that a tree has no use for.
 */
export function treeKey(
  key: string,
  layout: TreeLayout,
  expansion: Expansion,
  active: readonly string[] | undefined,
): TreeMove | undefined {
  const index = active && layout.indexOf(active);
  const row = index === undefined ? undefined : rowAt(layout, index);
  switch (key) {
    case "ArrowDown":
      return moveTo(layout, index === undefined ? 0 : index + 1, 1);
    case "ArrowUp":
      return moveTo(layout, index === undefined ? layout.length - 1 : index - 1, -1);
    case "Home":
      return moveTo(layout, 0, 1);
    case "End":
      return moveTo(layout, layout.length - 1, -1);
    case "ArrowRight":
      if (!row?.size) return {};
      if (row.isDeepest) return { active: firstIn(row) };
      return row.open ? moveTo(layout, (index as number) + 1, 1) : { expansion: setOpen(expansion, row.path, true) };
    case "ArrowLeft":
      if (!row) return {};
      if (row.open && row.size) return { expansion: setOpen(expansion, row.path, false) };
      return row.path.length > 1 ? { active: row.path.slice(0, -1) } : {};
    case " ":
      if (row?.isDeepest === true) return { active: firstIn(row) };
      return row?.size ? { expansion: setOpen(expansion, row.path, !row.open) } : {};
    case "Enter":
      return row ? { activated: row.path } : {};
    default:
      return undefined;
  }
}

/** The first member or element of a row: where the tree goes on that shows what is too deep for this one. */
export function firstIn({ path, value }: TreeRow): readonly string[] {
  const [first] = Array.isArray(value) ? ["0"] : Object.keys(value as object);
  return first === undefined ? path : [...path, first];
}

/** The nearest row from line `index` on, in steps of `step`: ghosts are passed over. */
function moveTo(layout: TreeLayout, index: number, step: 1 | -1): TreeMove {
  for (let line = index; line >= 0 && line < layout.length; line += step) {
    const row = rowAt(layout, line);
    if (row) return { active: row.path };
  }
  return {};
}

function rowAt(layout: TreeLayout, index: number): TreeRow | undefined {
  const entry = layout.slice(index, index + 1)[0];
  return entry?.kind === "row" ? entry.row : undefined;
}

/** A scalar as one line of JSON, cut when it is long. */
export function scalarText(value: string | number | boolean | null, limit: number): string {
  if (typeof value !== "string") return String(value);
  return value.length <= limit ? JSON.stringify(value) : `${JSON.stringify(value.slice(0, limit)).slice(0, -1)}…`;
}
