import type { RJSFSchema } from "@rjsf/utils";
import { describe, expect, it } from "vitest";
import { formValidator } from "./formValidator.ts";

describe("formValidator", () => {
  it("says where a value does not fit, by the path of the field", () => {
    const schema: RJSFSchema = {
      type: "object",
      properties: { to: { type: "object", required: ["name"] }, "a/b": { type: "number" } },
    };
    const { errors, errorSchema } = formValidator.validateFormData({ to: {}, "a/b": "x" }, schema);
    expect(errors.map(({ property }) => property)).toEqual([".to.name", ".a/b"]);
    expect(errorSchema).toMatchObject({ to: { name: { __errors: [expect.any(String) as string] } } });
  });

  it("finds the definitions of the root for a branch", () => {
    const root: RJSFSchema = { $defs: { city: { type: "string", minLength: 2 } } };
    const branch = { properties: { city: { $ref: "#/$defs/city" } } };
    expect(formValidator.isValid(branch, { city: "Lisbon" }, root)).toBe(true);
    expect(formValidator.isValid(branch, { city: "L" }, root)).toBe(false);
  });
});
