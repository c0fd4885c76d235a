import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "#src/lib/json.ts";
import { prettyJson, withoutClosers, type PrettyJson } from "./prettyJson.ts";

const print = ({ lines }: PrettyJson): string =>
  lines.map(({ indent, tokens }) => "  ".repeat(indent) + tokens.map((token) => token.text).join("")).join("\n");

describe("prettyJson", () => {
  it("keeps what fits on one line", () => {
    expect(print(prettyJson({ hotel: "Casa", nights: 3, tags: ["a", null, {}] }))).toBe(
      '{ "hotel": "Casa", "nights": 3, "tags": ["a", null, {}] }',
    );
  });

  it("breaks what does not", () => {
    expect(print(prettyJson({ list: [1, 2, 3], name: "a long enough name" }, { width: 24 }))).toBe(
      '{\n  "list": [1, 2, 3],\n  "name": "a long enough name"\n}',
    );
  });

  it("prints JSON that means the value, at any width", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 1, max: 80 }), (value, width) => {
        const pretty = prettyJson(value as JsonValue, { width, maxLines: Infinity, maxString: Infinity });
        expect(JSON.parse(print(pretty))).toEqual(JSON.parse(JSON.stringify(value)));
        expect(pretty.more).toBe(false);
      }),
    );
  });

  it("stops at the line limit, whatever the size, and says so", () => {
    const pretty = prettyJson(
      Array.from({ length: 1_000_000 }, (_, index) => index),
      { maxLines: 5 },
    );
    expect(pretty.lines).toHaveLength(5);
    expect(pretty.more).toBe(true);
  });

  it("says how much of a long string it leaves out", () => {
    expect(print(prettyJson("x".repeat(1500), { maxString: 3 }))).toBe('"xxx… 1,497 more characters"');
  });
});

describe("withoutClosers", () => {
  it("takes off the brackets and the quote that are still to come", () => {
    const partial = prettyJson({ hotel: { name: "Casa" } });
    expect(print(withoutClosers(partial, 2, true))).toBe('{ "hotel": { "name": "Casa');
    expect(print(withoutClosers(partial, 1, false))).toBe('{ "hotel": { "name": "Casa" }');
    expect(print(withoutClosers(prettyJson({}), 1, false))).toBe("{");
  });

  it("takes whole lines off when it must", () => {
    const broken = prettyJson({ a: ["long enough to break", "another one"] }, { width: 10 });
    expect(print(withoutClosers(broken, 2, true))).toBe('{\n  "a": [\n    "long enough to break",\n    "another one');
  });
});
