import { describe, expect, it } from "vitest";
import { readReport } from "./reports.ts";
import { SCRIPT_LIMITS } from "./types.ts";

describe("a message out of the sandbox", () => {
  it("is taken for what the worker says", () => {
    const error = { kind: "exception", message: "oops", line: 1, column: 2 };
    expect(readReport({ kind: "started" })).toEqual({ kind: "started" });
    expect(readReport({ kind: "answer", text: "1" })).toEqual({ kind: "answer", text: "1" });
    expect(readReport({ kind: "answer" })).toEqual({ kind: "answer" });
    expect(readReport({ kind: "failed", error })).toEqual({ kind: "failed", error });
  });

  it("is nothing where it is anything else, and is cut where it is long", () => {
    const tooLong = "x".repeat(SCRIPT_LIMITS.resultLength + 1);
    const strange: unknown[] = [
      null,
      1,
      "started",
      [],
      { kind: "toString" },
      { kind: "answer", text: 1 },
      { kind: "answer", text: tooLong },
    ];
    strange.push({ kind: "failed", error: { kind: "constructor", message: "" } }, { kind: "log" });
    expect(strange.map(readReport)).toEqual(strange.map(() => undefined));
    const odd = { kind: "fail", message: "m".repeat(9_000), line: -1, column: "2", more: {} };
    expect(readReport({ kind: "failed", error: odd })).toEqual({
      kind: "failed",
      error: { kind: "fail", message: "m".repeat(4_000) },
    });
  });
});
