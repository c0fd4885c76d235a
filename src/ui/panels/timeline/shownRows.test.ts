import { afterEach, describe, expect, it } from "vitest";
import { readRequest, sse } from "#src/reconstruction/exchangeForTests.ts";
import { Reading } from "#src/reconstruction/reading.ts";
import { setShownEvents, stepShown } from "./shownRows.ts";

const reading = new Reading();
readRequest(
  reading,
  Array.from({ length: 10 }, (_, time) => [time, sse({ type: "CUSTOM", name: "tick", value: time })]),
);
const seqs = [3, 4, 7];

afterEach(() => setShownEvents(reading, undefined));

describe("stepShown", () => {
  it("goes event by event while all are shown, and never beyond them", () => {
    expect(stepShown(reading, 4, 1)).toBe(5);
    expect(stepShown(reading, 4, -20)).toBe(1);
    expect(stepShown(reading, 4, 20)).toBe(10);
    expect(stepShown(reading, 0, -1)).toBe(0);
  });

  it("leaves out what a filter hides, also from an event that is hidden itself", () => {
    setShownEvents(reading, {
      count: seqs.length,
      seqAt: (position) => seqs[position] as number,
      indexOf: (seq) => seqs.findLastIndex((each) => each <= seq),
    });
    expect([3, 4, 5, 6].map((from) => stepShown(reading, from, 1))).toEqual([4, 7, 7, 7]);
    expect([3, 4, 5, 9].map((from) => stepShown(reading, from, -1))).toEqual([3, 3, 4, 7]);
    expect(stepShown(reading, 5, -2)).toBe(3);
    expect(stepShown(reading, 1, 1)).toBe(3);
  });

  it("stays where nothing is shown in that direction", () => {
    setShownEvents(reading, { count: 1, seqAt: () => 5, indexOf: (seq) => (seq < 5 ? -1 : 0) });
    expect(stepShown(reading, 8, 1)).toBe(8);
    expect(stepShown(reading, 2, -1)).toBe(2);
    setShownEvents(reading, { count: 0, seqAt: () => 0, indexOf: () => -1 });
    expect(stepShown(reading, 8, -1)).toBe(8);
  });
});
