import { isObject, type JsonValue } from "#src/lib/json.ts";
import { shortJson } from "#src/lib/shortJson.ts";

/** One keyword of a schema that a value does not meet. */
export interface Failure {
  readonly keyword: string;
  /** What the schema says under the keyword; undefined where that is not known. */
  readonly limit: JsonValue | undefined;
  /** The value, or the key for `propertyNames`; undefined where that is not known. */
  readonly value: JsonValue | undefined;
  /** The validator's own sentence. */
  readonly said: string;
}

/** What a value must be, as a sentence without a subject: "must be at least 3, but is 2". */
export function failureInWords(failure: Failure): string {
  return WORDS[failure.keyword]?.(failure) ?? failure.said;
}

const LONGEST = 120;
const text = (value: JsonValue | undefined): string => (typeof value === "string" ? value : short(value));
const short = (value: JsonValue | undefined): string => (value === undefined ? "?" : shortJson(value, LONGEST));
const many = (count: number, one: string, more = `${one}s`): string => `${count} ${count === 1 ? one : more}`;
const characters = (value: JsonValue | undefined): number => Array.from(typeof value === "string" ? value : "").length;
const items = (value: JsonValue | undefined): number => (Array.isArray(value) ? value.length : 0);
const members = (value: JsonValue | undefined): number => (isObject(value) ? Object.keys(value).length : 0);

const WORDS: Readonly<Record<string, (failure: Failure) => string>> = {
  type: ({ limit, value }) => `must be ${typesInWords(typeNames(limit))}, but is ${kindInWords(value, limit)}`,
  const: ({ limit, value }) => `must be ${short(limit)}, but is ${short(value)}`,
  enum: ({ limit, value }) => `must be ${listInWords(Array.isArray(limit) ? limit : [])}, but is ${short(value)}`,
  minimum: ({ limit, value }) =>
    limit === value ? `must be more than ${short(limit)}` : `must be at least ${short(limit)}, but is ${short(value)}`,
  maximum: ({ limit, value }) =>
    limit === value ? `must be less than ${short(limit)}` : `must be at most ${short(limit)}, but is ${short(value)}`,
  exclusiveMinimum: ({ limit, value }) => `must be more than ${short(limit)}, but is ${short(value)}`,
  exclusiveMaximum: ({ limit, value }) => `must be less than ${short(limit)}, but is ${short(value)}`,
  multipleOf: ({ limit, value }) => `must be a multiple of ${short(limit)}, but is ${short(value)}`,
  minLength: ({ limit, value }) =>
    `must have at least ${many(Number(limit), "character")}, but has ${characters(value)}`,
  maxLength: ({ limit, value }) =>
    `must have at most ${many(Number(limit), "character")}, but has ${characters(value)}`,
  pattern: ({ limit, value }) => `must match the pattern ${text(limit)}, but is ${short(value)}`,
  format: ({ limit, value }) => `must be ${formatInWords(text(limit))}, but is ${short(value)}`,
  minItems: ({ limit, value }) => `must have at least ${many(Number(limit), "item")}, but has ${items(value)}`,
  maxItems: ({ limit, value }) => `must have at most ${many(Number(limit), "item")}, but has ${items(value)}`,
  uniqueItems: ({ said }) => {
    const [, first, second] = /(\d+) and (\d+)/.exec(said) ?? [];
    return `must not hold the same item twice${first === undefined ? "" : `, but items ${first} and ${second} are equal`}`;
  },
  contains: () => "must hold an item that fits `contains`, but holds none",
  minContains: ({ limit }) => `must hold at least ${many(Number(limit), "item")} that fit \`contains\``,
  maxContains: ({ limit }) => `must hold at most ${many(Number(limit), "item")} that fit \`contains\``,
  minProperties: ({ limit, value }) =>
    `must have at least ${many(Number(limit), "property", "properties")}, but has ${members(value)}`,
  maxProperties: ({ limit, value }) =>
    `must have at most ${many(Number(limit), "property", "properties")}, but has ${members(value)}`,
  not: () => "must not fit what `not` describes, but does",
};

/** The types that `type` allows. */
export function typeNames(limit: JsonValue | undefined): readonly string[] {
  return (Array.isArray(limit) ? (limit as readonly JsonValue[]) : [limit]).map(String);
}

/** "a string or null". */
export function typesInWords(types: readonly string[]): string {
  return orList([...new Set(types)].map((type) => ARTICLES[type] ?? type));
}

/** What a value is: "a number"; the number itself where only its fraction is wrong. */
export function kindInWords(value: JsonValue | undefined, limit?: JsonValue): string {
  if (typeof value === "number" && typeNames(limit).includes("integer")) return short(value);
  const kind = value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
  return ARTICLES[kind] ?? kind;
}

const ARTICLES: Readonly<Record<string, string>> = {
  array: "an array",
  boolean: "a boolean",
  integer: "a whole number",
  number: "a number",
  object: "an object",
  string: "a string",
};

function listInWords(values: readonly JsonValue[]): string {
  const shown = values.slice(0, 8).map((value) => shortJson(value, 40));
  if (values.length > shown.length) return `one of ${shown.join(", ")} or ${values.length - shown.length} others`;
  return shown.length === 0 ? "one of no values" : orList(shown);
}

function orList(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

const FORMATS: Readonly<Record<string, string>> = {
  date: "a date such as 2026-01-31",
  time: "a time such as 12:30:00Z",
  "date-time": "a time such as 2026-01-31T12:30:00Z",
  duration: "a duration such as PT5M",
  email: "an e-mail address",
  hostname: "a host name",
  ipv4: "an IPv4 address",
  ipv6: "an IPv6 address",
  uri: "an absolute URI",
  "uri-reference": "a URI reference",
  uuid: "a UUID",
  regex: "a regular expression that is valid with the flag u",
  "json-pointer": "a JSON Pointer",
};

const formatInWords = (format: string): string => FORMATS[format] ?? `of the format "${format}"`;
