import { dereference, validate, type Schema } from "@cfworker/json-schema";
import { isObject, type JsonValue } from "#src/lib/json.ts";
import { formatPointer } from "#src/lib/jsonPointer.ts";
import { readJsonText } from "./jsonText.ts";
import { draftOf, metaSchemaOf, type Draft } from "./metaSchema.ts";
import { problemsOf, tokensOf, type SchemaProblem } from "./schemaFailures.ts";
import { kindInWords } from "./schemaWords.ts";
import { isSlowPattern } from "./slowPattern.ts";

/** A schema that is ready to check with. */
interface Compiled {
  readonly schema: Schema | boolean;
  readonly draft: Draft;
  /** The schemas within it by URI. */
  readonly lookup: Record<string, Schema | boolean>;
  /** The patterns that were taken out, because they could take for ever. */
  readonly unchecked: ReadonlySet<string>;
}

const compiled = new WeakMap<object, Compiled>();
const metaSchemas = new Map<Draft, Compiled>();

/**
 * Where a value does not fit a JSON Schema (2020-12, or the draft that `$schema` names), in document order; none when it fits.
 * A schema that is of no use (no schema, a `$ref` to nowhere) is one problem of keyword "$schema" at the whole value. `format` is checked;
 * `$dynamicRef` is not followed, and nothing is ever fetched.
 */
export function schemaProblems(schema: JsonValue, value: JsonValue): readonly SchemaProblem[] {
  if (typeof schema !== "boolean" && !isObject(schema)) {
    return [useless(`must be an object or a boolean, but is ${kindInWords(schema)}`)];
  }
  const draft = draftOf(schema);
  if (draft === undefined) return [useless(unknownDialect(schema))];
  try {
    const ready = compile(schema, draft);
    return [...check(ready, value), ...[...ready.unchecked].map(notChecked)];
  } catch (error) {
    return [useless(reason(error))];
  }
}

/**
 * Why a text is no JSON Schema: no JSON, no object, against the rules of its draft (2020-12 where it names none), or a `$ref` that points
 * nowhere. Pointers are into the schema; none when it is one.
 */
export function metaSchemaProblems(schemaText: string): readonly SchemaProblem[] {
  const read = readJsonText(schemaText);
  if (!read.ok) return [{ pointer: "", message: read.error, keyword: "json" }];
  const schema = read.value;
  if (!isObject(schema)) {
    return [{ pointer: "", message: `must be an object, but is ${kindInWords(schema)}`, keyword: "type" }];
  }
  const draft = draftOf(schema);
  if (draft === undefined) return [{ pointer: "/$schema", message: unknownDialect(schema), keyword: "$schema" }];
  try {
    const problems = check(metaSchema(draft), schema);
    return problems.length > 0 ? problems : unresolved(compile(schema, draft));
  } catch (error) {
    return [{ pointer: "", message: reason(error), keyword: "$schema" }];
  }
}

/** `metaSchemaProblems` of a tool's parameters, which models only take as an object. A text that is empty, or `{}`, says that there are none. */
export function parameterSchemaProblems(schemaText: string): readonly SchemaProblem[] {
  if (schemaText.trim() === "") return [];
  const problems = metaSchemaProblems(schemaText);
  const read = readJsonText(schemaText);
  if (problems.length > 0 || !read.ok || !isObject(read.value) || Object.keys(read.value).length === 0) return problems;
  const type = read.value["type"];
  if (type === "object") return [];
  const message = `must have "type": "object" at the top, because arguments are an object`;
  return [{ pointer: type === undefined ? "" : "/type", message, keyword: "type" }];
}

function compile(schema: object | boolean, draft: Draft): Compiled {
  if (typeof schema === "boolean") return { schema, draft, lookup: {}, unchecked: new Set() };
  const known = compiled.get(schema);
  if (known !== undefined) return known;
  // The validator writes into what it reads.
  const copy = structuredClone(schema) as Schema;
  const unchecked = new Set<string>();
  withoutSlowPatterns(copy, unchecked);
  const made = { schema: copy, draft, lookup: dereference(copy), unchecked };
  compiled.set(schema, made);
  return made;
}

