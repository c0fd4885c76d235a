import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inspectRawJson, mayHoldUnsafeInteger } from "./rawJson.ts";

describe("inspectRawJson", () => {
  it.each([
    ["", 0, "a JSON value was expected, the text ended"],
    ['{"a":NaN}', 5, "a JSON value was expected, found NaN"],
    ["{'a':1}", 1, "a key in double quotes was expected, found a single quote"],
    ['{"a":1,}', 7, "a comma must not stand before }"],
    ["[1,\n]", 4, "a comma must not stand before ]"],
    ["{", 1, "a key in double quotes was expected, the text ended"],
    ['{"a" 1}', 5, "a colon was expected, found 1"],
    ["[1 2]", 3, "a comma or ] was expected, found 2"],
    ['{"a":1} x', 8, "nothing more was expected, found x"],
    ['{"a":"b', 5, "a string has no end"],
    ['"a\nb"', 0, "a string is not closed on its line"],
    ['"a\tb"', 2, "a control character in a string must be escaped"],
    ['"a\\x"', 2, "a backslash in a string must begin a valid escape"],
    ["[01]", 2, "a comma or ] was expected, found 1"],
  ])("says where and why %j is no JSON", (text, position, message) => {
    const { error } = inspectRawJson(text);
    expect(error?.message).toBe(message);
    expect(error?.position).toBe(position);
  });

  it("finds duplicate keys and integers that lose digits, with their places", () => {
    expect(inspectRawJson('{"a":1,"b/c":[{"x":12345678901234567890,"x":-1}],"a":2}')).toEqual({
      error: undefined,
      duplicateKeys: [
        { position: 40, pointer: "/b~1c/0/x", text: '"x"' },
        { position: 49, pointer: "/a", text: '"a"' },
      ],
      unsafeIntegers: [{ position: 19, pointer: "/b~1c/0/x", text: "12345678901234567890" }],
    });
  });

  it("agrees with JSON.parse on what is JSON", () => {
    const nearly = fc.tuple(fc.json(), fc.nat(), fc.string({ maxLength: 1 })).map(([text, at, intruder]) => {
      const index = at % (text.length + 1);
      return text.slice(0, index) + intruder + text.slice(index + 1);
    });
    fc.assert(
      fc.property(fc.oneof(fc.json(), nearly, fc.string()), (text) => {
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        expect(inspectRawJson(text).error === undefined).toBe(valid);
      }),
      { numRuns: 2000 },
    );
  });

  it("reads a string of many megabytes and nesting of any depth", () => {
    expect(inspectRawJson(`"${"a\\n".repeat(2_000_000)}"`).error).toBeUndefined();
    expect(inspectRawJson("[".repeat(300_000) + "]".repeat(300_000)).error).toBeUndefined();
  });
});

describe("mayHoldUnsafeInteger", () => {
  it("never misses an integer of sixteen digits or more", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.bigInt({ min: 10n ** 15n, max: 10n ** 30n }), (before, number) => {
        expect(mayHoldUnsafeInteger(`{${JSON.stringify(before)}:${number}}`)).toBe(true);
      }),
    );
  });

  it("is not alarmed by ids, fractions and times", () => {
    expect(mayHoldUnsafeInteger('{"id":"12345678901234567890","t":1763704294123,"x":0.12345678901234567890}')).toBe(
      false,
    );
  });
});
