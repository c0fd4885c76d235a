import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { completeFilter, type FilterSources } from "./completeFilter.ts";
import { parseFilter } from "./parseFilter.ts";

const sources: FilterSources = {
  types: () => ["STATE_DELTA", "TOOL_CALL_ARGS", "TOOL_CALL_START"],
  ids: (beginning) => ["call 1", "msg_1", "msg_2"].filter((id) => id.startsWith(beginning)),
  runs: () => ["run_a", "run_b"],
  subagents: () => ["sub_1"],
  keysAt: (tokens) => (tokens.length === 0 ? ["trip", "a/b"] : tokens[0] === "trip" ? ["hotel", "two words"] : []),
  length: 231,
};
/** What the text becomes with each way to go on; `|` is the caret. */
const ways = (marked: string): readonly string[] => {
  const caret = marked.indexOf("|");
  const text = marked.replace("|", "");
  const { from, to, options } = completeFilter(text, caret, sources);
  return options.map(({ insert }) => text.slice(0, from) + insert + text.slice(to));
};

describe("completion", () => {
  it("offers the keys, each with a word of explanation", () => {
    expect(ways("|")).toEqual(["type:", "family:", "text:", "path:", "id:", "run:", "subagent:", "has:", "gap>", "n:"]);
    expect(ways("family:text |")).toHaveLength(10);
    expect(ways("-T|")).toEqual(["-type:", "-text:"]);
    expect(ways("hotel|")).toEqual([]);
    expect(completeFilter("", 0, sources).options.every(({ detail }) => detail !== "")).toBe(true);
  });

  it("offers values of the recording, written as the language reads them", () => {
    expect(ways("type:tool|")).toEqual(["type:TOOL_CALL_ARGS", "type:TOOL_CALL_START"]);
    expect(ways("type:STATE_DELTA,args|")).toEqual(["type:STATE_DELTA,TOOL_CALL_ARGS"]);
    expect(ways("id:|")).toEqual(['id:"call 1"', "id:msg_1", "id:msg_2"]);
    expect(ways("run:run_b|")).toEqual(["run:2"]);
    expect(ways("subagent:|")).toEqual(["subagent:sub_1"]);
    expect(ways("-has:no|")).toEqual(["-has:note"]);
    expect(ways("path:|")).toEqual(["path:/trip", "path:/a~1b"]);
    expect(ways("path:/trip/|")).toEqual(["path:/trip/hotel", 'path:"/trip/two words"']);
    expect(ways("gap>=5|")).toEqual(["gap>=500ms", "gap>=5s"]);
    expect(ways("n:|")).toEqual(["n:1..231"]);
    expect(ways("nothing:|")).toEqual([]);
  });

  it("takes the place of the value around the caret, and nothing else", () => {
    expect(ways("type:TO|OL,x hotel")).toEqual(["type:TOOL_CALL_ARGS,x hotel", "type:TOOL_CALL_START,x hotel"]);
    expect(ways("a fam| b")).toEqual(["a family: b"]);
    expect(ways("family:text|")).toEqual([]);
  });

  it("never throws, and what it offers as a value is no mistake", () => {
    const piece = fc.constantFrom(
      "type:",
      "id:",
      "path:",
      "gap",
      ">",
      "/",
      '"',
      ",",
      " ",
      "-",
      "has:",
      "m",
      "trip",
      "~",
    );
    fc.assert(
      fc.property(fc.array(piece), fc.nat(), (pieces, at) => {
        const text = pieces.join("");
        const caret = at % (text.length + 1);
        const { from, to, options } = completeFilter(text, caret, sources);
        expect(from).toBeLessThanOrEqual(caret);
        expect(to).toBeGreaterThanOrEqual(caret);
        for (const { insert } of options) {
          const marked = parseFilter(text.slice(0, from) + insert).mistakes;
          const inside = marked.filter((mistake) => mistake.from >= from && !/[:>]$/.test(insert));
          expect(inside).toEqual([]);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
