import { isObject, type JsonObject } from "#src/lib/json.ts";
import { metaSchemaOf } from "#src/tools/metaSchema.ts";

/** What the keywords that a tool's schema uses most mean, for the editor's hovers and completions. */
const MEANINGS: Readonly<Record<string, string>> = {
  $schema: "The dialect of this schema; 2020-12 where it names none.",
  $ref: "Stands for another part of this schema, such as #/$defs/place.",
  $defs: "Schemas to refer to, by name.",
  title: "A short name.",
  description: "What the value is: a model reads it.",
  type: "The type that a value must have, or a list of types.",
  enum: "The values that are allowed.",
  const: "The one value that is allowed.",
  default: "What is meant where the value is left out. Nothing fills it in.",
  examples: "Values that fit. Made-up data is taken from here.",
  properties: "The schema of each property, by name.",
  required: "The names of the properties that must be there.",
  additionalProperties: "false: no properties but those named; a schema: what others must fit.",
  patternProperties: "The schema of the properties whose names fit a regular expression.",
  items: "The schema of every item of a list.",
  prefixItems: "The schemas of the first items of a list, in order.",
  minItems: "The least number of items.",
  maxItems: "The greatest number of items.",
  uniqueItems: "true: no two items are equal.",
  minimum: "The least number that is allowed.",
  maximum: "The greatest number that is allowed.",
  exclusiveMinimum: "The number must be greater.",
  exclusiveMaximum: "The number must be less.",
  multipleOf: "The number must be a multiple of this one.",
  minLength: "The least number of characters.",
  maxLength: "The greatest number of characters.",
  pattern: "A regular expression that the text must fit somewhere.",
  format: "What kind of text it is: date-time, date, email, uri, uuid.",
  anyOf: "At least one of these schemas must fit.",
  oneOf: "Exactly one of these schemas must fit.",
  allOf: "All of these schemas must fit.",
  not: "This schema must not fit.",
};

/** The schema of JSON Schemas (2020-12), with the meaning of its keywords. */
export function jsonSchemaSchema(): JsonObject {
  const schema = metaSchemaOf("2020-12");
  const { properties } = schema;
  if (!isObject(properties)) return schema;
  const described = Object.entries(properties).map(([keyword, of]) => {
    const description = MEANINGS[keyword];
    if (description === undefined) return [keyword, of] as const;
    // Beside `$ref` a description counts in the newer dialects only, so it goes around it.
    const plain = isObject(of) && of["$ref"] === undefined ? of : { allOf: [of] };
    return [keyword, { ...plain, description }] as const;
  });
  return { ...schema, properties: Object.fromEntries(described) };
}
