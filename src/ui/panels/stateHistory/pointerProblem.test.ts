import { expect, it } from "vitest";
import { pointerProblem } from "./pointerProblem.ts";

it("takes every JSON Pointer", () => {
  for (const text of ["", "/", "/a/0/b", "/a~0b~1c", "/with space"]) expect(pointerProblem(text)).toBeUndefined();
});

it("says what is wrong and how to mend it", () => {
  expect(pointerProblem("a.b")).toBe("A JSON pointer begins with /, for example /a/b.");
  expect(pointerProblem("/a~b")).toContain("character 3");
});
