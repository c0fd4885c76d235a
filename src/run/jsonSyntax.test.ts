import { array, assert, constantFrom, json, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonSyntaxError } from "./jsonSyntax.ts";

describe("jsonSyntaxError", () => {
  it.each([
    ["", "expected a value, found the end of the text", 1, 1],
    ["{", "expected a name in double quotes, found the end of the text", 1, 2],
    ["{a: 1}", "expected a name in double quotes, found a", 1, 2],
    ["{'a': 1}", "expected a name in double quotes, found '", 1, 2],
    ['{\n  "a": 1,\n}', "a comma must not stand before }", 3, 1],
    ['{"a" 1}', "expected a colon, found 1", 1, 6],
    ['{"a": NaN}', "expected a value, found NaN", 1, 7],
    ['{"a": 1 "b": 2}', 'expected a comma or }, found "', 1, 9],
    ["[1, 2", "expected a comma or ], found the end of the text", 1, 6],
    ["[01]", "expected a comma or ], found 1", 1, 3],
    ['"abc', "a string that is never closed", 1, 1],
    ['"a\\x"', "an escape that JSON does not know", 1, 3],
    ['"a\nb"', "a string that is not closed on its line", 1, 1],
    ['"a\tb"', "a control character inside a string (write it as an escape)", 1, 3],
    ["{} {}", "unexpected { after the value", 1, 4],
    ["nul", "expected a value, found nul", 1, 1],
  ])("%j: %s", (text, message, line, column) => {
    expect(jsonSyntaxError(text)).toMatchObject({ message, line, column });
  });

  it("finds nothing wrong with any JSON", () => {
    assert(property(json(), (text) => jsonSyntaxError(text) === undefined));
  });

  it("finds a place for every text that JSON.parse refuses, never after the text's end", () => {
    const pieces = constantFrom("{", "}", "[", "]", ",", ":", '"', "\\", "a", "1", "-", ".", "e", "null", " ", "\n");
    assert(
      property(
        array(pieces).map((parts) => parts.join("")),
        (text) => {
          const found = jsonSyntaxError(text);
          let valid = true;
          try {
            JSON.parse(text);
          } catch {
            valid = false;
          }
          expect(found === undefined).toBe(valid);
          if (!found) return;
          expect(found.offset).toBeLessThanOrEqual(text.length);
          expect(found.message).not.toBe("unexpected text");
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("does not exhaust the stack on deep nesting", () => {
    expect(jsonSyntaxError("[".repeat(200_000))).toMatchObject({ offset: 200_000 });
  });
});
