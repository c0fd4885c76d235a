import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePartialJson } from "./partialJson.ts";

describe("parsePartialJson", () => {
  it.each([
    ["", undefined],
    ["  ", undefined],
    ["{", {}],
    ['{"ci', {}],
    ['{"city"', {}],
    ['{"city":', {}],
    ['{"city":"Os', { city: "Os" }],
    ['{"city":"Os\\', { city: "Os" }],
    ['{"city":"Os\\u00', { city: "Os" }],
    ['{"city":"Oslo","nights":1', { city: "Oslo", nights: 1 }],
    ['{"a":[1,2', { a: [1, 2] }],
    ['{"a":[1,', { a: [1] }],
    ['{"a":-', {}],
    ['{"a":1.', { a: 1 }],
    ['{"a":1e', { a: 1 }],
    ['{"a":tr', {}],
    ['[[{"b":', [[{}]]],
  ])("reads %j", (text, value) => {
    expect(parsePartialJson(text)).toEqual({ value, complete: false });
  });

  it.each([
    ['{"a":1,}', { a: 1 }, 7],
    ["{'a':1}", {}, 1],
    ['{"a":01}', { a: 0 }, 5],
    ['{"a":"x\ny"}', { a: "x" }, 7],
    ['{"a":"\\q"}', { a: "" }, 6],
    ['{"a":1} x', { a: 1 }, 8],
    ["nope", undefined, 0],
    ["[1 2]", [1], 3],
    ["{]", {}, 1],
  ])("says where %j goes wrong and keeps what came before", (text, value, offset) => {
    const result = parsePartialJson(text);
    expect(result.value).toEqual(value);
    expect(result.error?.offset).toBe(offset);
  });

  it("never throws on a prefix, calls none of them wrong, and equals JSON.parse at the end", () => {
    fc.assert(
      fc.property(fc.json(), fc.integer({ min: 0, max: 2 }), (compact, indent) => {
        const text = JSON.stringify(JSON.parse(compact), null, indent);
        for (let end = 0; end < text.length; end++) {
          expect(parsePartialJson(text.slice(0, end)).error).toBeUndefined();
        }
        expect(parsePartialJson(text)).toEqual({ value: JSON.parse(text) as unknown, complete: true });
      }),
    );
  });

  it("never throws on any text", () => {
    const unit = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      '"',
      ",",
      ":",
      "\\",
      "u",
      "0",
      "t",
      "f",
      "n",
      "1",
      "-",
      ".",
      "e",
      " ",
      "\n",
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 30 }), (input) => {
        expect(() => parsePartialJson(input)).not.toThrow();
      }),
      { numRuns: 2000 },
    );
  });

  it("reads deep nesting without running out of stack", () => {
    expect(parsePartialJson("[".repeat(5000)).complete).toBe(false);
  });
});
