import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allEvents, type EventList } from "#src/analysis/rowList/eventList.ts";
import { plainRows } from "#src/analysis/rowList/rowList.ts";
import { maxOffset, ROW_HEIGHT } from "./scrollGeometry.ts";
import { offsetAt, positionAt } from "./scrollPosition.ts";

const VIEWPORT = 520;

/** Every `n`th event. */
const sparse = (length: number, n: number): EventList => ({
  count: Math.floor(length / n),
  seqAt: (position) => (position + 1) * n,
  indexOf: (seq) => Math.min(Math.floor(seq / n), Math.floor(length / n)) - 1,
});

const length = fc.integer({ min: 1, max: 1_000_000 });
// Of whole numbers, because doubles between 0 and 1 are mostly next to 0.
const part = fc.integer({ min: 0, max: 9973 }).map((whole) => whole / 9973);

describe("a position in a list of rows", () => {
  it("finds its way back to the offset", () => {
    fc.assert(
      fc.property(length, part, part, (count, at, cursorAt) => {
        const list = plainRows(allEvents(count));
        const cursor = Math.round(cursorAt * count);
        const offset = at * maxOffset(count, VIEWPORT);
        expect(offsetAt(list, positionAt(list, offset, VIEWPORT, cursor), cursor)).toBeCloseTo(offset, 6);
      }),
    );
  });

  it("leaves a cursor that is on screen where it is, whatever rows come and go around it", () => {
    fc.assert(
      fc.property(length, fc.integer({ min: 2, max: 9 }), part, (count, n, at) => {
        fc.pre(count >= n);
        const all = plainRows(allEvents(count));
        const some = plainRows(sparse(count, n));
        const cursor = Math.max(1, Math.round(at * Math.floor(count / n))) * n;
        fc.pre(cursor <= count);
        const offset = Math.max(0, Math.min((cursor - 3) * ROW_HEIGHT, maxOffset(count, VIEWPORT)));
        const y = all.indexOf(cursor) * ROW_HEIGHT - offset;
        const position = positionAt(all, offset, VIEWPORT, cursor);
        expect(some.indexOf(cursor) * ROW_HEIGHT - offsetAt(some, position, cursor)).toBe(y);
        expect(offsetAt(all, position, cursor)).toBe(offset);
      }),
    );
  });

  it("keeps the row at the upper edge when the cursor is elsewhere", () => {
    const all = plainRows(allEvents(10_000));
    const position = positionAt(all, 5000 * ROW_HEIGHT + 7, VIEWPORT, 3);
    expect(offsetAt(plainRows(sparse(10_000, 2)), position, 3)).toBe(2499 * ROW_HEIGHT + 7);
  });

  it("knows what to do with a list that is empty", () => {
    const none = plainRows(allEvents(0));
    const position = positionAt(none, 0, VIEWPORT, 0);
    expect(offsetAt(none, position, 0)).toBe(0);
    expect(offsetAt(plainRows(allEvents(50)), position, 0)).toBe(0);
  });
});
