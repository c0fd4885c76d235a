import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Reading } from "#src/reconstruction/reading.ts";
import { readRequest, sse } from "#src/reconstruction/exchangeForTests.ts";
import { findProblem, findRun, findStateChange } from "./jumps.ts";

const EVENTS: readonly object[] = [
  { type: "RUN_STARTED", threadId: "t", runId: "r" },
  { type: "RUN_FINISHED", threadId: "t", runId: "r" },
  { type: "STATE_SNAPSHOT", snapshot: { a: 1 } },
  { type: "STATE_DELTA", delta: [{ op: "replace", path: "/a", value: 2 }] },
  { type: "STATE_DELTA", delta: [{ op: "remove", path: "/none" }] },
  { type: "TEXT_MESSAGE_START", messageId: "m", role: "assistant" },
  { type: "CUSTOM", name: "c", value: 1 },
];

function readingOf(answers: readonly (readonly object[])[]): Reading {
  const reading = new Reading();
  for (const events of answers) readRequest(reading, [[1, sse(...events)]]);
  return reading;
}

/** What looking at one event after the other finds. */
function byHand(reading: Reading, from: number, direction: 1 | -1, isIt: (seq: number) => boolean): number | undefined {
  for (let seq = from + direction; seq >= 1 && seq <= reading.length; seq += direction) if (isIt(seq)) return seq;
  return undefined;
}

const answers = fc.array(fc.array(fc.constantFrom(...EVENTS), { minLength: 1, maxLength: 12 }), {
  minLength: 1,
  maxLength: 4,
});

describe("the jumps", () => {
  it("find what looking at one event after the other finds, from wherever and in both directions", () => {
    fc.assert(
      fc.property(answers, fc.constantFrom(1 as const, -1 as const), (sent, direction) => {
        const reading = readingOf(sent);
        const starts = reading.viewAt(reading.length).runs.map(({ startedBy }) => startedBy);
        for (let from = 0; from <= reading.length; from++) {
          const hand = (isIt: (seq: number) => boolean): number | undefined => byHand(reading, from, direction, isIt);
          expect(findStateChange(reading, from, direction)).toBe(
            hand((seq) => reading.typeAt(seq)?.startsWith("STATE_") === true),
          );
          expect(findProblem(reading, from, direction)).toBe(
            hand((seq) => reading.findingsAt(seq).some(({ severity }) => severity !== "info")),
          );
          expect(findRun(reading, from, direction)).toBe(hand((seq) => starts.includes(seq)));
        }
      }),
    );
  });

  it("know of what came since they were last asked", () => {
    const reading = readingOf([[EVENTS[2] as object]]);
    expect(findProblem(reading, 5, 1)).toBeUndefined();
    expect(findStateChange(reading, 1, 1)).toBeUndefined();
    readRequest(reading, [[1, sse(...EVENTS.slice(5), ...EVENTS.slice(2, 5))]]);
    expect(findStateChange(reading, 1, 1)).toBe(4);
    expect(findProblem(reading, 5, 1)).toBe(6);
  });
});
