import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "./json.ts";
import { Sharing, type SharedParts } from "./sharing.ts";
import { structuralDiff } from "./structuralDiff.ts";

function shared(before: JsonValue, after: JsonValue, known: SharedParts = new WeakMap(), most = 3): JsonValue {
  const sharing = new Sharing(before, after, known);
  while (sharing.step(most));
  return sharing.result;
}

/** As text has it: -0 would come back from a copy as 0. */
const json = fc.json({ maxDepth: 4 }).map((text) => JSON.parse(text) as JsonValue);
const copyOf = (value: JsonValue): JsonValue => JSON.parse(JSON.stringify(value)) as JsonValue;

describe("Sharing", () => {
  it("changes nothing about a document, and nothing about its differences", () => {
    fc.assert(
      fc.property(json, json, fc.integer({ min: 1, max: 5 }), (before, after, most) => {
        const texts = [JSON.stringify(before), JSON.stringify(after)];
        const result = shared(before, after, new WeakMap(), most);
        expect(result).toEqual(after);
        expect(structuralDiff(before, result).changes.length === 0).toBe(
          structuralDiff(before, after).changes.length === 0,
        );
        expect([JSON.stringify(before), JSON.stringify(after)]).toEqual(texts);
      }),
    );
  });

  it("takes all of an equal document from the earlier one", () => {
    fc.assert(
      fc.property(json, (before) => {
        expect(shared(before, copyOf(before))).toBe(before);
      }),
    );
    expect(shared({ a: 1, b: 2 }, { b: 2, a: 1 })).toEqual({ a: 1, b: 2 });
  });

  it("takes the rest where one place differs, also behind an element that came or went", () => {
    const before = { list: [{ n: 1 }, { n: 2 }, { n: 3 }], other: { deep: [1, 2] } };
    const result = shared(before, { list: [{ n: 1 }, { n: 9 }, { n: 2 }, { n: 3 }], other: { deep: [1, 2] } });
    const { list, other } = result as typeof before;
    expect(other).toBe(before.other);
    expect([list[0], list[2], list[3]].map((each, at) => each === before.list[at])).toEqual([true, true, true]);
    // The one in the gap is compared with the one that is gone.
    const less = shared(list, [{ n: 1 }, { n: 2 }, { n: 3 }]) as typeof list;
    expect(less[2]).toBe(list[3]);
  });

  it("looks at nothing twice that it knows already", () => {
    const before = { big: { a: [1, 2, 3], b: { c: 1 } } };
    const known: SharedParts = new WeakMap();
    const big = copyOf(before.big);
    shared(before, { big }, known);
    const sharing = new Sharing(before, { big, more: 1 }, known);
    // Two members and the end of the object.
    expect(sharing.step(3)).toBe(false);
    expect((sharing.result as typeof before).big).toBe(before.big);
  });

  it("has no stack to run out of, and takes __proto__ for an ordinary key", () => {
    const nested = (): JsonValue => JSON.parse(`${"[".repeat(20_000)}${"]".repeat(20_000)}`) as JsonValue;
    const before = nested();
    expect(shared(before, nested(), new WeakMap(), 1000)).toBe(before);
    const odd = (n: number): JsonValue => JSON.parse(`{"__proto__":{"a":[1]},"n":${n}}`) as JsonValue;
    expect(JSON.stringify(shared(odd(1), odd(2)))).toBe(JSON.stringify(odd(2)));
  });
});
