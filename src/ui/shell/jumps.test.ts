import { describe, expect, it } from "vitest";
import type { Reading } from "#src/reconstruction/reading.ts";
import { findProblem, findStateChange } from "./jumps.ts";

const TYPES = ["RUN_STARTED", "STATE_SNAPSHOT", "CUSTOM", "STATE_DELTA", "RUN_FINISHED"];
const FINDINGS = [
  { seq: 4, severity: "warning" },
  { seq: 2, severity: "error" },
  { seq: 3, severity: "info" },
  { seq: 0, severity: "error" },
];
const reading = {
  length: TYPES.length,
  typeAt: (seq: number) => TYPES[seq - 1],
  findings: FINDINGS,
} as unknown as Reading;

describe("findStateChange", () => {
  it("finds the next and the previous one, never the one it stands on", () => {
    expect(findStateChange(reading, 0, 1)).toBe(2);
    expect(findStateChange(reading, 2, 1)).toBe(4);
    expect(findStateChange(reading, 4, -1)).toBe(2);
  });

  it("finds none beyond the ends", () => {
    expect(findStateChange(reading, 4, 1)).toBeUndefined();
    expect(findStateChange(reading, 2, -1)).toBeUndefined();
  });
});

describe("findProblem", () => {
  it("finds the nearest error or warning, in whatever order they were found", () => {
    expect(findProblem(reading, 0, 1)).toBe(2);
    expect(findProblem(reading, 2, 1)).toBe(4);
    expect(findProblem(reading, 5, -1)).toBe(4);
  });

  it("skips what is only worth knowing and what came before any event", () => {
    expect(findProblem(reading, 4, 1)).toBeUndefined();
    expect(findProblem(reading, 2, -1)).toBeUndefined();
  });
});
