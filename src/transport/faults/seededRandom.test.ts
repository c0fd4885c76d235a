import * as fc from "fast-check";
import { expect, it } from "vitest";
import { seededRandom } from "./seededRandom.ts";

const draw = (seed: number, count: number): number[] => Array.from({ length: count }, seededRandom(seed));

it("gives the same numbers for the same seed, from 0 up to 1", () => {
  fc.assert(
    fc.property(fc.nat({ max: 2 ** 32 - 1 }), (seed) => {
      const numbers = draw(seed, 20);
      expect(draw(seed, 20)).toEqual(numbers);
      for (const number of numbers) expect(number >= 0 && number < 1).toBe(true);
    }),
  );
});

it("spreads them evenly, for neighbouring seeds as well", () => {
  for (const seed of [0, 1, 2, 0xffffffff]) {
    const numbers = draw(seed, 10_000);
    const tenths = Array.from({ length: 10 }, (_, tenth) => numbers.filter((n) => Math.floor(n * 10) === tenth).length);
    for (const count of tenths) expect(Math.abs(count - 1000)).toBeLessThan(150);
  }
  expect(new Set([0, 1, 2, 3].map((seed) => draw(seed, 1)[0])).size).toBe(4);
});
