import { readdirSync, readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "#src/lib/json.ts";
import { metaSchemaProblems, parameterSchemaProblems, schemaProblems } from "./jsonSchema.ts";

const lines = (schema: JsonValue, value: JsonValue): readonly string[] =>
  schemaProblems(schema, value).map(({ pointer, message, keyword }) => `${pointer} ${message} [${keyword}]`);
const metaLines = (schema: JsonValue): readonly string[] =>
  metaSchemaProblems(JSON.stringify(schema)).map(
    ({ pointer, message, keyword }) => `${pointer} ${message} [${keyword}]`,
  );

describe("schemaProblems", () => {
  const weather: JsonValue = {
    type: "object",
    properties: { city: { type: "string", minLength: 1 }, days: { type: "integer", minimum: 1, maximum: 7 } },
    required: ["city"],
    additionalProperties: false,
  };

  it("says nothing of a value that fits", () => {
    expect(lines(weather, { city: "Paris", days: 3 })).toEqual([]);
    expect(lines(true, 1)).toEqual([]);
    expect(lines({}, null)).toEqual([]);
  });

  it("leaves out a pattern that could take for ever, and says so", () => {
    const schema = {
      properties: { a: { type: "string", pattern: "^(a+)+$" }, b: { patternProperties: { "(x*)*y": true } } },
      required: ["c"],
    };
    expect(lines(schema, { a: `${"a".repeat(60)}!`, b: { [`${"x".repeat(60)}!`]: 1 } })).toEqual([
      "/c c is required [required]",
      ' is not checked against the pattern "^(a+)+$", which could take for ever [pattern]',
      ' is not checked against the pattern "(x*)*y", which could take for ever [pattern]',
    ]);
    expect(lines({ const: { pattern: "^(a+)+$" } }, { pattern: "^(a+)+$" })).toEqual([]);
  });

  it("says each failure once, at its place, in plain words", () => {
    expect(lines(weather, {})).toEqual(["/city city is required [required]"]);
    expect(lines(weather, { city: 5, days: 9, extra: 1 })).toEqual([
      "/city must be a string, but is a number [type]",
      "/days must be at most 7, but is 9 [maximum]",
      "/extra extra is not allowed here [additionalProperties]",
    ]);
    expect(lines(weather, { city: "", days: 1.5 })).toEqual([
      "/city must have at least 1 character, but has 0 [minLength]",
      "/days must be a whole number, but is 1.5 [type]",
    ]);
    expect(lines(weather, "Paris")).toEqual([" must be an object, but is a string [type]"]);
  });

  it("has words for the other keywords", () => {
    expect(lines({ enum: ["C", "F"] }, "K")).toEqual([' must be "C" or "F", but is "K" [enum]']);
    expect(lines({ const: 1 }, 2)).toEqual([" must be 1, but is 2 [const]"]);
    expect(lines({ exclusiveMinimum: 0 }, 0)).toEqual([" must be more than 0, but is 0 [exclusiveMinimum]"]);
    expect(lines({ multipleOf: 5 }, 7)).toEqual([" must be a multiple of 5, but is 7 [multipleOf]"]);
    expect(lines({ pattern: "^a" }, "b")).toEqual([' must match the pattern ^a, but is "b" [pattern]']);
    expect(lines({ format: "email" }, "b")).toEqual([' must be an e-mail address, but is "b" [format]']);
    expect(lines({ minItems: 2 }, [1])).toEqual([" must have at least 2 items, but has 1 [minItems]"]);
    expect(lines({ uniqueItems: true }, [1, 2, 1])).toEqual([
      " must not hold the same item twice, but items 0 and 2 are equal [uniqueItems]",
    ]);
    expect(lines({ maxProperties: 1 }, { a: 1, b: 2 })).toEqual([
      " must have at most 1 property, but has 2 [maxProperties]",
    ]);
    expect(lines({ not: { type: "null" } }, null)).toEqual([" must not fit what `not` describes, but does [not]"]);
    expect(lines({ contains: { type: "string" } }, [1, 2])).toEqual([
      " must hold an item that fits `contains`, but holds none [contains]",
    ]);
    expect(lines({ contains: { type: "string" }, minContains: 2 }, ["a", 2])).toEqual([
      " must hold at least 2 items that fit `contains` [minContains]",
    ]);
    expect(lines({ dependentRequired: { card: ["cvc"] } }, { card: 1 })).toEqual([
      "/cvc cvc is required where card is there [dependentRequired]",
    ]);
    expect(lines({ propertyNames: { pattern: "^[a-z]+$" } }, { A1: 0 })).toEqual([
      '/A1 its name must match the pattern ^[a-z]+$, but is "A1" [propertyNames]',
    ]);
    expect(
      lines(JSON.parse('{"if": {"required": ["a"]}, "then": {"required": ["b"]}}') as JsonValue, { a: 1 }),
    ).toEqual(["/b b is required [required]"]);
  });

  it("names the form that was probably meant, or what each lacks", () => {
    expect(lines({ anyOf: [{ type: "string" }, { type: "null" }] }, 1)).toEqual([
      " must be a string or null, but is a number [type]",
    ]);
    expect(lines({ anyOf: [{ type: "string", minLength: 3 }, { type: "null" }] }, "a")).toEqual([
      " must have at least 3 characters, but has 1 [minLength]",
    ]);
    const pay = (kind: string, needs: string): JsonValue => ({
      type: "object",
      properties: { kind: { const: kind } },
      required: ["kind", needs],
    });
    expect(lines({ oneOf: [pay("card", "number"), pay("bank", "iban")] }, { kind: "bank" })).toEqual([
      "/iban iban is required [required]",
    ]);
    expect(lines({ oneOf: [{ minimum: 1 }, { minimum: 2 }] }, 3)).toEqual([
      " must fit only one of the forms of `oneOf`, but fits 2 [oneOf]",
    ]);
    expect(lines({ anyOf: [{ minLength: 9 }, { properties: {}, pattern: "^b" }] }, "a")).toEqual([
      ' fits none of the allowed forms: (1) must have at least 9 characters, but has 1; (2) must match the pattern ^b, but is "a" [anyOf]',
    ]);
  });

  it("follows $ref, also to itself, and names places with odd keys", () => {
    const tree: JsonValue = {
      $ref: "#/$defs/node",
      $defs: { node: { type: "object", properties: { "a/b ü": { $ref: "#/$defs/node" }, n: { maximum: 3 } } } },
    };
    expect(lines(tree, { "a/b ü": { "a/b ü": { n: 4 } } })).toEqual([
      "/a~1b ü/a~1b ü/n must be at most 3, but is 4 [maximum]",
    ]);
  });

  it("reads the draft that is named", () => {
    const four = { $schema: "http://json-schema.org/draft-04/schema#", minimum: 3, exclusiveMinimum: true };
    expect(lines(four, 3)).toEqual([" must be more than 3 [minimum]"]);
    expect(lines({ $schema: "https://example.com/own" }, 3)[0]).toContain(
      'names the dialect "https://example.com/own"',
    );
  });

  it("calls a schema useless instead of throwing", () => {
    expect(lines({ $ref: "#/$defs/none" }, 1)).toEqual([
      ' cannot be checked: the schema refers to "#/$defs/none", which is not in this schema [$schema]',
    ]);
    expect(lines({ $ref: "#" }, 1)[0]).toContain("refers to itself without end");
    expect(lines({ pattern: "(" }, "a")[0]).toContain("cannot be checked: the schema is of no use");
    expect(lines("string", 1)[0]).toContain("must be an object or a boolean, but is a string");
  });

  it("does not write into the schema", () => {
    const schema = Object.freeze({ $ref: "#/$defs/a", $defs: Object.freeze({ a: Object.freeze({ type: "string" }) }) });
    expect(lines(schema, 1)).toEqual([" must be a string, but is a number [type]"]);
    expect(Object.getOwnPropertyNames(schema)).toEqual(["$ref", "$defs"]);
  });

  it("never throws, whatever is called a schema", () => {
    const keyword = fc.constantFrom(
      "type",
      "properties",
      "items",
      "anyOf",
      "$ref",
      "required",
      "$id",
      "if",
      "then",
      "const",
    );
    const { any } = fc.letrec<{ any: JsonValue }>((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom<JsonValue>("string", "#", "#/a", 1, true, null),
        fc.array(tie("any"), { maxLength: 3 }),
        fc.dictionary(keyword, tie("any"), { maxKeys: 3 }),
      ),
    }));
    fc.assert(
      fc.property(any, fc.jsonValue(), (schema, value) => {
        expect(Array.isArray(schemaProblems(schema, value as JsonValue))).toBe(true);
        expect(Array.isArray(metaSchemaProblems(JSON.stringify(schema)))).toBe(true);
      }),
    );
  });
});

