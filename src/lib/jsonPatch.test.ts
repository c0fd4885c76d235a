import * as fc from "fast-check";
import jsonpatch, { type Operation } from "fast-json-patch";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "./json.ts";
import { applyPatch, type PatchOperation } from "./jsonPatch.ts";
import { patchFailureText } from "./patchFailure.ts";

const value = (document: JsonValue, ...operations: PatchOperation[]): JsonValue => {
  const result = applyPatch(document, operations);
  if (!result.ok) throw new Error(patchFailureText(result.error));
  return result.value;
};
const reason = (document: JsonValue, ...operations: PatchOperation[]) => {
  const result = applyPatch(document, operations);
  return result.ok ? "applied" : result.error.reason;
};

describe("the examples of RFC 6902, appendix A", () => {
  it.each<[string, JsonValue, PatchOperation[], JsonValue]>([
    ["A.1 adds a member", { foo: "bar" }, [{ op: "add", path: "/baz", value: "qux" }], { baz: "qux", foo: "bar" }],
    [
      "A.2 adds an element",
      { foo: ["bar", "baz"] },
      [{ op: "add", path: "/foo/1", value: "qux" }],
      { foo: ["bar", "qux", "baz"] },
    ],
    ["A.3 removes a member", { baz: "qux", foo: "bar" }, [{ op: "remove", path: "/baz" }], { foo: "bar" }],
    [
      "A.4 removes an element",
      { foo: ["bar", "qux", "baz"] },
      [{ op: "remove", path: "/foo/1" }],
      { foo: ["bar", "baz"] },
    ],
    [
      "A.5 replaces a value",
      { baz: "qux", foo: "bar" },
      [{ op: "replace", path: "/baz", value: "boo" }],
      { baz: "boo", foo: "bar" },
    ],
    [
      "A.6 moves a value",
      { foo: { bar: "baz", waldo: "fred" }, qux: { corge: "grault" } },
      [{ op: "move", from: "/foo/waldo", path: "/qux/thud" }],
      { foo: { bar: "baz" }, qux: { corge: "grault", thud: "fred" } },
    ],
    [
      "A.7 moves an element",
      { foo: ["all", "grass", "cows", "eat"] },
      [{ op: "move", from: "/foo/1", path: "/foo/3" }],
      { foo: ["all", "cows", "eat", "grass"] },
    ],
    [
      "A.8 tests values",
      { baz: "qux", foo: ["a", 2, "c"] },
      [
        { op: "test", path: "/baz", value: "qux" },
        { op: "test", path: "/foo/1", value: 2 },
      ],
      { baz: "qux", foo: ["a", 2, "c"] },
    ],
    [
      "A.10 adds a nested member",
      { foo: "bar" },
      [{ op: "add", path: "/child", value: { grandchild: {} } }],
      { foo: "bar", child: { grandchild: {} } },
    ],
    ["A.14 escapes ~ and /", { "/": 9, "~1": 10 }, [{ op: "test", path: "/~01", value: 10 }], { "/": 9, "~1": 10 }],
    [
      "A.16 appends an array",
      { foo: ["bar"] },
      [{ op: "add", path: "/foo/-", value: ["abc", "def"] }],
      { foo: ["bar", ["abc", "def"]] },
    ],
    ["replaces the document", { foo: 1 }, [{ op: "replace", path: "", value: [1] }], [1]],
    ["copies", { a: { b: 1 } }, [{ op: "copy", from: "/a", path: "/c" }], { a: { b: 1 }, c: { b: 1 } }],
    [
      "keeps two copies apart",
      { a: { b: 1 } },
      [
        { op: "copy", from: "/a", path: "/c" },
        { op: "replace", path: "/c/b", value: 2 },
      ],
      { a: { b: 1 }, c: { b: 2 } },
    ],
    ["has a key that is empty", { "": 1 }, [{ op: "replace", path: "/", value: 2 }], { "": 2 }],
  ])("%s", (_name, document, operations, expected) => {
    expect(value(document, ...operations)).toEqual(expected);
  });

  it("A.9 and A.15 fail on another value, and numbers are not texts", () => {
    expect(reason({ baz: "qux" }, { op: "test", path: "/baz", value: "bar" })).toBe("test-failed");
    expect(reason({ "/": 9, "~1": 10 }, { op: "test", path: "/~01", value: "10" })).toBe("test-failed");
  });

  it("A.12 fails on a missing parent", () => {
    expect(reason({ foo: "bar" }, { op: "add", path: "/baz/bat", value: "qux" })).toBe("path-missing");
  });
});

