import { expect, it } from "vitest";
import { schemaProblems } from "#src/tools/jsonSchema.ts";
import { jsonSchemaSchema } from "./jsonSchemaSchema.ts";

it("says what its keywords mean, and checks as before", () => {
  const schema = jsonSchemaSchema();
  const properties = schema["properties"] as Record<string, { description?: string }>;
  expect(properties["required"]?.description).toContain("must be there");
  expect(properties["items"]?.description).toContain("list");
  expect(schemaProblems(schema, { type: "object", properties: { a: { type: "string" } } })).toEqual([]);
  expect(schemaProblems(schema, { properties: { a: { type: "text" } } }).map(({ pointer }) => pointer)).toEqual([
    "/properties/a/type",
  ]);
});
