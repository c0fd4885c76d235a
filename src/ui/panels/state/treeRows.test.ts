import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "#src/lib/json.ts";
import { childExpansion, CLOSED, OPEN, openLevels, reveal, setOpen, type Expansion } from "./expansion.ts";
import { countRows, isContainer, rowEndOf, rowIndexOf, sliceRows } from "./treeRows.ts";

/** The same rows by the plainest walk: what the cached counts are checked against. */
function walk(value: JsonValue, expansion: Expansion, path: readonly string[] = []): readonly (readonly string[])[] {
  if (!isContainer(value) || !expansion.open) return [path];
  const below = Object.keys(value).flatMap((key) =>
    walk((value as Record<string, JsonValue>)[key] as JsonValue, childExpansion(expansion, key), [...path, key]),
  );
  return [path, ...below];
}

const paths = (value: JsonValue, expansion: Expansion, from = 0, to = Infinity) =>
  sliceRows(value, expansion, from, to).map((row) => row.path);

const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<JsonValue>;
const expansions = fc
  .array(fc.tuple(fc.array(fc.constantFrom("a", "b", "0", "1")), fc.boolean()))
  .map((edits) => edits.reduce((expansion, [path, open]) => setOpen(expansion, path, open), openLevels(2)));

describe("treeRows", () => {
  const state = { trip: { city: "Lisbon", nights: [2, 3] }, stage: "book" };

  it("shows the root and its members when one level is open", () => {
    expect(paths(state, openLevels(1))).toEqual([[], ["trip"], ["stage"]]);
    expect(countRows(state, openLevels(1))).toBe(3);
  });

  it("says the depth, the size and the place among siblings", () => {
    expect(sliceRows(state, openLevels(2), 3, 4)).toEqual([
      {
        path: ["trip", "nights"],
        isDeepest: false,
        key: "nights",
        value: [2, 3],
        depth: 2,
        inArray: false,
        size: 2,
        open: false,
        position: 1,
        siblings: 2,
      },
    ]);
  });

  it("gives every window of what a plain walk gives, for any value and any expansion", () => {
    fc.assert(
      fc.property(
        json,
        fc.oneof(expansions, fc.constantFrom(OPEN, CLOSED)),
        fc.nat(30),
        fc.nat(30),
        (value, expansion, from, length) => {
          const all = walk(value, expansion);
          expect(countRows(value, expansion)).toBe(all.length);
          expect(paths(value, expansion, from, from + length)).toEqual(all.slice(from, from + length));
        },
      ),
    );
  });

  it("finds the row of a path and the end of its subtree", () => {
    fc.assert(
      fc.property(json, expansions, (value, expansion) => {
        walk(value, expansion).forEach((path, index, all) => {
          expect(rowIndexOf(value, expansion, path)).toBe(index);
          const below = all.filter((other) => path.every((key, depth) => other[depth] === key)).length;
          expect(rowEndOf(value, expansion, path)).toBe(index + below);
        });
      }),
    );
  });

  it("has no row for what is closed or absent", () => {
    expect(rowIndexOf(state, openLevels(1), ["trip", "city"])).toBeUndefined();
    expect(rowIndexOf(state, OPEN, ["trip", "toString"])).toBeUndefined();
    expect(rowIndexOf(state, OPEN, ["trip", "nights", "2"])).toBeUndefined();
    expect(rowEndOf(state, openLevels(1), ["trip", "city"])).toBeUndefined();
  });

  it("treats a member called __proto__ as a member like any other", () => {
    const hostile = JSON.parse('{"__proto__":{"polluted":true},"constructor":1}') as JsonValue;
    expect(paths(hostile, OPEN)).toEqual([[], ["__proto__"], ["__proto__", "polluted"], ["constructor"]]);
    expect(paths(hostile, setOpen(openLevels(1), ["__proto__"], true))).toContainEqual(["__proto__", "polluted"]);
  });
});

describe("expansion", () => {
  it("reveals a path and keeps what is beside it", () => {
    const before = openLevels(1);
    const after = reveal(before, ["a", "b", "c"]);
    expect(childExpansion(childExpansion(after, "a"), "b").open).toBe(true);
    expect(childExpansion(after, "z")).toBe(childExpansion(before, "z"));
  });

  it("stays equal by reference when nothing changes", () => {
    expect(setOpen(OPEN, ["a", "b"], true)).toBe(OPEN);
    expect(reveal(OPEN, ["a", "b"])).toBe(OPEN);
  });
});
