import type { JsonObject, JsonValue } from "#src/lib/json.ts";

/** The drafts of JSON Schema that can be checked. Draft 6 is read as draft 7, which only adds to it. */
export type Draft = "4" | "7" | "2019-09" | "2020-12";

/** The draft that a schema names in `$schema`; 2020-12 where it names none; undefined for a dialect that is not known here. */
export function draftOf(schema: unknown): Draft | undefined {
  const named = typeof schema === "object" && schema !== null ? (schema as JsonObject)["$schema"] : undefined;
  if (typeof named !== "string") return "2020-12";
  const [, name] =
    /^https?:\/\/json-schema\.org\/(?:draft\/|)(draft-0[4-7]|2019-09|2020-12)\/schema#?$/.exec(named) ?? [];
  if (name === undefined || name === "draft-05") return undefined;
  return name === "draft-04" ? "4" : name === "draft-06" || name === "draft-07" ? "7" : (name as Draft);
}

const SELF: JsonObject = { $ref: "#" };
const STRING: JsonObject = { type: "string" };
const BOOLEAN: JsonObject = { type: "boolean" };
const NUMBER: JsonObject = { type: "number" };
const COUNT: JsonObject = { type: "integer", minimum: 0 };
const REFERENCE: JsonObject = { type: "string", format: "uri-reference" };
const REGEX: JsonObject = { type: "string", format: "regex" };
const NAMES: JsonObject = { type: "array", items: STRING, uniqueItems: true };
const SCHEMAS: JsonObject = { type: "array", items: SELF, minItems: 1 };
const mapOf = (of: JsonValue): JsonObject => ({ type: "object", additionalProperties: of });

const TYPE_NAMES: JsonObject = { enum: ["array", "boolean", "integer", "null", "number", "object", "string"] };
const TYPE: JsonObject = {
  anyOf: [TYPE_NAMES, { type: "array", items: TYPE_NAMES, minItems: 1, uniqueItems: true }],
};

/** What all drafts have in common. */
const COMMON: JsonObject = {
  $schema: { type: "string", format: "uri" },
  $ref: REFERENCE,
  title: STRING,
  description: STRING,
  type: TYPE,
  enum: { type: "array" },
  multipleOf: { type: "number", exclusiveMinimum: 0 },
  maximum: NUMBER,
  minimum: NUMBER,
  maxLength: COUNT,
  minLength: COUNT,
  pattern: REGEX,
  format: STRING,
  maxItems: COUNT,
  minItems: COUNT,
  uniqueItems: BOOLEAN,
  maxProperties: COUNT,
  minProperties: COUNT,
  required: NAMES,
  definitions: mapOf(SELF),
  properties: mapOf(SELF),
  patternProperties: { type: "object", additionalProperties: SELF, propertyNames: { format: "regex" } },
  additionalProperties: SELF,
  dependencies: mapOf({ anyOf: [SELF, NAMES] }),
  allOf: SCHEMAS,
  anyOf: SCHEMAS,
  oneOf: SCHEMAS,
  not: SELF,
};

/** Draft 4 alone. Its meta-schema does not say that a bare `true` is a schema, but for these places. */
const ONLY_4: JsonObject = {
  id: STRING,
  enum: { type: "array", minItems: 1, uniqueItems: true },
  exclusiveMaximum: BOOLEAN,
  exclusiveMinimum: BOOLEAN,
  required: { type: "array", items: STRING, minItems: 1, uniqueItems: true },
  items: { anyOf: [SELF, SCHEMAS] },
  additionalItems: { anyOf: [BOOLEAN, SELF] },
  additionalProperties: { anyOf: [BOOLEAN, SELF] },
};

const SINCE_7: JsonObject = {
  $id: REFERENCE,
  $comment: STRING,
  readOnly: BOOLEAN,
  writeOnly: BOOLEAN,
  examples: { type: "array" },
  exclusiveMaximum: NUMBER,
  exclusiveMinimum: NUMBER,
  contains: SELF,
  propertyNames: SELF,
  ...Object.fromEntries(["if", "then", "else"].map((keyword) => [keyword, SELF])),
  contentMediaType: STRING,
  contentEncoding: STRING,
};

const UNTIL_2019: JsonObject = { items: { anyOf: [SELF, SCHEMAS] }, additionalItems: SELF };

const SINCE_2019: JsonObject = {
  $id: { type: "string", format: "uri-reference", pattern: "^[^#]*#?$" },
  $anchor: { type: "string", pattern: "^[A-Za-z_][-A-Za-z0-9._]*$" },
  $defs: mapOf(SELF),
  $vocabulary: { type: "object", propertyNames: { format: "uri" }, additionalProperties: BOOLEAN },
  deprecated: BOOLEAN,
  maxContains: COUNT,
  minContains: COUNT,
  dependentRequired: mapOf(NAMES),
  dependentSchemas: mapOf(SELF),
  unevaluatedItems: SELF,
  unevaluatedProperties: SELF,
  contentSchema: SELF,
};

const ONLY_2020: JsonObject = {
  $dynamicRef: REFERENCE,
  $dynamicAnchor: { type: "string", pattern: "^[A-Za-z_][-A-Za-z0-9._]*$" },
  prefixItems: SCHEMAS,
  items: SELF,
};

const PROPERTIES: Readonly<Record<Draft, readonly JsonObject[]>> = {
  "4": [COMMON, ONLY_4],
  "7": [COMMON, SINCE_7, UNTIL_2019],
  "2019-09": [COMMON, SINCE_7, UNTIL_2019, { $recursiveRef: REFERENCE, $recursiveAnchor: BOOLEAN }, SINCE_2019],
  "2020-12": [COMMON, SINCE_7, SINCE_2019, ONLY_2020],
};

/**
 * What a schema of a draft has to look like, as a schema: the vocabularies of https://json-schema.org/specification,
 * put together in one document, because the published one of 2020-12 is spread over eight that refer to each other by `$dynamicRef`.
 */
export function metaSchemaOf(draft: Draft): JsonObject {
  const properties: JsonObject = Object.assign({}, ...PROPERTIES[draft]) as JsonObject;
  return { type: draft === "4" ? "object" : ["object", "boolean"], properties };
}
