import { describe, expect, it } from "vitest";
import { eraseTypes } from "./eraseTypes.ts";

/** Where the text stands in line `line` of what is left of the source, and where that is in the source. */
function placeOf(source: string, text: string, line: number): { out: number; source: number } {
  const erased = eraseTypes(source);
  if (!erased.ok) throw new Error(erased.error.message);
  const out = (erased.value.code.split("\n")[line - 1] ?? "").indexOf(text) + 1;
  return { out, source: erased.value.columnOf(line, out) };
}

describe("the place in the source of a place in the script without its types", () => {
  it("is the same line, and the column before types were taken out of it", () => {
    const source = "type City = string;\nconst a: Record<string, City> = {}; oops();\nconst b = a as unknown; again();";
    const first = placeOf(source, "oops", 2);
    expect(first.out).toBeLessThan(first.source);
    expect(source.split("\n")[1]?.indexOf("oops")).toBe(first.source - 1);
    expect(source.split("\n")[2]?.indexOf("again")).toBe(placeOf(source, "again", 3).source - 1);
  });

  it("is right after a line far to the right, where the differences are negative", () => {
    const source = `const long = "${"x".repeat(500)}"; oops();\n  const b: number = 1; again();`;
    expect(placeOf(source, "again", 2).source).toBe((source.split("\n")[1]?.indexOf("again") ?? -1) + 1);
  });
});
