import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "./json.ts";
import { applyPatch } from "./jsonPatch.ts";
import { structuralDiff } from "./structuralDiff.ts";

/** Names that patches refuse are left out: the diff of such a document is right, but nothing may apply it. */
const FORBIDDEN = new Set(["__proto__", "constructor", "prototype"]);
const key = fc
  .oneof(fc.constantFrom("a", "b", "id", "x/y", "~", ""), fc.string())
  .filter((name) => !FORBIDDEN.has(name));
const scalar = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constantFrom("s", "t", true, null));
const { json } = fc.letrec<{ json: JsonValue }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    scalar,
    fc.array(tie("json"), { maxLength: 6 }),
    fc.dictionary(key, tie("json"), { maxKeys: 4, noNullPrototype: true }),
    fc.uniqueArray(fc.record({ id: fc.integer({ min: 0, max: 8 }), v: scalar }), {
      selector: ({ id }) => id,
      maxLength: 8,
    }),
  ),
}));

const kinds = (before: JsonValue, after: JsonValue): readonly string[] =>
  structuralDiff(before, after).changes.map(({ kind, pointer, from }) =>
    kind === "moved" ? `moved ${from} ${pointer}` : `${kind} ${pointer}`,
  );

describe("structuralDiff", () => {
  it("as a patch turns the old document into the new one", () => {
    fc.assert(
      fc.property(json, json, (before, after) => {
        const result = applyPatch(before, structuralDiff(before, after).operations);
        expect(result).toEqual({ ok: true, value: after });
      }),
      { numRuns: 3000 },
    );
  });

  it("as a patch restores any order of keyed elements", () => {
    const ids = fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: 20 });
    const list = (numbers: readonly number[]): JsonValue => numbers.map((id) => ({ id, v: id % 3 }));
    fc.assert(
      fc.property(ids, ids, (before, after) => {
        const { operations, changes } = structuralDiff(list(before), list(after));
        expect(applyPatch(list(before), operations)).toEqual({ ok: true, value: list(after) });
        // Nothing that both have is put away and fetched again.
        const kept = before.filter((id) => after.includes(id)).length;
        expect(changes.filter(({ kind }) => kind === "removed")).toHaveLength(before.length - kept);
      }),
      { numRuns: 2000 },
    );
  });

  it("tells for every change what was there and what is there now", () => {
    fc.assert(
      fc.property(json, json, (before, after) => {
        const { changes } = structuralDiff(before, after);
        const old = changes.filter(({ kind }) => kind !== "added");
        expect(old.map(({ from }) => at(before, from))).toEqual(old.map((change) => change.before));
        const now = changes.filter(({ kind }) => kind !== "removed");
        expect(now.map(({ pointer }) => at(after, pointer))).toEqual(now.map((change) => change.after));
      }),
    );
  });

  it("finds nothing between equal documents, whatever the order of keys", () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(structuralDiff(value, structuredClone(value)).changes).toEqual([]);
      }),
    );
    expect(kinds({ a: 1, b: 2 }, { b: 2, a: 1 })).toEqual([]);
  });

  it("matches elements by a member that tells them apart", () => {
    const before = {
      rows: [
        { id: "a", n: 1 },
        { id: "b", n: 2 },
        { id: "c", n: 3 },
      ],
    };
    const after = {
      rows: [
        { id: "x", n: 0 },
        { id: "a", n: 1 },
        { id: "c", n: 4 },
      ],
    };
    expect(kinds(before, after)).toEqual(["removed /rows/1", "added /rows/0", "changed /rows/2/n"]);
    expect(kinds([{ toolCallId: 1 }, { toolCallId: 2 }], [{ toolCallId: 2 }])).toEqual(["removed /0"]);
  });

  it("says what moved, and what changed inside it", () => {
    const before = [
      { id: 1, n: 1 },
      { id: 2, n: 2 },
      { id: 3, n: 3 },
    ];
    const after = [
      { id: 2, n: 2 },
      { id: 3, n: 3 },
      { id: 1, n: 9 },
    ];
    expect(kinds(before, after)).toEqual(["moved /0 /2", "changed /2/n"]);
  });

  it("matches equal elements where nothing tells them apart", () => {
    expect(kinds([1, 2, 3, 4], [1, 3, 4, 5])).toEqual(["removed /1", "added /3"]);
    expect(kinds(["a", "b"], ["x", "a", "b"])).toEqual(["added /0"]);
    expect(kinds([{ n: 1 }, { n: 2 }, { n: 3 }], [{ n: 1 }, { n: 7 }, { n: 3 }])).toEqual(["changed /1/n"]);
  });

  it("compares arrays that are too large for that place by place", () => {
    const before = Array.from({ length: 3000 }, (_, index) => index);
    const after = before.map((value) => value + 1).toReversed();
    const { changes, operations } = structuralDiff(before, after);
    expect(changes.every(({ kind }) => kind === "changed")).toBe(true);
    expect(applyPatch(before, operations)).toEqual({ ok: true, value: after });
  });

  it("takes a great disorder for other elements rather than for moves", () => {
    const before = Array.from({ length: 5000 }, (_, id) => ({ id }));
    const after = before.toReversed();
    const { changes, operations } = structuralDiff(before, after);
    expect(changes.some(({ kind }) => kind === "moved")).toBe(false);
    expect(applyPatch(before, operations)).toEqual({ ok: true, value: after });
  });

  it("replaces a document of another kind", () => {
    expect(kinds({ a: 1 }, [1])).toEqual(["changed "]);
  });
});

/** The value at a pointer, by the plainest reading of RFC 6901. */
function at(document: JsonValue, pointer: string | undefined): unknown {
  const tokens = (pointer ?? "").split("/").slice(1);
  return tokens.reduce<unknown>(
    (value, token) => (value as Record<string, unknown>)[token.replaceAll("~1", "/").replaceAll("~0", "~")],
    document,
  );
}
