import { describe, expect, it } from "vitest";
import { Annotations } from "#src/recording/annotations.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import { sliderMarks } from "./sliderMarks.ts";

interface Found {
  readonly seq: number;
  readonly severity: string;
}

const readingWith = (findings: readonly Found[], annotations = new Annotations()): Reading =>
  ({ findings, annotations }) as unknown as Reading;

const marksIn = (path: string): number => path.split("M").length - 1;

describe("sliderMarks", () => {
  it("stand at the numbers of the events with errors, warnings and bookmarks", () => {
    const annotations = new Annotations();
    annotations.set(7, "");
    const reading = readingWith(
      [
        { seq: 50, severity: "error" },
        { seq: 100, severity: "warning" },
        { seq: 10, severity: "info" },
        { seq: 0, severity: "error" },
      ],
      annotations,
    );
    expect(sliderMarks(reading, 100)).toEqual({ error: "M50 6v12", warning: "M100 6v12", bookmark: "M7 1v5" });
  });

  it("show the worse of two problems that share a place", () => {
    const near = [
      { seq: 500_000, severity: "warning" },
      { seq: 500_001, severity: "error" },
      { seq: 500_002, severity: "warning" },
    ];
    expect(sliderMarks(readingWith(near), 1_000_000)).toEqual({ error: "M500224.5 6v12", warning: "", bookmark: "" });
  });

  it("follow findings and bookmarks as they come", () => {
    const findings = [{ seq: 1, severity: "error" }];
    const annotations = new Annotations();
    const reading = readingWith(findings, annotations);
    expect(marksIn(sliderMarks(reading, 4).error)).toBe(1);
    findings.push({ seq: 3, severity: "error" });
    annotations.set(2, "");
    expect(sliderMarks(reading, 4)).toMatchObject({ error: "M1 6v12M3 6v12", bookmark: "M2 1v5" });
    annotations.remove(2);
    expect(sliderMarks(reading, 4).bookmark).toBe("");
  });

  it("are the same whether a recording grew or was opened", () => {
    const every = Array.from({ length: 5000 }, (_, index) => ({
      seq: index * 20 + 1,
      severity: index % 3 === 0 ? "error" : "warning",
    }));
    const growing: Found[] = [];
    const grown = readingWith(growing);
    for (const finding of every) {
      growing.push(finding);
      if (finding.seq % 1000 === 1) sliderMarks(grown, finding.seq);
    }
    const marks = sliderMarks(grown, 100_000);
    expect(marks).toEqual(sliderMarks(readingWith(every), 100_000));
    expect(marksIn(marks.error) + marksIn(marks.warning)).toBeLessThanOrEqual(1024);
  });
});
