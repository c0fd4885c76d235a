import { describe, expect, it } from "vitest";
import type { Reading } from "#src/reconstruction/reading.ts";
import { problemMarks } from "./problemMarks.ts";

const readingWith = (findings: readonly { seq: number; severity: string }[]): Reading =>
  ({ findings }) as unknown as Reading;

describe("problemMarks", () => {
  it("places errors and warnings along the line", () => {
    const reading = readingWith([
      { seq: 50, severity: "error" },
      { seq: 100, severity: "warning" },
      { seq: 10, severity: "info" },
    ]);
    expect(problemMarks(reading, 100)).toEqual([
      { place: 50, severity: "error" },
      { place: 100, severity: "warning" },
    ]);
  });

  it("shows the worse of two problems that share a place", () => {
    const near = [
      { seq: 500_000, severity: "warning" },
      { seq: 500_001, severity: "error" },
      { seq: 500_002, severity: "warning" },
    ];
    expect(problemMarks(readingWith(near), 1_000_000)).toEqual([{ place: 50, severity: "error" }]);
  });

  it("follows findings and length as the recording grows", () => {
    const findings = [{ seq: 1, severity: "error" }];
    const reading = readingWith(findings);
    expect(problemMarks(reading, 2)[0]?.place).toBe(50);
    expect(problemMarks(reading, 4)[0]?.place).toBe(25);
    findings.push({ seq: 3, severity: "warning" });
    expect(problemMarks(reading, 4)).toHaveLength(2);
  });

  it("never holds more marks than can be told apart", () => {
    const many = Array.from({ length: 5000 }, (_, index) => ({ seq: index + 1, severity: "error" }));
    expect(problemMarks(readingWith(many), 5000).length).toBeLessThanOrEqual(201);
  });
});
