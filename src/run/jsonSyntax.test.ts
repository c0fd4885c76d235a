import { describe, expect, it } from "vitest";
import { jsonSyntaxError } from "./jsonSyntax.ts";

describe("jsonSyntaxError", () => {
  it.each([
    ["", 1, 1],
    ["{a: 1}", 1, 2],
    ['{\n  "a": 1,\n}', 3, 1],
    ['{"a": NaN}', 1, 7],
    ["{} {}", 1, 4],
  ])("finds the place in %j", (text, line, column) => {
    expect(jsonSyntaxError(text)).toMatchObject({ line, column });
  });

  it("finds nothing wrong with JSON", () => {
    expect(jsonSyntaxError('{"a": [1, 2]}')).toBeUndefined();
  });

  it("does not exhaust the stack on deep nesting", () => {
    expect(jsonSyntaxError("[".repeat(200_000))).toMatchObject({ position: 200_000 });
  });
});
