import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Cover } from "./cover.ts";
import { GapStats } from "./gapStats.ts";

/** Microseconds of all magnitudes, often equal and often at the edges of the cells. */
const microseconds = fc.oneof(
  fc.integer({ min: 0, max: 70 }),
  fc.constantFrom(1000, 2000, 5000, 500_000, 100_000_000),
  fc.integer({ min: 0, max: 2 ** 40 }),
  fc
    .tuple(fc.integer({ min: 0, max: 45 }), fc.integer({ min: -2, max: 2 }))
    .map(([bits, off]) => Math.max(0, 2 ** bits + off)),
);

const statsOf = (values: readonly number[]): GapStats => {
  const stats = new GapStats();
  for (const value of values) stats.add(value / 1000);
  return stats;
};

describe("GapStats", () => {
  it("gives the percentiles that sorting gives", () => {
    fc.assert(
      fc.property(
        fc.array(microseconds, { minLength: 1, maxLength: 200 }),
        fc.double({ min: 0.001, max: 1, noNaN: true }),
        (values, p) => {
          const sorted = values.toSorted((a, b) => a - b);
          const nearest = sorted[Math.max(1, Math.ceil(p * values.length)) - 1] as number;
          const stats = statsOf(values);
          expect(stats.percentile(p)).toBe(nearest / 1000);
          expect(stats.max).toBe((sorted.at(-1) as number) / 1000);
          expect(stats.count).toBe(values.length);
        },
      ),
    );
  });

  it("counts each gap in the one bucket that holds it, without empty ones at the ends", () => {
    fc.assert(
      fc.property(fc.array(microseconds, { minLength: 1, maxLength: 100 }), (values) => {
        const buckets = statsOf(values).histogram();
        for (const { from, to, count } of buckets)
          expect(count).toBe(values.filter((value) => value >= from * 1000 && value < to * 1000).length);
        expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
        expect(buckets[0]?.count).toBeGreaterThan(0);
        expect(buckets.at(-1)?.count).toBeGreaterThan(0);
      }),
    );
  });

  it("has nothing to say without gaps", () => {
    expect(new GapStats().percentile(0.5)).toBeUndefined();
    expect(new GapStats().histogram()).toEqual([]);
  });
});

describe("Cover", () => {
  it("counts time once that several intervals cover", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(60), fc.nat(60)), { maxLength: 20 }), (pairs) => {
        const intervals = pairs
          .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)
          .toSorted((a, b) => a[1] - b[1]);
        const cover = new Cover();
        for (const [from, to] of intervals) cover.add(from, to);
        const moments = Array.from({ length: 61 }, (_, at) => intervals.some(([from, to]) => from <= at && at < to));
        expect(cover.length).toBe(moments.filter(Boolean).length);
      }),
    );
  });
});
