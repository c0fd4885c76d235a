import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "#src/lib/json.ts";
import { exampleSchema } from "./exampleSchema.ts";
import { metaSchemaProblems, schemaProblems } from "./jsonSchema.ts";

describe("exampleSchema", () => {
  it("says what the examples have in common", () => {
    expect(
      exampleSchema([
        { city: "Paris", days: 3 },
        { city: "Rome", exact: true },
      ]),
    ).toEqual({
      type: "object",
      properties: { city: { type: "string" }, days: { type: "integer" }, exact: { type: "boolean" } },
      required: ["city"],
    });
  });

  it("reads the items of all arrays as one kind", () => {
    expect(exampleSchema([[{ a: 1 }, { a: 2.5, b: null }], []])).toEqual({
      type: "array",
      items: {
        type: "object",
        properties: { a: { type: "number" }, b: { type: "null" } },
        required: ["a"],
      },
    });
    expect(exampleSchema([[]])).toEqual({ type: "array" });
  });

  it("takes several types", () => {
    expect(exampleSchema([null, "a", { b: 1 }])).toEqual({
      type: ["null", "string", "object"],
      properties: { b: { type: "integer" } },
      required: ["b"],
    });
    expect(exampleSchema([])).toEqual({});
  });

  it.each([
    ["date", "2026-02-28"],
    ["date-time", "2026-02-28T09:30:00.5+01:00"],
    ["email", "ada.l+x@example.co.uk"],
    ["uri", "https://example.com:8080/a%20b?c=d#e"],
  ])("sees the format %s where all texts have it", (format, text) => {
    expect(exampleSchema([text])).toEqual({ type: "string", format });
    expect(exampleSchema([text, "other"])).toEqual({ type: "string" });
  });

  it.each([
    "2026-02-30",
    "2026-2-3",
    "2026-02-28 09:30:00Z",
    "a@b",
    "a..b@c.de",
    "example.com",
    "mailto:a",
    "https://",
  ])("sees none in %s", (text) => {
    expect(exampleSchema([text])).toEqual({ type: "string" });
  });

  it("always accepts its examples, and is a schema", () => {
    const text = fc.oneof(
      fc.string(),
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
      fc.emailAddress(),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
      fc.constantFrom("__proto__", "constructor"),
    );
    const { any } = fc.letrec<{ any: JsonValue }>((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        text,
        fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer()),
        fc.constantFrom(true, false, null),
        fc.array(tie("any"), { maxLength: 4 }),
        fc.dictionary(fc.oneof(fc.constantFrom("a", "b", "__proto__", "a/b"), fc.string()), tie("any"), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 4 }), (examples) => {
        // As parsed from a text: no key with special powers, and no minus zero.
        const parsed = JSON.parse(JSON.stringify(examples)) as JsonValue[];
        const schema = exampleSchema(parsed);
        expect(metaSchemaProblems(JSON.stringify(schema))).toEqual([]);
        for (const example of parsed) expect(schemaProblems(schema, example)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it("accepts what is nested deeper than it looks", () => {
    const text = "[".repeat(3000) + "]".repeat(3000);
    const deep = JSON.parse(text) as JsonValue;
    expect(schemaProblems(exampleSchema([deep]), deep)).toEqual([]);
  });
});
