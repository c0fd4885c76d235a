import { describe, expect, it } from "vitest";
import { exampleFor } from "./exampleFor.ts";

describe("exampleFor", () => {
  it.each([
    [undefined, {}],
    [
      { type: "object", properties: { a: { type: "string" }, b: { type: ["integer", "null"] } } },
      { a: "example", b: 1 },
    ],
    [{ type: "array", items: { enum: ["x", "y"] } }, ["x"]],
    [{ properties: { when: { type: "string", format: "date" } } }, { when: "2026-06-12" }],
    [{ anyOf: [{ const: 7 }, { type: "string" }] }, 7],
    [{ type: "number", minimum: 4, default: 9 }, 9],
    [{ type: "boolean" }, true],
  ])("of %j is %j", (schema, value) => {
    expect(exampleFor(schema)).toEqual(value);
  });

  it("ends on a schema that contains itself", () => {
    const schema: { type: string; properties: Record<string, unknown> } = { type: "object", properties: {} };
    schema.properties["again"] = schema;
    expect(JSON.stringify(exampleFor(schema))).toContain("null");
  });
});
