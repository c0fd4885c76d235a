import { expect, it } from "vitest";
import type { Finding, Severity } from "#src/protocol/lint/types.ts";
import { firstAfter, problemRows, windowAround } from "./rows.ts";

const found = (seq: number, severity: Severity): Finding => ({
  rule: "a/b",
  severity,
  source: "lint",
  seq,
  message: "m",
});
const all = new Set<Severity>(["error", "warning", "info"]);

it("sorts by event, the worst of an event first, and leaves out what is not wanted", () => {
  const findings = [found(9, "info"), found(2, "warning"), found(9, "error"), found(0, "error")];
  expect(problemRows(findings, all).map(({ seq, severity }) => [seq, severity])).toEqual([
    [0, "error"],
    [2, "warning"],
    [9, "error"],
    [9, "info"],
  ]);
  expect(problemRows(findings, new Set(["info"]))).toHaveLength(1);
  expect(findings.map(({ seq }) => seq)).toEqual([9, 2, 9, 0]);
});

it("keeps the problems of one rule, whatever severities are wanted", () => {
  const findings = [found(9, "info"), { ...found(2, "warning"), rule: "c/d" }, found(3, "error")];
  expect(problemRows(findings, new Set(), "a/b").map(({ seq }) => seq)).toEqual([3, 9]);
});

it("finds where the future begins", () => {
  const rows = problemRows([found(2, "error"), found(5, "error"), found(5, "info"), found(8, "info")], all);
  expect([0, 2, 5, 7, 9].map((seq) => firstAfter(rows, seq))).toEqual([0, 1, 3, 3, 4]);
});

it("keeps a window inside the list", () => {
  expect(windowAround(10, 5, 100)).toEqual({ from: 0, to: 10 });
  expect(windowAround(1000, 500, 100)).toEqual({ from: 450, to: 550 });
  expect(windowAround(1000, 999, 100)).toEqual({ from: 900, to: 1000 });
  expect(windowAround(1000, 0, 100)).toEqual({ from: 0, to: 100 });
});
