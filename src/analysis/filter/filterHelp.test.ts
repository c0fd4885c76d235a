import { expect, it } from "vitest";
import { FILTER_HELP } from "./filterHelp.ts";
import { FILTER_KEYS, parseFilter } from "./parseFilter.ts";

it("shows terms that are understood, and every key", () => {
  const parsed = FILTER_HELP.map(({ term }) => parseFilter(term));
  expect(parsed.flatMap(({ mistakes }) => mistakes)).toEqual([]);
  const keys = new Set<string>(parsed.flatMap(({ terms }) => terms.map(({ key }) => key)));
  expect([...keys].toSorted()).toEqual(["word", ...FILTER_KEYS].toSorted());
});