/** Takes the patterns out that could keep the page busy for ever: a schema and what is checked with it may both come from an agent. */
function withoutSlowPatterns(schema: unknown, found: Set<string>): void {
  if (Array.isArray(schema)) return schema.forEach((each) => withoutSlowPatterns(each, found));
  if (!isObject(schema)) return;
  const { pattern, patternProperties } = schema;
  const take = (held: Record<string, unknown>, key: string, slow: string): void => {
    if (!isSlowPattern(slow)) return;
    found.add(slow);
    delete held[key];
  };
  if (typeof pattern === "string") take(schema, "pattern", pattern);
  if (isObject(patternProperties)) {
    for (const name of Object.keys(patternProperties)) take(patternProperties, name, name);
  }
  for (const [key, part] of Object.entries(schema)) {
    if (key !== "const" && key !== "enum") withoutSlowPatterns(part, found);
  }
}

function metaSchema(draft: Draft): Compiled {
  const known = metaSchemas.get(draft) ?? compile(metaSchemaOf(draft), draft);
  metaSchemas.set(draft, known);
  return known;
}

function check({ schema, draft, lookup }: Compiled, value: JsonValue): readonly SchemaProblem[] {
  const { errors } = validate(value, schema, draft, lookup, false);
  return errors.length === 0
    ? []
    : problemsOf(errors, { value, schemaAt: (tokens) => schemaAt(schema, lookup, tokens) });
}

/** Follows a way through the schema on which `$ref` means to go where it points. */
function schemaAt(root: Schema | boolean, lookup: Compiled["lookup"], tokens: readonly string[]): unknown {
  let at: unknown = root;
  for (const token of tokens) {
    if (typeof at !== "object" || at === null) return undefined;
    const target = token === "$ref" ? (at as Schema).__absolute_ref__ : undefined;
    at = target === undefined ? (Object.hasOwn(at, token) ? (at as Schema)[token] : undefined) : lookup[target];
  }
  return at;
}

function unresolved({ schema, lookup }: Compiled): readonly SchemaProblem[] {
  const base = typeof schema === "boolean" ? "" : (schema.__absolute_uri__ ?? "");
  return Object.entries(lookup).flatMap(([uri, part]) => {
    if (typeof part === "boolean" || part.__absolute_ref__ === undefined) return [];
    if (lookup[part.__absolute_ref__] !== undefined) return [];
    const place = uri.startsWith(`${base}#`) ? tokensOf(uri.slice(base.length)) : [];
    return [{ pointer: formatPointer([...place, "$ref"]), message: nowhere(String(part.$ref)), keyword: "$ref" }];
  });
}

const nowhere = (ref: string): string => `refers to ${JSON.stringify(ref)}, which is not in this schema`;
const useless = (why: string): SchemaProblem => ({
  pointer: "",
  message: `cannot be checked: the schema ${why}`,
  keyword: "$schema",
});
const notChecked = (pattern: string): SchemaProblem => ({
  pointer: "",
  message: `is not checked against the pattern ${JSON.stringify(pattern.slice(0, 100))}, which could take for ever`,
  keyword: "pattern",
});
const unknownDialect = (schema: unknown): string =>
  `names the dialect ${JSON.stringify(isObject(schema) ? schema["$schema"] : undefined)}; known are 2020-12, 2019-09 and the drafts 7, 6 and 4 of json-schema.org`;

/** What the validator throws: it takes a schema on trust. */
function reason(error: unknown): string {
  if (error instanceof RangeError) return "refers to itself without end, or is nested too deep";
  const said = error instanceof Error ? error.message : String(error);
  const ref = /^Unresolved \$ref "([^]*?)"\./.exec(said)?.[1];
  if (ref !== undefined) return nowhere(ref);
  return `is of no use: ${said.split("\n", 1)[0]}`;
}
