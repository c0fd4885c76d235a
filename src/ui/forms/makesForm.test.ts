import { expect, it } from "vitest";
import type { JsonObject } from "#src/lib/json.ts";
import { makesForm } from "./makesForm.ts";

it.each<[JsonObject, boolean]>([
  [{}, false],
  [{ type: "object" }, false],
  [{ type: ["object", "null"], properties: {}, additionalProperties: false }, false],
  [{ title: "Any", description: "Whatever you like" }, false],
  [{ type: "string" }, true],
  [{ type: ["string", "null"] }, true],
  [{ type: "array" }, true],
  [{ properties: { city: { type: "string" } } }, true],
  [{ type: "object", additionalProperties: { type: "number" } }, true],
  [{ anyOf: [{ type: "string" }] }, true],
  [{ enum: [1, 2] }, true],
])("%j makes a form: %s", (schema, makes) => {
  expect(makesForm(schema)).toBe(makes);
});