describe("what fails, and what the failure says", () => {
  it.each<[string, JsonValue, PatchOperation, string]>([
    ["a missing key", {}, { op: "replace", path: "/a", value: 1 }, "path-missing"],
    ["a missing source", {}, { op: "move", from: "/a", path: "/b" }, "from-missing"],
    ["a text as parent", { a: "x" }, { op: "add", path: "/a/b", value: 1 }, "no-container"],
    ["a leading zero", { a: [1, 2] }, { op: "add", path: "/a/01", value: 1 }, "bad-index"],
    ["an empty index", { a: [1] }, { op: "add", path: "/a/", value: 1 }, "bad-index"],
    ["an index too far", { a: [1] }, { op: "add", path: "/a/2", value: 1 }, "out-of-bounds"],
    ["replacing after the last", { a: [1] }, { op: "replace", path: "/a/-", value: 1 }, "out-of-bounds"],
    ["__proto__", {}, { op: "add", path: "/__proto__/x", value: 1 }, "forbidden-key"],
    ["constructor", {}, { op: "add", path: "/constructor", value: 1 }, "forbidden-key"],
    ["prototype as source", { a: 1 }, { op: "copy", from: "/prototype", path: "/b" }, "forbidden-key"],
    ["a move into itself", { a: { b: 1 } }, { op: "move", from: "/a", path: "/a/b/c" }, "into-itself"],
    ["no pointer", {}, { op: "add", path: "a", value: 1 }, "bad-pointer"],
    ["an inherited name", {}, { op: "remove", path: "/toString" }, "path-missing"],
  ])("%s", (_name, document, operation, expected) => {
    expect(reason(document, operation)).toBe(expected);
  });

  it("names the operation, what is there and what is around it", () => {
    const document = { trip: { city: "Oslo", nights: 2 } };
    const result = applyPatch(document, [
      { op: "replace", path: "/trip/city", value: "Rome" },
      { op: "replace", path: "/trip/hotel/name", value: "x" },
    ]);
    expect(result).toMatchObject({
      ok: false,
      error: {
        index: 1,
        op: "replace",
        pointer: "/trip/hotel/name",
        nearest: { pointer: "/trip", keys: ["city", "nights"] },
      },
    });
    const text = result.ok ? "" : patchFailureText(result.error);
    expect(text).toMatch(/^operation 2 of 2 \(replace \/trip\/hotel\/name\): /);
    expect(text).toContain("/trip has the keys city, nights");
  });

  it("a key named __proto__ inside a value is harmless", () => {
    const evil = JSON.parse('{"__proto__":{"polluted":true}}') as JsonValue;
    const document = value({ a: 1 }, { op: "add", path: "/b", value: evil }, { op: "add", path: "/b/c", value: 1 });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(Object.keys((document as { b: object }).b)).toEqual(["__proto__", "c"]);
  });
});

