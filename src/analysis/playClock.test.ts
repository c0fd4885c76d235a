import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Reading } from "#src/reconstruction/reading.ts";
import { readRequest, sse } from "#src/reconstruction/exchangeForTests.ts";
import { LONGEST_PAUSE_MS, PlayClock, UNTIMED_EVENT_MS } from "./playClock.ts";

const event = sse({ type: "CUSTOM", name: "n", value: 1 });

/** One recording of exchanges, each with the times at which its events came. */
function recording(exchanges: readonly { readonly startedAt: number; readonly times: readonly number[] }[]): Reading {
  const reading = new Reading();
  for (const { startedAt, times } of exchanges)
    readRequest(
      reading,
      times.map((time) => [time, event]),
      { startedAt },
    );
  return reading;
}

describe("PlayClock", () => {
  it("plays events when they arrived", () => {
    const { log } = recording([{ startedAt: 0, times: [100, 100, 250] }]);
    const clock = new PlayClock(log, 0);
    clock.advance(99, 3);
    expect(clock.at).toBe(0);
    clock.advance(1, 3);
    expect(clock.at).toBe(2);
    clock.advance(149, 3);
    expect(clock.at).toBe(2);
    clock.advance(1, 3);
    expect(clock.at).toBe(3);
  });

  it("goes on from the event where it starts", () => {
    const { log } = recording([{ startedAt: 0, times: [100, 200, 300] }]);
    const clock = new PlayClock(log, 2);
    clock.advance(99, 3);
    expect(clock.at).toBe(2);
    clock.advance(1, 3);
    expect(clock.at).toBe(3);
  });

  it("shortens the pause between two exchanges and keeps what is short", () => {
    const { log } = recording([
      { startedAt: 0, times: [10] },
      { startedAt: 310, times: [20] },
      { startedAt: 600_000, times: [30] },
    ]);
    const clock = new PlayClock(log, 1);
    clock.advance(300 + 19, 3);
    expect(clock.at).toBe(1);
    clock.advance(1, 3);
    expect(clock.at).toBe(2);
    clock.advance(LONGEST_PAUSE_MS + 29, 3);
    expect(clock.at).toBe(2);
    clock.advance(1, 3);
    expect(clock.at).toBe(3);
  });

  it("passes over exchanges that brought nothing", () => {
    const { log } = recording([
      { startedAt: 0, times: [] },
      { startedAt: 0, times: [] },
      { startedAt: 0, times: [5] },
      { startedAt: 0, times: [] },
    ]);
    const clock = new PlayClock(log, 0);
    clock.advance(5, 1);
    expect(clock.at).toBe(1);
    clock.advance(1000, 1);
    expect(clock.at).toBe(1);
  });

  it("plays a capture without times evenly", () => {
    const reading = new Reading();
    readRequest(reading, [[0, event.repeat(3)]], { via: "file" });
    const clock = new PlayClock(reading.log, 0);
    clock.advance(UNTIMED_EVENT_MS - 1, 3);
    expect(clock.at).toBe(0);
    clock.advance(1, 3);
    expect(clock.at).toBe(1);
    clock.advance(2 * UNTIMED_EVENT_MS, 3);
    expect(clock.at).toBe(3);
  });

  const exchangesArbitrary = fc.array(
    fc.record({
      startedAt: fc.nat({ max: 10_000 }),
      times: fc.array(fc.oneof(fc.nat({ max: 5000 }), fc.constantFrom(-1, 1e300, Number.POSITIVE_INFINITY))),
    }),
    { minLength: 1, maxLength: 4 },
  );

  it("never goes back, never beyond the last event, and does not depend on how the time is cut", () => {
    fc.assert(
      fc.property(exchangesArbitrary, fc.array(fc.nat({ max: 2000 }), { minLength: 1 }), (exchanges, steps) => {
        const sorted = exchanges.map(({ startedAt, times }) => ({ startedAt, times: times.toSorted((a, b) => a - b) }));
        const { log, length } = recording(sorted);
        const clock = new PlayClock(log, 0);
        const atOnce = new PlayClock(log, 0);
        let before = 0;
        let sum = 0;
        for (const ms of steps) {
          clock.advance(ms, length);
          sum += ms;
          expect(clock.at).toBeGreaterThanOrEqual(before);
          expect(clock.at).toBeLessThanOrEqual(length);
          before = clock.at;
        }
        atOnce.advance(sum, length);
        expect(atOnce.at).toBe(clock.at);
      }),
    );
  });

  it("reaches the end of any recording, also of one whose times run backwards", () => {
    fc.assert(
      fc.property(exchangesArbitrary, fc.nat(), (exchanges, from) => {
        const { log, length } = recording(exchanges);
        const clock = new PlayClock(log, length === 0 ? 0 : from % length);
        clock.advance(Number.MAX_VALUE, length);
        for (let turn = 0; turn < exchanges.length; turn++) clock.advance(Number.MAX_SAFE_INTEGER * 2, length);
        expect(clock.at).toBe(length);
      }),
    );
  });
});
