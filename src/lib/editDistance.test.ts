import * as fc from "fast-check";
import { expect, it } from "vitest";
import { editDistance, nearestText } from "./editDistance.ts";

it.each([
  ["", "", 0],
  ["stage", "stgae", 1],
  ["kitten", "sitting", 3],
  ["a", "b", 1],
  ["replace", "repalcee", 2],
])("from %j to %j it is %i", (from, to, distance) => {
  expect(editDistance(from, to, 9)).toBe(distance);
  expect(editDistance(from, to, distance)).toBe(distance);
  expect(editDistance(from, to, Math.max(0, distance - 1))).toBe(distance);
});

it("is the same both ways, 0 for equal texts only, and never more than one beyond its limit", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 8 });
  fc.assert(
    fc.property(text, text, fc.nat(8), (a, b, limit) => {
      const distance = editDistance(a, b, limit);
      expect(distance).toBe(editDistance(b, a, limit));
      expect(distance === 0).toBe(a === b);
      expect(distance).toBe(Math.min(editDistance(a, b, 99), limit + 1));
    }),
  );
});

it("finds the nearest text, and none where all are far", () => {
  expect(nearestText("items", ["item", "times", "itemz"])).toBe("item");
  expect(nearestText("items", ["stage", "result"])).toBeUndefined();
  expect(nearestText("", [])).toBeUndefined();
  expect(nearestText("x", ["a", "xy"])).toBeUndefined();
});