describe("metaSchemaProblems", () => {
  it("takes the schemas of everyday tools", () => {
    expect(metaLines({ type: "object", properties: { city: { type: "string" } }, required: ["city"] })).toEqual([]);
    expect(
      metaLines({ $defs: { a: { type: ["string", "null"] } }, $ref: "#/$defs/a", default: 3, "x-own": {} }),
    ).toEqual([]);
    expect(metaLines({ prefixItems: [true, { enum: [] }], unevaluatedItems: false })).toEqual([]);
    expect(metaLines({ $schema: "http://json-schema.org/draft-07/schema#", items: [{ type: "string" }] })).toEqual([]);
  });

  it("says what is no JSON, and where", () => {
    expect(metaSchemaProblems('{"type":\n 1x}')).toEqual([
      { pointer: "", message: "is no JSON: a comma or } was expected, found x (line 2, column 3)", keyword: "json" },
    ]);
    expect(metaSchemaProblems("[]")[0]?.message).toBe("must be an object, but is an array");
  });

  it("finds what is against the standard, at its place", () => {
    expect(metaLines({ properties: { a: { type: "strin" } } })).toEqual([
      '/properties/a/type must be "array", "boolean", "integer", "null", "number", "object" or "string", but is "strin" [enum]',
    ]);
    expect(metaLines({ required: "city" })).toEqual(["/required must be an array, but is a string [type]"]);
    expect(metaLines({ properties: { a: { required: true } } })).toEqual([
      "/properties/a/required must be an array, but is a boolean [type]",
    ]);
    expect(metaLines({ minLength: -1 })).toEqual(["/minLength must be at least 0, but is -1 [minimum]"]);
    expect(metaLines({ pattern: "(" })).toEqual([
      '/pattern must be a regular expression that is valid with the flag u, but is "(" [format]',
    ]);
    expect(metaLines({ anyOf: [] })).toEqual(["/anyOf must have at least 1 item, but has 0 [minItems]"]);
    expect(metaLines({ items: [{}] })).toEqual(["/items must be an object or a boolean, but is an array [type]"]);
    expect(metaLines({ properties: { a: 1 } })).toEqual([
      "/properties/a must be an object or a boolean, but is a number [type]",
    ]);
    expect(metaLines({ properties: { a: { items: { $ref: "#/$defs/b" } } } })).toEqual([
      '/properties/a/items/$ref refers to "#/$defs/b", which is not in this schema [$ref]',
    ]);
    expect(metaLines({ $schema: "http://json-schema.org/draft-04/schema#", exclusiveMinimum: 3 })).toEqual([
      "/exclusiveMinimum must be a boolean, but is a number [type]",
    ]);
  });

  it("wants an object at the top of a tool's parameters", () => {
    expect(parameterSchemaProblems("")).toEqual([]);
    expect(parameterSchemaProblems("{}")).toEqual([]);
    expect(parameterSchemaProblems('{"type":"object"}')).toEqual([]);
    expect(parameterSchemaProblems('{"type":"string"}')).toEqual([
      { pointer: "/type", message: expect.stringContaining('"type": "object"') as string, keyword: "type" },
    ]);
    expect(parameterSchemaProblems('{"properties":{}}')[0]?.pointer).toBe("");
  });

  it("is in the only file that imports the validator, so that a lazy chunk can hold it", () => {
    const folder = new URL("./", import.meta.url);
    const importers = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
      (name) =>
        name.endsWith(".ts") && /from "@cfworker\/json-schema"/.test(readFileSync(new URL(name, folder), "utf8")),
    );
    expect(importers).toEqual(["jsonSchema.ts"]);
  });
});
