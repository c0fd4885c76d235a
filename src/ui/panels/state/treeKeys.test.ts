import { describe, expect, it } from "vitest";
import { CLOSED, expansionAt, openLevels } from "./expansion.ts";
import { layoutTree } from "./treeEntries.ts";
import { scalarText, treeKey } from "./treeKeys.ts";

const state = { trip: { city: "Lisbon" }, empty: {}, stage: "book" };
const opened = openLevels(2);
const layout = layoutTree(state, opened, [{ path: ["old"], before: 1 }]);
const press = (key: string, ...active: readonly string[]) => treeKey(key, layout, opened, active);

describe("treeKey", () => {
  it("moves down and up over rows only", () => {
    expect(treeKey("ArrowDown", layout, opened, undefined)).toEqual({ active: ["trip"] });
    expect(press("ArrowDown", "trip")).toEqual({ active: ["trip", "city"] });
    expect(press("ArrowDown", "stage")).toEqual({});
    expect(press("ArrowUp", "trip", "city")).toEqual({ active: ["trip"] });
    expect(press("End", "trip")).toEqual({ active: ["stage"] });
    expect(press("Home", "stage")).toEqual({ active: ["trip"] });
  });

  it("opens, goes in, closes and goes out", () => {
    expect(press("ArrowRight", "trip")).toEqual({ active: ["trip", "city"] });
    const closed = press("ArrowLeft", "trip")?.expansion ?? CLOSED;
    expect(expansionAt(closed, ["trip"]).open).toBe(false);
    const shut = layoutTree(state, closed, []);
    expect(expansionAt(treeKey("ArrowRight", shut, closed, ["trip"])?.expansion ?? CLOSED, ["trip"]).open).toBe(true);
    expect(press("ArrowLeft", "trip", "city")).toEqual({ active: ["trip"] });
    expect(press("ArrowRight", "empty")).toEqual({});
  });

  it("activates with Enter and leaves other keys alone", () => {
    expect(press("Enter", "stage")).toEqual({ activated: ["stage"] });
    expect(press("j", "stage")).toBeUndefined();
  });
});

it("cuts long texts and keeps everything else whole", () => {
  expect(scalarText('a"b', 10)).toBe('"a\\"b"');
  expect(scalarText("abcdef", 3)).toBe('"abc…');
  expect([scalarText(null, 3), scalarText(12.5, 3), scalarText(false, 3)]).toEqual(["null", "12.5", "false"]);
});
