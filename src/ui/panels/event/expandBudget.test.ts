import { expect, it } from "vitest";
import { countNodes, openWithin } from "./expandBudget.ts";

it("counts nodes up to a limit", () => {
  expect(countNodes({ a: [1, 2], b: null }, 100)).toBe(5);
  expect(countNodes(7, 100)).toBe(1);
  expect(
    countNodes(
      Array.from({ length: 1_000_000 }, () => 0),
      50,
    ),
  ).toBe(50);
});

it("opens everything of a small value", () => {
  const value = { a: { b: [1] }, c: {} };
  expect(openWithin(value, 50)).toEqual(new Set([value, value.a, value.c, value.a.b]));
});

it("opens the top of a large value, the root whatever its size", () => {
  const wide = Array.from({ length: 500 }, (_, index) => ({ index }));
  const value = { wide, small: { x: 1 } };
  expect(openWithin(value, 20)).toEqual(new Set([value, value.small]));
  expect(openWithin(wide, 20).has(wide)).toBe(true);
});