const key = fc.constantFrom("a", "b", "c", "0", "1", "x/y", "m~n", "");
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<JsonValue>(null, true, 0, 1, "s", ""),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(key, tie("value"), { maxKeys: 3 }),
  ),
})).value as fc.Arbitrary<JsonValue>;
const token = fc.constantFrom("a", "b", "c", "0", "1", "2", "-", "x~1y", "m~0n", "");
const pointer = fc.array(token, { maxLength: 3 }).map((tokens) => tokens.map((part) => `/${part}`).join(""));
const operation: fc.Arbitrary<PatchOperation> = fc.oneof(
  fc.record({ op: fc.constantFrom("add", "replace", "test"), path: pointer, value: json }),
  fc.record({ op: fc.constant("remove"), path: pointer }),
  fc.record({ op: fc.constantFrom("move", "copy"), from: pointer, path: pointer }),
);
const root = fc.oneof(
  fc.dictionary(key, json, { minKeys: 1, maxKeys: 4 }),
  fc.array(json, { maxLength: 4 }),
) as fc.Arbitrary<JsonValue>;
const patch = fc.array(operation, { minLength: 1, maxLength: 4 });

const freeze = <T>(target: T): T => {
  if (typeof target === "object" && target !== null && !Object.isFrozen(target)) {
    Object.freeze(target);
    Object.values(target).forEach(freeze);
  }
  return target;
};

describe("properties", () => {
  it("writes to nothing that it does not own", () => {
    fc.assert(
      fc.property(root, fc.array(patch, { maxLength: 3 }), (document, patches) => {
        let current = freeze(structuredClone(document));
        for (const operations of patches) {
          const before = JSON.stringify(current);
          const result = applyPatch(current, freeze(operations));
          expect(JSON.stringify(current)).toBe(before);
          if (result.ok) current = freeze(result.value);
        }
      }),
    );
  });

  it("with an ownership set gives what it gives without, and a failure leaves no trace, not even in the order of keys", () => {
    fc.assert(
      fc.property(root, fc.array(patch, { maxLength: 5 }), (document, patches) => {
        const owned = new Set<object>();
        let plain = document;
        let owning = freeze(structuredClone(document));
        for (const operations of patches) {
          const before = JSON.stringify(owning);
          const expected = applyPatch(plain, operations);
          const result = applyPatch(owning, freeze(structuredClone(operations)), owned);
          expect(result.ok).toBe(expected.ok);
          expect(result.ok || JSON.stringify(owning) === before).toBe(true);
          if (result.ok && expected.ok) [owning, plain] = [result.value, expected.value];
          expect(JSON.stringify(owning)).toBe(JSON.stringify(plain));
        }
      }),
    );
  });

  it("does what fast-json-patch does, but for the differences on purpose", () => {
    let applied = 0;
    fc.assert(
      fc.property(root, patch, (document, operations) => {
        let theirs: { document: JsonValue } | undefined;
        try {
          const copy = structuredClone(operations) as Operation[];
          theirs = { document: jsonpatch.applyPatch(document, copy, true, false).newDocument };
        } catch {
          theirs = undefined;
        }
        const ours = applyPatch(document, operations);
        if (ours.ok) applied++;
        // The client looks at the target before it takes the element out, which moves those behind it.
        const movesElement = operations.some(({ op, from }) => op === "move" && /\/\d+$/.test(from ?? ""));
        const isComparable = ours.ok && (theirs !== undefined || !movesElement);
        expect(isComparable ? theirs?.document : null).toEqual(isComparable ? ours.value : null);
        const isExcused =
          ours.ok ||
          theirs === undefined ||
          differsOnPurpose(ours.error.reason, operations[ours.error.index] as PatchOperation);
        expect(isExcused).toBe(true);
      }),
      { numRuns: 3000 },
    );
    expect(applied).toBeGreaterThan(100);
  });
});

/** The client accepts what RFC 6902 forbids; `clientDifferences.ts` lists each case. */
function differsOnPurpose(why: string, { op, from, path }: PatchOperation): boolean {
  if (why === "bad-index") return true; // "" is index 0 there
  if (why === "test-failed") return /\/(?=\/|$)/.test(path); // so that there is something to compare with
  if (why === "out-of-bounds") return op === "move" || op === "copy"; // appended there
  if (why === "into-itself") return from === "" || /\/\d+$/.test(from ?? ""); // the next element takes it there
  if (why === "from-missing") return path === ""; // the document becomes undefined there
  return why === "no-container"; // an operation on a bare value is ignored there
}
