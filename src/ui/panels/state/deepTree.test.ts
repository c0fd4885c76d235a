import { describe, expect, it } from "vitest";
import type { JsonValue } from "#src/lib/json.ts";
import { CLOSED, expansionAt, OPEN, openLevels, reveal, setOpen } from "./expansion.ts";
import { stateChange } from "./stateChange.ts";
import { baseFor, layoutTree } from "./treeEntries.ts";
import { treeKey } from "./treeKeys.ts";
import { countRows, countValues, MOST_LEVELS } from "./treeRows.ts";

/** Deeper than the stack is. */
const DEPTH = 60_050;
const DEEP = JSON.parse(`${'{"a":'.repeat(DEPTH)}{"x":1,"y":2}${"}".repeat(DEPTH)}`) as JsonValue;
const path = (length: number): readonly string[] => Array.from({ length }, () => "a");

describe("a document nested deeper than the stack", () => {
  it("shows so many levels, and says at the last that there is more", () => {
    expect(countRows(DEEP, OPEN)).toBe(MOST_LEVELS + 1);
    const rows = layoutTree(DEEP, OPEN, []).slice(MOST_LEVELS - 2, MOST_LEVELS + 5);
    expect(rows.map((entry) => entry.kind === "row" && [entry.row.depth, entry.row.isDeepest])).toEqual([
      [MOST_LEVELS - 1, false],
      [MOST_LEVELS, true],
    ]);
  });

  it("goes on below the last level from a base that follows the active row, and back", () => {
    expect(baseFor(undefined)).toEqual([]);
    expect(baseFor(path(MOST_LEVELS))).toEqual([]);
    expect(baseFor(path(MOST_LEVELS + 1))).toHaveLength(MOST_LEVELS);
    expect(baseFor(path(2 * MOST_LEVELS))).toHaveLength(MOST_LEVELS);
    const layout = layoutTree(DEEP, OPEN, []);
    const deeper = treeKey("ArrowRight", layout, OPEN, path(MOST_LEVELS))?.active;
    expect(deeper).toHaveLength(MOST_LEVELS + 1);
    const next = layoutTree(DEEP, CLOSED, [], baseFor(deeper));
    expect(next.slice(0, 9)).toMatchObject([{ row: { depth: 1, open: false } }]);
    expect(next.indexOf(deeper ?? [])).toBe(0);
    expect(treeKey("ArrowLeft", next, CLOSED, deeper)?.active).toHaveLength(MOST_LEVELS);
  });

  it("opens the way to its innermost value, and shows it", () => {
    const innermost = [...path(DEPTH), "y"];
    const expansion = reveal(openLevels(3), innermost);
    expect(expansionAt(expansion, path(DEPTH)).open).toBe(true);
    const layout = layoutTree(DEEP, expansion, [], baseFor(innermost));
    const index = layout.indexOf(innermost) ?? -1;
    expect(layout.slice(index, index + 1)).toMatchObject([{ row: { key: "y", value: 2 } }]);
    const closed = setOpen(expansion, path(DEPTH - 10), false);
    expect(layoutTree(DEEP, closed, [], baseFor(innermost)).indexOf(innermost)).toBeUndefined();
  });

  it("is counted, and marked where it changed", () => {
    expect(countValues(DEEP, 1000)).toBe(1000);
    expect(countValues(DEEP, 10 ** 6)).toBe(DEPTH + 3);
    const pointer = `${"/a".repeat(DEPTH)}/x`;
    const { markOf } = stateChange([{ pointer, kind: "changed", before: 0, after: 1 }], 7, false);
    expect(markOf(["a"], false)).toEqual({ kind: "inside", count: 1 });
    expect(markOf([...path(DEPTH), "x"], false)).toMatchObject({ kind: "changed", seq: 7 });
  });
});
