import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "./json.ts";
import { applyPatch, type PatchOperation } from "./jsonPatch.ts";
import { explainPatch, type FailureDetails } from "./patchExplanation.ts";

/** What is said of the only operation of a patch that must fail. */
function failing(document: JsonValue, operation: PatchOperation): FailureDetails {
  const { operations } = explainPatch(document, [operation]);
  const details = operations[0]?.details;
  if (!details) throw new Error("The operation works.");
  return details;
}
const hints = (document: JsonValue, operation: PatchOperation): readonly string[] => failing(document, operation).hints;

describe("explainPatch", () => {
  const trip = { trip: { city: "Oslo", nights: 2 }, list: [1, 2, 3] };

  it("tells which operations work, which fail and why, and what is there instead", () => {
    const explanation = explainPatch(trip, [
      { op: "replace", path: "/trip/city", value: "Rome" },
      { op: "remove", path: "/trip/hotel" },
      { op: "add", path: "/list/9", value: 9 },
      { op: "add", path: "/list/-", value: 4 },
    ]);
    expect(explanation.operations.map(({ works }) => works)).toEqual([true, false, false, true]);
    expect(explanation).toMatchObject({ failedAt: 1, failures: 2 });
    expect(explanation.goodOnly).toEqual({ trip: { city: "Rome", nights: 2 }, list: [1, 2, 3, 4] });
    expect(explanation.operations[1]?.details).toMatchObject({
      reason: "path-missing",
      found: undefined,
      nearest: { pointer: "/trip", kind: "object", keys: ["city", "nights"], size: 2 },
    });
    expect(explanation.operations[2]?.details).toMatchObject({
      reason: "out-of-bounds",
      nearest: { pointer: "/list", kind: "array", size: 3 },
    });
    expect(trip.trip.city).toBe("Oslo");
  });

  it("quotes the value that a test found, as it was then", () => {
    const { operations } = explainPatch({ a: 1 }, [
      { op: "add", path: "/a", value: [1] },
      { op: "test", path: "/a", value: 1 },
      { op: "add", path: "/a/-", value: 2 },
    ]);
    expect(operations[1]?.details).toMatchObject({ reason: "test-failed", found: "[1]", nearest: { pointer: "" } });
  });

  it("tells where a move fails as of its second half, when its source is gone", () => {
    const document = [{}, [], null];
    const operations = [{ op: "move", from: "/0", path: "/2/a" }];
    const { operations: tried, goodOnly } = explainPatch(document, operations);
    expect(tried[0]?.details?.nearest).toMatchObject({ pointer: "", kind: "array", size: 2 });
    expect(goodOnly).toEqual([{}, [], null]);
  });

  it("says nothing of a patch that works", () => {
    expect(explainPatch(trip, [{ op: "test", path: "/list/0", value: 1 }])).toMatchObject({
      failedAt: -1,
      failures: 0,
      goodOnly: trip,
    });
  });
});

