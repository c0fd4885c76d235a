import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FAMILIES, HAS_VALUES, printTerm, type FilterCondition, type FilterTerm } from "./filterTerm.ts";
import { parseFilter } from "./parseFilter.ts";

/** What terms mean, wherever they stand. */
const conditions = (terms: readonly FilterTerm[]): readonly object[] =>
  terms.map((term) => Object.fromEntries(Object.entries(term).filter(([name]) => name !== "from" && name !== "to")));
const meant = (text: string): readonly object[] => conditions(parseFilter(text).terms);
const mistakes = (text: string): readonly string[] =>
  parseFilter(text).mistakes.map(({ from, to }) => `${text.slice(0, from)}[${text.slice(from, to)}]${text.slice(to)}`);

describe("the filter language", () => {
  it("reads every kind of term", () => {
    expect(meant('type:tool,RUN family:text -text:"two words" path:/trip/ id:msg_1,call* run:2 "a b" c,d')).toEqual([
      { key: "type", negated: false, values: ["tool", "RUN"] },
      { key: "family", negated: false, values: ["text"] },
      { key: "text", negated: true, values: ["two words"] },
      { key: "path", negated: false, values: ["/trip"] },
      {
        key: "id",
        negated: false,
        values: [
          { text: "msg_1", isPrefix: false },
          { text: "call", isPrefix: true },
        ],
      },
      { key: "run", negated: false, values: [{ text: "2", isPrefix: false }] },
      { key: "word", negated: false, values: ["a b"] },
      { key: "word", negated: false, values: ["c,d"] },
    ]);
    expect(meant("HAS:Problem,error gap>500ms gap:<=1.5s GAP=2 gap<1min n:7,100..200,9..,..3")).toEqual([
      { key: "has", negated: false, values: ["problem", "error"] },
      { key: "gap", negated: false, comparison: ">", ms: 500 },
      { key: "gap", negated: false, comparison: "<=", ms: 1500 },
      { key: "gap", negated: false, comparison: "=", ms: 2 },
      { key: "gap", negated: false, comparison: "<", ms: 60_000 },
      {
        key: "n",
        negated: false,
        values: [
          { from: 7, to: 7 },
          { from: 100, to: 200 },
          { from: 9, to: Infinity },
          { from: 1, to: 3 },
        ],
      },
    ]);
  });

  it("takes what looks like nothing else as a word", () => {
    expect(meant('12:30 {"a":1} gap a-b /trip')).toEqual(
      ["12:30", '{"a":1}', "gap", "a-b", "/trip"].map((word) => ({ key: "word", negated: false, values: [word] })),
    );
    expect(parseFilter("  ")).toEqual({ terms: [], mistakes: [] });
  });

  it.each([
    ["hotel foo:bar", "hotel [foo:]bar"],
    ["family:text,tex", "family:text,[tex]"],
    ["has:bug run:1", "has:[bug] run:1"],
    ["type:", "[type:]"],
    ["type:a,,b", "type:a[,],b"],
    ["type:a,", "type:a[,]"],
    ["- a", "[-] a"],
    ['a "b', 'a ["b]'],
    ['"a"b', '"a"[b]'],
    ['text:"a"b', 'text:"a"[b]'],
    ['text:""', 'text:[""]'],
    ["gap>soon", "[gap>soon]"],
    ["gap>", "[gap>]"],
    ["gap:500ms", "[gap:500ms]"],
    ["gap>1s,2s", "gap>1s[,2s]"],
    ["path:trip", "path:[trip]"],
    ["path:/a~2", "path:[/a~2]"],
    ["n:b", "n:[b]"],
    ["n:9..2", "n:[9..2]"],
    ["n:0", "n:[0]"],
  ])("marks the mistake in %s", (text, marked) => {
    expect(mistakes(text)).toEqual([marked]);
  });

  it("keeps the terms beside a mistake", () => {
    expect(meant("family:text has:bug -hotel")).toHaveLength(2);
    expect(parseFilter("http://a/").mistakes[0]?.message).toContain("put quotes around it");
  });

  it("never throws, and every mistake and term lies inside the text", () => {
    const pieces = fc.constantFrom(
      "type:",
      "text:",
      "gap",
      "n:",
      "id:",
      "has:",
      '"',
      "\\",
      "-",
      ",",
      " ",
      "*",
      ">",
      "..",
      "1",
      "a",
      "/",
      "~",
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(pieces).map((all) => all.join("")),
    );
    fc.assert(
      fc.property(text, (typed) => {
        const parsed = parseFilter(typed);
        for (const { from, to } of [...parsed.terms, ...parsed.mistakes]) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeGreaterThan(from);
          expect(to).toBeLessThanOrEqual(typed.length);
        }
        expect(parsed.terms.length + parsed.mistakes.length > 0).toBe(typed.trim() !== "");
        // What was understood is understood again as it is printed.
        const printed = parsed.terms.map(printTerm).join(" ");
        expect(mistakes(printed)).toEqual([]);
        expect(meant(printed)).toEqual(meant(typed));
      }),
      { numRuns: 2000 },
    );
  });

  it("reads a term as it was printed", () => {
    const value = fc.string({ minLength: 1 });
    const values = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(of, { minLength: 1, maxLength: 3 });
    const pattern = fc.record({ text: fc.string({ minLength: 1 }), isPrefix: fc.boolean() });
    const number = fc.integer({ min: 1, max: 999 });
    const range = fc
      .tuple(number, fc.oneof(number, fc.constant(Infinity)))
      .map(([from, more]) => ({ from, to: from + more }));
    const condition: fc.Arbitrary<FilterCondition> = fc.oneof(
      fc.record({ key: fc.constantFrom("type" as const, "text" as const), values: values(value) }),
      fc.record({ key: fc.constant("word" as const), values: value.map((word) => [word]) }),
      fc.record({ key: fc.constantFrom("id" as const, "run" as const, "subagent" as const), values: values(pattern) }),
      fc.record({ key: fc.constant("family" as const), values: values(fc.constantFrom(...FAMILIES)) }),
      fc.record({ key: fc.constant("has" as const), values: values(fc.constantFrom(...HAS_VALUES)) }),
      fc.record({
        key: fc.constant("gap" as const),
        comparison: fc.constantFrom(">" as const, ">=" as const, "<" as const, "<=" as const, "=" as const),
        ms: fc.nat({ max: 10_000_000 }).map((thousandths) => thousandths / 1000),
      }),
      fc.record({ key: fc.constant("n" as const), values: values(range) }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), condition)), (drafts) => {
        const terms = drafts.map(([negated, draft]): FilterTerm => ({ from: 0, to: 0, negated, ...draft }));
        const printed = terms.map(printTerm).join(" ");
        expect(mistakes(printed)).toEqual([]);
        expect(meant(printed)).toEqual(conditions(terms));
      }),
      { numRuns: 1000 },
    );
  });
});
