import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "#src/lib/json.ts";
import { getPointer } from "#src/lib/jsonPointer.ts";
import { OPEN } from "./expansion.ts";
import { sliceRows } from "./treeRows.ts";
import { searchPattern, TreeSearch } from "./treeSearch.ts";

function pathsFound(document: JsonValue, text: string): readonly (readonly string[])[] {
  const search = new TreeSearch(document, text);
  while (search.step());
  return Array.from({ length: search.count }, (_, index) => search.pathOf(index));
}

const textOf = (value: JsonValue): string => (typeof value === "string" ? value : JSON.stringify(value)).toLowerCase();

const key = fc.constantFrom("a", "Ab", "c", "0", "", "__proto__x");
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<JsonValue>(null, true, 0, 10, "a", "xAy", ""),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(key, tie("value"), { maxKeys: 4 }),
  ),
})).value as fc.Arbitrary<JsonValue>;

describe("TreeSearch", () => {
  it("finds names and scalars whatever their case, and no index", () => {
    const state = { Trip: { city: "Oslo" }, list: ["trip", 10, null], "0": 0 };
    expect(pathsFound(state, "TRIP")).toEqual([["Trip"], ["list", "0"]]);
    expect(pathsFound(state, "0")).toEqual([["0"], ["list", "1"]]);
    expect(pathsFound(state, "null")).toEqual([["list", "2"]]);
    expect(pathsFound("abc", "b")).toEqual([]);
  });

  it("takes what is typed as text and as no pattern", () => {
    expect(pathsFound({ "a.b": 1, axb: 2, "(": "[x]*" }, "a.b")).toEqual([["a.b"]]);
    for (const text of ["(", "[x]*", "\\", "$^", "a-b", "/", "{", "?"])
      expect(searchPattern(text).test(`x${text}y`)).toBe(true);
  });

  it("finds the rows that hold the text, in their order", () => {
    fc.assert(
      fc.property(json, fc.constantFrom("a", "b", "0", "1", "true", "x"), (document, text) => {
        const rows = sliceRows(document, OPEN, 0, 10_000).filter(({ path, value, inArray, size }) => {
          const named = path.length > 0 && !inArray && (path.at(-1) ?? "").toLowerCase().includes(text);
          return path.length > 0 && (named || (size === undefined && textOf(value).includes(text)));
        });
        expect(pathsFound(document, text)).toEqual(rows.map(({ path }) => path));
      }),
    );
  });

  it("goes as deep as the document, and stops between steps", () => {
    const deep = JSON.parse(`${'{"a":'.repeat(60_000)}"needle"${"}".repeat(60_000)}`) as JsonValue;
    const search = new TreeSearch(deep, "needle");
    expect(search.step()).toBe(true);
    expect(search.count).toBe(0);
    while (search.step());
    expect(search.count).toBe(1);
    expect(getPointer(deep, search.pathOf(0))).toBe("needle");
  });
});
