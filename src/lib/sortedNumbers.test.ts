import * as fc from "fast-check";
import { expect, it } from "vitest";
import { SortedNumbers } from "./sortedNumbers.ts";

it("holds what a sorted set holds, whatever comes and goes in whatever order", () => {
  const change = fc.tuple(fc.constantFrom("add", "delete"), fc.integer({ min: 1, max: 400 }));
  fc.assert(
    fc.property(fc.array(change, { maxLength: 600, size: "max" }), fc.integer({ min: 0, max: 401 }), (changes, seq) => {
      const numbers = new SortedNumbers();
      const set = new Set<number>();
      for (const [what, value] of changes) {
        numbers[what](value);
        set[what](value);
      }
      const sorted = [...set].sort((a, b) => a - b);
      expect(Array.from({ length: numbers.length }, (_, index) => numbers.at(index))).toEqual(sorted);
      expect(numbers.upperBound(seq)).toBe(sorted.filter((value) => value <= seq).length);
    }),
  );
});

it("takes many numbers at once as it takes them one by one", () => {
  const some = fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 300 });
  fc.assert(
    fc.property(some, some, (first, then) => {
      const numbers = new SortedNumbers();
      numbers.addAll(first);
      numbers.addAll(then);
      const sorted = [...new Set([...first, ...then])].sort((a, b) => a - b);
      expect(Array.from({ length: numbers.length }, (_, index) => numbers.at(index))).toEqual(sorted);
      expect(then.every((value) => numbers.has(value))).toBe(true);
      expect(numbers.has(401)).toBe(false);
    }),
  );
});
