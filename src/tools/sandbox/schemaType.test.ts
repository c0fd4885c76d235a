import { describe, expect, it } from "vitest";
import type { JsonValue } from "#src/lib/json.ts";
import { eraseTypes } from "./eraseTypes.ts";
import { schemaType } from "./schemaType.ts";

const flat = (schema: JsonValue): string => schemaType(schema).replace(/\s+/g, " ");

describe("the type of what a schema allows", () => {
  it("names members with what they are and whether they must be there", () => {
    const schema = {
      type: "object",
      required: ["city", "extra"],
      properties: {
        city: { type: "string", description: "Where to look,\n  not */ how" },
        days: { type: "integer" },
        "odd-name": { type: ["string", "null"] },
        at: { type: "object", properties: { lat: { type: "number" } }, additionalProperties: false },
      },
    };
    expect(schemaType(schema)).toBe(`{
  /** Where to look, not * / how */
  city: string;
  days?: number;
  "odd-name"?: string | null;
  at?: {
    lat?: number;
  };
  extra: any;
}`);
  });

  it.each([
    [{ enum: ["C", "F", null, 1] }, '"C" | "F" | null | 1'],
    [{ const: "x" }, '"x"'],
    [{ type: "array", items: { type: "string" } }, "string[]"],
    [{ type: "array", items: { type: ["string", "null"] } }, "(string | null)[]"],
    [{ items: { enum: ["a", "b"] } }, '("a" | "b")[]'],
    [
      { prefixItems: [{ type: "string" }, { type: "number" }], items: false, minItems: 1, type: "array" },
      "[string, number?]",
    ],
    [{ type: "object", additionalProperties: { type: "number" } }, "{ [key: string]: number }"],
    [{ type: "object" }, "{ [key: string]: any }"],
    [{ anyOf: [{ type: "string" }, { type: "number" }] }, "string | number"],
    [{ oneOf: [{ type: "string" }, {}] }, "any"],
    [
      { allOf: [{ properties: { a: { type: "string" } } }, { properties: { b: {} } }] },
      "{ a?: string; } & { b?: any; }",
    ],
    [{ $ref: "#/$defs/a~1b", $defs: { "a/b": { type: "boolean" } } }, "boolean"],
    [{ $ref: "#/nowhere" }, "any"],
    [{ $ref: "https://example.com/x.json" }, "any"],
    [{ properties: { a: { $ref: "#" } } }, "{ a?: { a?: any; }; }"],
    [{ type: "string", const: "\u2028" }, '"\\u2028"'],
    [{ type: "no such type" }, "any"],
    [{ properties: "wrong", required: 1, type: "object" }, "{ [key: string]: any }"],
    [true, "any"],
    [false, "never"],
    [null, "any"],
  ] as const)("%j is %s", (schema, type) => {
    expect(flat(schema as JsonValue)).toBe(type);
  });

  it("is TypeScript whatever the names and texts are", () => {
    const names = ["__proto__", "a b", "*/", "`${x}`", '"', "\n", "1", "class", "\u2028"];
    const properties = JSON.parse(
      `{${names.map((name) => `${JSON.stringify(name)}: {"description": ${JSON.stringify(name)}, "const": ${JSON.stringify(name)}}`).join()}}`,
    ) as JsonValue;
    const type = schemaType({ properties });
    for (const name of names)
      expect(type).toContain(
        name === "class" ? "class" : JSON.stringify(name).slice(1, -1).replace("\u2028", "\\u2028"),
      );
    expect(eraseTypes(`type A = ${type};\nconst after = 1;`)).toMatchObject({ ok: true });
  });

  it("ends, however deep the schema is and wide its unions are", () => {
    let deep: JsonValue = { type: "string" };
    for (let level = 0; level < 5_000; level++) deep = { properties: { a: deep } };
    expect(schemaType(deep).length).toBeLessThan(2_000);
    expect(schemaType({ enum: Array.from({ length: 10_000 }, (_, at) => at) })).toBe("any");
  });
});
