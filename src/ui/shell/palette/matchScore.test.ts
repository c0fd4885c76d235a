import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchScore } from "./matchScore.ts";

const best = (typed: string, titles: readonly string[]): string | undefined =>
  titles
    .map((title) => ({ title, score: matchScore(typed, title) }))
    .filter(({ score }) => score > 0)
    .toSorted((one, other) => other.score - one.score)[0]?.title;

describe("matchScore", () => {
  it("wants every typed word, in any order", () => {
    expect(matchScore("change state", "Next state change")).toBeGreaterThan(0);
    expect(matchScore("state problem", "Next state change")).toBe(0);
  });

  it("puts a whole word before its beginning, that before a part, and that before single letters", () => {
    const titles = ["Run", "Runtime", "Overrun", "Rename user notes"];
    const scores = titles.map((title) => matchScore("run", title));
    expect(scores.every((score) => score > 0)).toBe(true);
    expect(scores).toEqual(scores.toSorted((one, other) => other - one));
  });

  it("finds a title by the beginnings of its words", () => {
    expect(best("nsc", ["Next state change", "Next problem", "Bisect"])).toBe("Next state change");
    expect(best("bl", ["Back to live", "Bookmark the event"])).toBe("Back to live");
  });

  it("reads an event type with or without its underscores", () => {
    expect(matchScore("tool_call_start", "Filter: type:TOOL_CALL_START")).toBeGreaterThan(0);
    expect(matchScore("tool start", "Filter: type:TOOL_CALL_START")).toBeGreaterThan(0);
  });

  it("does not find letters that are far apart or begin in the middle of a word", () => {
    expect(matchScore("xt", "Next event")).toBeGreaterThan(0);
    expect(matchScore("et", "Next")).toBe(0);
    expect(matchScore("nz", `Next ${"a".repeat(40)}z`)).toBe(0);
  });

  it("takes everything where nothing was typed, and any title for itself", () => {
    expect(matchScore("  ", "Next event")).toBeGreaterThan(0);
    fc.assert(fc.property(fc.string(), (title) => matchScore(title, title) > 0));
  });
});
