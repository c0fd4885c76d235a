import { describe, expect, it } from "vitest";
import { alignArrays } from "./alignArrays.ts";
import type { JsonValue } from "./json.ts";
import { jsonDiff } from "./jsonDiff.ts";
import { jsonEqual } from "./jsonEqual.ts";
import { applyPatch } from "./jsonPatch.ts";
import { getPointer } from "./jsonPointer.ts";
import { shareEqual } from "./shareEqual.ts";
import { shortJson } from "./shortJson.ts";
import { stringifyJson } from "./stringifyJson.ts";
import { structuralDiff } from "./structuralDiff.ts";

/** Deeper than any stack is. */
const DEPTH = 60_000;

const objects = (core: string): string => `{"a":`.repeat(DEPTH) + core + "}".repeat(DEPTH);
const arrays = (core: string): string => "[".repeat(DEPTH) + core + "]".repeat(DEPTH);
const parse = (text: string): JsonValue => JSON.parse(text) as JsonValue;

describe.each([
  ["objects", objects],
  ["arrays", arrays],
])("%s nested deeper than the stack", (_, nested) => {
  const value = parse(nested("1"));
  const equal = parse(nested("1"));
  const other = parse(nested("2"));

  it("are written as they came", () => {
    expect(stringifyJson(value)).toBe(nested("1"));
    expect(stringifyJson(value, 2)).toBe(nested("1"));
  });

  it("are compared", () => {
    expect(jsonEqual(value, equal)).toBe(true);
    expect(jsonEqual(value, other)).toBe(false);
    expect(jsonDiff(value, equal)).toEqual([]);
    expect(structuralDiff(value, equal)).toEqual({ changes: [], operations: [] });
  });

  it("differ in one place, which is as deep as is compared", () => {
    const [change, ...more] = jsonDiff(value, other);
    expect(more).toEqual([]);
    expect(jsonEqual(getPointer(value, change?.pointer ?? "?"), change?.before)).toBe(true);
    const { changes, operations } = structuralDiff([value], [other]);
    expect(changes).toHaveLength(1);
    const patched = applyPatch([value], operations);
    expect(patched.ok && jsonEqual(patched.value, [other])).toBe(true);
  });

  it("are shared as a whole or not at all", () => {
    expect(jsonEqual(shareEqual(value, equal), equal)).toBe(true);
    expect(jsonEqual(shareEqual(value, other), other)).toBe(true);
  });

  it("are aligned and shortened", () => {
    expect(alignArrays([value, 1, 2], [2, equal, 1]).pairs.length).toBeGreaterThan(0);
    expect(shortJson(value, 40).length).toBeLessThan(80);
  });
});

it("copies what a patch made of a deep document", () => {
  const place = "/a".repeat(DEPTH - 1);
  const result = applyPatch(parse(objects("{}")), [
    { op: "add", path: `${place}/b`, value: 1 },
    { op: "copy", from: "", path: "/copy" },
    { op: "replace", path: `${place}/b`, value: 2 },
    { op: "test", path: `/copy${place}/b`, value: 1 },
  ]);
  expect(result.ok).toBe(true);
});

it("leaves out members that are undefined, at any depth", () => {
  const deep = parse(objects("1"));
  expect(stringifyJson({ deep, gone: undefined, list: [undefined] })).toBe(`{"deep":${objects("1")},"list":[null]}`);
});
