import { describe, expect, it } from "vitest";
import { jsonDiff } from "./jsonDiff.ts";
import { arrayIndex, formatPointer, getPointer, parsePointer } from "./jsonPointer.ts";
import { shareEqual } from "./shareEqual.ts";

describe("JSON Pointer", () => {
  const document = { foo: ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "m~n": 8, " ": 7 };

  it.each([
    ["", document],
    ["/foo", ["bar", "baz"]],
    ["/foo/0", "bar"],
    ["/", 0],
    ["/a~1b", 1],
    ["/c%d", 2],
    ["/m~0n", 8],
    ["/ ", 7],
    ["/foo/2", undefined],
    ["/foo/-", undefined],
    ["/foo/00", undefined],
    ["/foo/length", undefined],
    ["/toString", undefined],
    ["foo", undefined],
    ["/m~2n", undefined],
  ])("%j of RFC 6901, section 5, and what is no place", (pointer, value) => {
    expect(getPointer(document, pointer)).toEqual(value);
  });

  it("formats what it parses", () => {
    expect(formatPointer(parsePointer("/a~1b/m~0n//0") ?? [])).toBe("/a~1b/m~0n//0");
    expect(parsePointer("/~01")).toEqual(["~1"]);
    expect(arrayIndex("10")).toBe(10);
    expect(arrayIndex("1e1")).toBeUndefined();
  });
});

describe("jsonDiff", () => {
  it("names added, removed and changed places", () => {
    const before = { same: [1], gone: 1, "a/b": { x: 1 }, list: [1, 2] };
    const after = { same: [1], "a/b": { x: 2 }, list: [1, 2, 3], fresh: null };
    expect(jsonDiff(before, after)).toEqual([
      { pointer: "/gone", kind: "removed", before: 1, after: undefined },
      { pointer: "/a~1b/x", kind: "changed", before: 1, after: 2 },
      { pointer: "/list/2", kind: "added", before: undefined, after: 3 },
      { pointer: "/fresh", kind: "added", before: undefined, after: null },
    ]);
    expect(jsonDiff([], {})).toEqual([{ pointer: "", kind: "changed", before: [], after: {} }]);
  });

  it("does not look into what is the same object", () => {
    const shared = Object.defineProperty({}, "trap", {
      enumerable: true,
      get: () => expect.fail("looked inside"),
    });
    expect(jsonDiff({ shared, n: 1 }, { shared, n: 2 })).toHaveLength(1);
  });
});

describe("shareEqual", () => {
  it("takes what is equal from the first and leaves the rest", () => {
    const before = { kept: { deep: [1, { x: 1 }] }, order: { a: 1, b: 2 }, list: [{ n: 1 }, { n: 2 }] };
    const after = { kept: { deep: [1, { x: 1 }] }, order: { b: 2, a: 1 }, list: [{ n: 1 }, { n: 3 }] };
    const shared = shareEqual(before, after) as typeof after;
    expect(JSON.stringify(shared)).toBe(JSON.stringify(after));
    expect(shared.kept).toBe(before.kept);
    expect(shared.order).not.toBe(before.order);
    expect(shared.list[0]).toBe(before.list[0]);
    expect(shareEqual(before, structuredClone(before))).toBe(before);
  });

  it("keeps a key named __proto__ an ordinary key", () => {
    const parse = (text: string): never => JSON.parse(text) as never;
    const shared = shareEqual(parse('{"__proto__":{"a":1},"b":[1]}'), parse('{"__proto__":{"a":1},"b":[1],"c":2}'));
    expect(JSON.stringify(shared)).toBe('{"__proto__":{"a":1},"b":[1],"c":2}');
  });
});