describe("hints", () => {
  const replace = (path: string): PatchOperation => ({ op: "replace", path, value: 0 });

  it.each<[string, JsonValue, PatchOperation, RegExp]>([
    ["a nearby key", { stage: 1, items: [] }, replace("/stgae"), /nearest key is "stage": \/stage/],
    ["other letters", { Stage: 1 }, replace("/stage"), /Upper and lower case count.*"Stage".*: \/Stage/],
    ["another style", { stageName: { a: 1 } }, replace("/stage_name/a"), /written "stageName": \/stageName\/a/],
    ["a slash in a key", { "a/b": { c: 1 } }, replace("/a/b/c"), /written ~1: \/a~1b\/c for the key "a\/b"/],
    ["a tilde in a key", { "a~1b": 1 }, replace("/a~1b"), /written ~0: \/a~01b/],
    ["percent encoding", { "a b": 1 }, replace("/a%20b"), /not percent-encoded: \/a b/],
    ["brackets", { list: [{ a: 1 }] }, replace("/list[0]/a"), /without brackets: \/list\/0\/a/],
    ["a slash at the end", { a: 1 }, replace("/"), /./],
    ["the name of the state", { stage: 1 }, replace("/state/stage"), /begins inside the document: \/stage exists/],
    ["replace of nothing", {}, replace("/new"), /"replace" needs a member that is there; "add" makes one/],
    ["a missing parent", {}, { op: "add", path: "/a/b", value: 1 }, /makes one member and no parents: add \/a first/],
    ["an index beyond", { l: [1, 2] }, replace("/l/2"), /\/l has 2 elements: indexes 0 to 1 exist\.$/],
    ["adding beyond", { l: [1, 2] }, { op: "add", path: "/l/7", value: 1 }, /exist, and 2 or - appends/],
    ["an empty array", { l: [] }, replace("/l/0"), /\/l is an empty array, so no index exists/],
    ["- that is not added to", { l: [1] }, { op: "remove", path: "/l/-" }, /after the last.*last one is \/l\/0/],
    ["an index from the end", { l: [1, 2] }, replace("/l/-1"), /not counted from the end; the last element is \/l\/1/],
    ["leading zeros", { l: [1, 2] }, replace("/l/01"), /without leading zeros: \/l\/1/],
    ["an element by name", { l: [{ id: "x" }, { id: "y" }] }, replace("/l/y/z"), /the one called "y" is \/l\/1/],
    ["null in the way", { a: null }, { op: "add", path: "/a/b", value: 1 }, /\/a is null: set it first/],
    ["a number in the way", { a: 5 }, replace("/a/b"), /\/a is 5, and nothing can be inside it/],
    ["a state that is a text", '{"a":1}', replace("/a"), /whole document is a text that holds JSON.*In it, \/a exists/],
    ["a text encoded again", JSON.stringify('{"a":1}'), replace("/a"), /encoded 3 times/],
    ["no slash in front", { a: 1 }, replace("a"), /begins with \/: \/a, which exists/],
    ["dots", { a: [{ b: 1 }] }, replace("a[0].b"), /between names: \/a\/0\/b, which exists/],
    ["JSONPath", { a: { b: 1 } }, replace("$.a['b']"), /JSONPath.*: \/a\/b, which exists/],
    ["a fragment", { a: 1 }, replace("#/a"), /no # in front: \/a, which exists/],
    ["a bare tilde", { "a~b": 1 }, replace("/a~b"), /written ~0: \/a~0b, which exists/],
    ["an operation in capitals", {}, { op: "ADD", path: "/a", value: 1 }, /lower case.*"add"/],
    ["another word", {}, { op: "set", path: "/a", value: 1 }, /calls this "add"/],
    ["a slip", {}, { op: "replcae", path: "/a", value: 1 }, /nearest operation is "replace"/],
    ["an expected text", { a: 3 }, { op: "test", path: "/a", value: "3" }, /text that holds the JSON 3/],
    ["a stored text", { a: "[1]" }, { op: "test", path: "/a", value: [1] }, /encoded twice when it was set/],
    [
      "a difference inside",
      { a: { b: [1] } },
      { op: "test", path: "/a", value: { b: [2] } },
      /at \/a\/b\/0: expected 2, found 1/,
    ],
    ["other case", { a: "Done" }, { op: "test", path: "/a", value: "done" }, /upper and lower case only/],
    ["a forbidden key", {}, { op: "add", path: "/__proto__/a", value: 1 }, /Clients refuse these names/],
  ])("names %s", (_, document, operation, expected) => {
    expect(hints(document, operation).join(" ")).toMatch(expected);
  });

  it("looks for the source of a move, and not for its target", () => {
    const details = failing({ stage: 1 }, { op: "move", from: "/stag", path: "/new" });
    expect(details).toMatchObject({ reason: "from-missing", pointer: "/stag" });
    expect(details.hints.join()).toContain("/stage");
  });
});

const key = fc.constantFrom("a", "b", "c", "0", "1", "x/y", "m~n", "");
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<JsonValue>(null, true, 0, 1, "s", "", '{"a":1}', '"[1]"'),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(key, tie("value"), { maxKeys: 3 }),
  ),
})).value as fc.Arbitrary<JsonValue>;
const token = fc.constantFrom("a", "b", "c", "A", "0", "1", "2", "-", "-1", "01", "x~1y", "x", "y", "m~0n", "", "a~");
const pointer = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.array(token, { maxLength: 3 }).map((tokens) => tokens.map((part) => `/${part}`).join("")),
  },
  { weight: 1, arbitrary: fc.constantFrom("a", "a.b", "$.a", "#/a", " /a", "$", "~", "/__proto__/a") },
);
const operation: fc.Arbitrary<PatchOperation> = fc.oneof(
  fc.record({ op: fc.constantFrom("add", "replace", "test"), path: pointer, value: json }),
  fc.record({ op: fc.constantFrom("remove", "delete", ""), path: pointer }),
  fc.record({ op: fc.constantFrom("move", "copy"), from: pointer, path: pointer }),
);

const freeze = <T>(target: T): T => {
  if (typeof target === "object" && target !== null && !Object.isFrozen(target)) {
    Object.freeze(target);
    Object.values(target).forEach(freeze);
  }
  return target;
};

describe("properties", () => {
  it("fails where applyPatch fails and for its reason, and leaves what the operations that work leave", () => {
    let failures = 0;
    fc.assert(
      fc.property(json, fc.array(operation, { maxLength: 6 }), (document, operations) => {
        const explanation = explainPatch(freeze(document), freeze(operations));
        const applied = applyPatch(document, operations);
        const failure = applied.ok ? undefined : applied.error;
        expect(explanation.failedAt).toBe(failure?.index ?? -1);
        const details = explanation.operations[explanation.failedAt]?.details;
        expect([details?.reason, details?.pointer]).toEqual([failure?.reason, failure?.pointer]);
        expect(details?.nearest.pointer).toBe(failure?.nearest.pointer);
        const good = explanation.operations.flatMap(({ works, operation: each }) => (works ? [each] : []));
        expect(good.length + explanation.failures).toBe(operations.length);
        // The value may hold the same object twice, which a later operation must not write to in both places.
        expect(applyPatch(structuredClone(document), structuredClone(good))).toEqual({
          ok: true,
          value: explanation.goodOnly,
        });
        if (failure) failures++;
      }),
      { numRuns: 3000 },
    );
    expect(failures).toBeGreaterThan(500);
  });

  it("gives hints in whole sentences", () => {
    fc.assert(
      fc.property(json, operation, (document, each) => {
        const said = explainPatch(document, [each]).operations[0]?.details?.hints ?? [];
        for (const hint of said) expect(hint).toMatch(/^\S.*\.$/s);
      }),
    );
  });
});
