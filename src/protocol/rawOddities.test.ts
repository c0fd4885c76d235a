import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rawOddities } from "./rawOddities.ts";

const kinds = (text: string): readonly string[] =>
  rawOddities(text).list.map(({ kind, pointer }) => `${kind} ${pointer}`);

describe("rawOddities", () => {
  it.each([
    ['{"a":1,"a":2}', "duplicate-key /a"],
    ['{"a":[12345678901234567890]}', "unsafe-integer /a/0"],
    ['{"a":0.1234567890123456789}', "lost-digits /a"],
    ['{"a":1e400}', "overflow /a"],
    ['{"a":-1e-400}', "underflow /a"],
    ['{"a":-0.0}', "negative-zero /a"],
    ['{"a":"x\\ud83d"}', "lone-surrogate /a"],
    ['{"a\\uDE00":1}', "lone-surrogate /a\uDE00"],
    ['{"a":"x\\u0000"}', "nul /a"],
    ['{"__proto__":1}', "special-key /__proto__"],
  ])("finds what parsing %s hides", (text, expected) => {
    expect(kinds(text)).toEqual([expected]);
  });

  it.each(['{"a":"\\ud83d\\ude00"}', "[0.1,1e21,100,-1.50,0,0.0e5,0.30000000000000004]", '{"a":"\\\\u0000"}', '"😀"'])(
    "has nothing to say of %s",
    (text) => {
      expect(kinds(text)).toEqual([]);
    },
  );

  it("tells them in the order of the text, and counts those that are not listed", () => {
    expect(kinds('{"a":-0,"b":1e400,"a":"\\u0000"}')).toEqual([
      "negative-zero /a",
      "overflow /b",
      "duplicate-key /a",
      "nul /a",
    ]);
    expect(rawOddities(`[${"-0,".repeat(250)}1]`)).toMatchObject({ list: { length: 100 }, more: 150 });
  });

  it("has nothing to say of what JSON.stringify writes, but for halves of characters and U+0000", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const again = JSON.stringify(JSON.parse(text));
        const odd = rawOddities(again).list.filter(
          ({ kind }) => !["special-key", "nul", "lone-surrogate", "unsafe-integer"].includes(kind),
        );
        expect(odd).toEqual([]);
      }),
    );
  });
});
