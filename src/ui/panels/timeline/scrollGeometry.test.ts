import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  inSlotOrder,
  isScaled,
  maxOffset,
  offsetOf,
  offsetShowing,
  physicalHeight,
  ROW_HEIGHT,
  rowsOnScreen,
  rowsToDraw,
  scrollTopOf,
} from "./scrollGeometry.ts";

const count = fc.oneof(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 300_000, max: 20_000_000 }));
const viewport = fc.integer({ min: 60, max: 3000 });
// Of whole numbers, because doubles between 0 and 1 are mostly next to 0.
const part = fc.integer({ min: 0, max: 9973 }).map((whole) => whole / 9973);

describe("the geometry of the Timeline", () => {
  it("never asks for an element that a browser would cut", () => {
    expect(physicalHeight(100)).toBe(2600);
    expect(physicalHeight(50_000_000)).toBeLessThan(16_000_000);
  });

  it("maps the ends of the scroll bar to the ends of the list", () => {
    fc.assert(
      fc.property(count, viewport, (rows, height) => {
        fc.pre(rows * ROW_HEIGHT > height);
        expect(offsetOf(0, rows, height)).toBe(0);
        expect(offsetOf(physicalHeight(rows) - height, rows, height)).toBeCloseTo(maxOffset(rows, height), 3);
      }),
    );
  });

  it("finds its way back from a scroll position to the offset", () => {
    fc.assert(
      fc.property(count, viewport, part, (rows, height, at) => {
        const offset = at * maxOffset(rows, height);
        expect(Math.abs(offsetOf(scrollTopOf(offset, rows, height), rows, height) - offset)).toBeLessThan(1e-3);
      }),
    );
  });

  it("covers the whole height with rows, and no more of them than there are elements", () => {
    fc.assert(
      fc.property(count, viewport, part, (rows, height, at) => {
        const offset = at * maxOffset(rows, height);
        const { first, last } = rowsToDraw(offset, rows, height);
        expect((first - 1) * ROW_HEIGHT).toBeLessThanOrEqual(offset + 1e-6);
        expect(last === rows || last * ROW_HEIGHT >= offset + height).toBe(true);
        expect(last - first + 1).toBeLessThanOrEqual(rowsOnScreen(height));
        expect(last).toBeLessThanOrEqual(rows);
      }),
    );
  });

  it("draws nothing of an empty list", () => {
    const { first, last } = rowsToDraw(0, 0, 500);
    expect(last).toBeLessThan(first);
  });

  it("shows a row whole, wherever the list stood", () => {
    fc.assert(
      fc.property(count, viewport, part, part, (rows, height, at, target) => {
        const seq = Math.max(1, Math.ceil(target * rows));
        const offset = offsetShowing(seq, at * maxOffset(rows, height), rows, height);
        expect((seq - 1) * ROW_HEIGHT).toBeGreaterThanOrEqual(offset - 1e-6);
        expect(seq * ROW_HEIGHT).toBeLessThanOrEqual(offset + height + 1e-6);
      }),
    );
  });

  it("stays where it is when the row and its neighbours are in sight", () => {
    expect(offsetShowing(20, 260, 1000, 520)).toBe(260);
  });

  it("scales only when it must", () => {
    expect(isScaled(300_000)).toBe(false);
    expect(isScaled(1_000_000)).toBe(true);
  });
});

describe("inSlotOrder", () => {
  it("gives each row the place that its predecessor in the slot had", () => {
    expect(inSlotOrder(1, 5, 5)).toEqual([5, 1, 2, 3, 4]);
    expect(inSlotOrder(3, 7, 5)).toEqual([5, 6, 7, 3, 4]);
    expect(inSlotOrder(1, 2, 5)).toEqual([1, 2]);
    expect(inSlotOrder(1, 0, 5)).toEqual([]);
  });
});
