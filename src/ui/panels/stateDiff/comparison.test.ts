import { describe, expect, it } from "vitest";
import { Reading } from "#src/reconstruction/reading.ts";
import { readAnswer } from "#src/reconstruction/exchangeForTests.ts";
import type { DiffBase } from "#src/store/types.ts";
import { endsOf, stateFrom } from "./comparison.ts";
import { snapshotCost } from "./snapshotCost.ts";

type Sent = Readonly<Record<string, unknown>>;

const set = (value: number): Sent => ({ type: "STATE_DELTA", delta: [{ op: "add", path: "/a", value }] });
const snapshot = (value: unknown): Sent => ({ type: "STATE_SNAPSHOT", snapshot: value });
const text = { type: "TEXT_MESSAGE_CONTENT", messageId: "m", delta: "x" };

/** The old state of a comparison at an event, and the two events. */
function compared(reading: Reading, at: number, base: DiffBase): readonly unknown[] {
  const ends = endsOf(reading, at, reading.viewAt(at).stateChangedBy, base);
  return [ends.from, ends.to, stateFrom(reading, ends)];
}

describe("what a state is compared with", () => {
  const reading = new Reading();
  readAnswer(reading, { a: 0 }, set(1), text, set(2), text);
  readAnswer(reading, { a: 5 }, text, set(6));

  it("is the state that the last change met, however many events ago", () => {
    const base = { kind: "previous-change" } as const;
    expect(compared(reading, 1, base)).toEqual([0, 1, { a: 0 }]);
    expect(compared(reading, 3, base)).toEqual([1, 3, { a: 1 }]);
    expect(compared(reading, 4, base)).toEqual([1, 3, { a: 1 }]);
  });

  it("is what a request changed where that was the last change", () => {
    const base = { kind: "previous-change" } as const;
    expect(compared(reading, 5, base)).toEqual([3, 5, { a: 2 }]);
    expect(compared(reading, 6, base)).toEqual([3, 6, { a: 5 }]);
  });

  it("is the event before, the start, or an event that there is", () => {
    expect(compared(reading, 4, { kind: "previous-event" })).toEqual([3, 4, { a: 2 }]);
    expect(compared(reading, 0, { kind: "previous-event" })).toEqual([0, 0, { a: 0 }]);
    expect(compared(reading, 6, { kind: "start" })).toEqual([0, 6, { a: 0 }]);
    expect(compared(reading, 6, { kind: "event", seq: 1 })).toEqual([1, 6, { a: 1 }]);
    expect(compared(reading, 2, { kind: "event", seq: 99 })).toEqual([6, 2, { a: 6 }]);
  });
});

describe("snapshotCost", () => {
  const rows = Array.from({ length: 50 }, (_, id) => ({ id, name: `row ${id}` }));
  const reading = new Reading();
  const again = rows.with(7, { id: 7, name: "another" });
  readAnswer(reading, undefined, snapshot({ rows }), snapshot({ rows: again }), snapshot({ rows: again }), set(1));

  it("flags a snapshot where a delta would have been ten times smaller", () => {
    expect(snapshotCost(reading, 2)).toMatchObject({ operations: 1, isWasteful: true });
    expect(snapshotCost(reading, 2)?.delta).toBe(
      JSON.stringify({ type: "STATE_DELTA", delta: [{ op: "replace", path: "/rows/7/name", value: "another" }] })
        .length,
    );
  });

  it("does not flag the first, and flags one that says nothing new", () => {
    expect(snapshotCost(reading, 1)).toMatchObject({ operations: 1, isWasteful: false });
    expect(snapshotCost(reading, 3)).toMatchObject({ operations: 0, isWasteful: true });
  });

  it("has nothing to say of other events", () => {
    expect(snapshotCost(reading, 4)).toBeUndefined();
    expect(snapshotCost(reading, 0)).toBeUndefined();
  });
});
