import { describe, expect, it } from "vitest";
import type { JsonValue } from "#src/lib/json.ts";
import { OPEN, openLevels, setOpen } from "./expansion.ts";
import { layoutTree, type Ghost } from "./treeEntries.ts";

const state: JsonValue = { trip: { city: "Lisbon", hotel: { name: "Casa" } }, stage: "book" };
const ghost = (...path: readonly string[]): Ghost => ({ path, before: 1 });
const print = (ghosts: readonly Ghost[], expansion = OPEN, from = 0, to = 100): readonly string[] =>
  layoutTree(state, expansion, ghosts)
    .slice(from, to)
    .map((entry) => (entry.kind === "row" ? entry.row.path.join("/") : `-${entry.ghost.path.join("/")}`));

describe("layoutTree", () => {
  it("has no line for a root that is a container, and one for a scalar", () => {
    expect(print([])).toEqual(["trip", "trip/city", "trip/hotel", "trip/hotel/name", "stage"]);
    expect(layoutTree(3, OPEN, []).slice(0, 9)).toMatchObject([{ kind: "row", row: { value: 3 } }]);
    expect(layoutTree({}, OPEN, []).length).toBe(0);
  });

  it("puts what was removed at the end of what held it, the deepest first", () => {
    expect(print([ghost("old"), ghost("trip", "a"), ghost("trip", "hotel", "b")])).toEqual([
      "trip",
      "trip/city",
      "trip/hotel",
      "trip/hotel/name",
      "-trip/hotel/b",
      "-trip/a",
      "stage",
      "-old",
    ]);
  });

  it("shows no ghost inside what is closed or gone", () => {
    expect(print([ghost("trip", "a"), ghost("lost", "b")], openLevels(1))).toEqual(["trip", "stage"]);
  });

  it("gives every window, and finds every row again", () => {
    const ghosts = [ghost("old"), ghost("trip", "a"), ghost("trip", "hotel", "b")];
    const expansion = setOpen(OPEN, ["trip", "hotel"], true);
    const layout = layoutTree(state, expansion, ghosts);
    const all = print(ghosts, expansion);
    expect(layout.length).toBe(all.length);
    for (let from = 0; from < all.length; from++)
      for (let to = from; to <= all.length; to++)
        expect(print(ghosts, expansion, from, to)).toEqual(all.slice(from, to));
    const rows = layout.slice(0, layout.length).filter((entry) => entry.kind === "row");
    expect(rows.map((entry) => layout.indexOf(entry.row.path))).toEqual(rows.map((entry) => entry.index));
  });
});
