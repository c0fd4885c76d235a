import { describe, expect, it } from "vitest";
import { jsonDiff } from "#src/lib/jsonDiff.ts";
import { NO_CHANGE, stateChange } from "./stateChange.ts";

describe("stateChange", () => {
  const before = { trip: { nights: 2, hotel: { name: null }, old: 1 }, stage: "plan" };
  const after = { trip: { nights: 3, hotel: { name: "Casa", stars: 4 } }, stage: "plan" };
  const change = stateChange(jsonDiff(before, after), 142, false);

  it("marks what was set, with what it was", () => {
    expect(change.count).toBe(4);
    expect(change.markOf(["trip", "nights"], false)).toEqual({ kind: "changed", seq: 142, how: "replace", before: 2 });
    expect(change.markOf(["trip", "hotel", "stars"], false)).toEqual({ kind: "added", seq: 142, how: "add" });
    expect(change.markOf(["stage"], false)).toBeUndefined();
  });

  it("keeps what was removed as a ghost", () => {
    expect(change.ghosts).toEqual([{ path: ["trip", "old"], before: 1 }]);
  });

  it("says where to look, for what was removed at what held it", () => {
    expect(change.places).toEqual([
      ["trip", "nights"],
      ["trip", "hotel", "name"],
      ["trip", "hotel", "stars"],
      ["trip"],
    ]);
  });

  it("says on a closed row how much changed inside, and not on an open one", () => {
    expect(change.markOf(["trip"], false)).toEqual({ kind: "inside", count: 4 });
    expect(change.markOf(["trip"], true)).toBeUndefined();
  });

  it("says that a snapshot set it", () => {
    expect(stateChange(jsonDiff({ a: 1 }, { a: 2 }), 7, true).markOf(["a"], false)).toMatchObject({
      how: "snapshot",
      before: 1,
    });
  });

  it("counts more than it marks, and says so", () => {
    const wide = stateChange(
      jsonDiff(
        [],
        Array.from({ length: 800 }, (_, index) => index),
      ),
      1,
      true,
    );
    expect([wide.count, wide.cut]).toEqual([800, true]);
    expect(wide.markOf(["499"], false)).toBeDefined();
    expect(wide.markOf(["500"], false)).toBeUndefined();
  });

  it("marks the places inside a container that was replaced by one of its kind", () => {
    const replaced = { pointer: "/a", kind: "changed" as const, before: { x: 1, y: 2 }, after: { x: 1, y: 3 } };
    const inner = stateChange([replaced], 9, false);
    expect(inner.count).toBe(1);
    expect(inner.markOf(["a", "y"], false)).toMatchObject({ kind: "changed", before: 2 });
    expect(inner.markOf(["a"], true)).toBeUndefined();
  });

  it("is nothing where nothing differs", () => {
    expect(stateChange(jsonDiff(before, before), 3, false)).toBe(NO_CHANGE);
  });

  it("keeps hostile names apart from ours", () => {
    const hostile = JSON.parse('{"__proto__":{"a/b~c":1}}') as object as { readonly [key: string]: number };
    expect(stateChange(jsonDiff({}, hostile), 2, false).markOf(["__proto__"], true)).toMatchObject({ kind: "added" });
    expect(stateChange(jsonDiff({}, hostile), 2, false).markOf(["constructor"], true)).toBeUndefined();
  });
});
