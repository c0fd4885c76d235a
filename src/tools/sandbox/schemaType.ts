import { isObject, type JsonValue } from "#src/lib/json.ts";
import { getPointer } from "#src/lib/jsonPointer.ts";

/** How deep a type is written out; what lies deeper may be anything. */
const DEEPEST = 12;
/** How many members an object or a union is written out with. */
const MOST = 200;
const INDENT = "  ";

/**
 * The TypeScript type of what a JSON Schema allows, as far as TypeScript can say it; whatever it cannot say, or a schema leaves open, is
 * `any`, so that a script is never told that something is wrong which may well be right. Refs within the schema are followed.
 */
export function schemaType(schema: JsonValue | undefined): string {
  return new Printer(schema).type(schema, "", 0);
}

type Schema = Record<string, unknown>;

class Printer {
  /** The refs that are being followed: a schema may contain itself. */
  private readonly open = new Set<string>();

  constructor(private readonly root: JsonValue | undefined) {}

  type(schema: unknown, indent: string, depth: number): string {
    if (schema === false) return "never";
    if (!isObject(schema) || depth > DEEPEST) return "any";
    if (typeof schema["$ref"] === "string") return this.ref(schema["$ref"], indent, depth);
    if ("const" in schema) return literal(schema["const"]);
    if (Array.isArray(schema["enum"])) return union(schema["enum"].slice(0, MOST).map(literal), schema["enum"].length);
    for (const key of ["anyOf", "oneOf"]) {
      const choices = schema[key];
      if (!Array.isArray(choices) || choices.length === 0) continue;
      return this.withBase(schema, union(this.each(choices, indent, depth), choices.length), indent, depth);
    }
    if (Array.isArray(schema["allOf"]) && schema["allOf"].length > 0) {
      const parts = this.each(schema["allOf"], indent, depth).filter((part) => part !== "any");
      return this.withBase(schema, parts.map(inParentheses).join(" & ") || "any", indent, depth);
    }
    return this.plain(schema, indent, depth);
  }

  private each(schemas: readonly unknown[], indent: string, depth: number): string[] {
    return schemas.slice(0, MOST).map((schema) => this.type(schema, indent, depth + 1));
  }

  /** A combination together with what stands beside it. */
  private withBase(schema: Schema, combined: string, indent: string, depth: number): string {
    const hasBase = "type" in schema || "properties" in schema;
    const base = hasBase ? this.plain(schema, indent, depth) : "any";
    if (base === "any" || combined === base) return combined;
    return combined === "any" ? base : `${inParentheses(base)} & ${inParentheses(combined)}`;
  }

  private ref(ref: string, indent: string, depth: number): string {
    // A type that contains itself would need a name; the inner one is left open.
    if (!ref.startsWith("#") || this.open.has(ref)) return "any";
    const target = followed(this.root, ref.slice(1));
    if (target === undefined) return "any";
    this.open.add(ref);
    const type = this.type(target, indent, depth + 1);
    this.open.delete(ref);
    return type;
  }

  private plain(schema: Schema, indent: string, depth: number): string {
    const named = schema["type"];
    const names = Array.isArray(named)
      ? named
      : [named ?? ("properties" in schema ? "object" : "items" in schema ? "array" : "any")];
    return union(
      names.map((name) => this.one(name, schema, indent, depth)),
      names.length,
    );
  }

  private one(name: unknown, schema: Schema, indent: string, depth: number): string {
    switch (name) {
      case "string":
      case "number":
      case "boolean":
      case "null":
        return name;
      case "integer":
        return "number";
      case "array":
        return this.array(schema, indent, depth);
      case "object":
        return this.object(schema, indent, depth);
      default:
        return "any";
    }
  }

  private array(schema: Schema, indent: string, depth: number): string {
    const first = schema["prefixItems"];
    const rest = this.type(schema["items"] ?? true, indent, depth + 1);
    if (!Array.isArray(first)) return `${inParentheses(rest)}[]`;
    // A tuple's items may be left out unless minItems asks for them.
    const needed = typeof schema["minItems"] === "number" ? schema["minItems"] : 0;
    const items = this.each(first, indent, depth).map((type, at) => (at < needed ? type : `${inParentheses(type)}?`));
    return `[${[...items, ...(rest === "never" ? [] : [`...${inParentheses(rest)}[]`])].join(", ")}]`;
  }

  private object(schema: Schema, indent: string, depth: number): string {
    const properties = isObject(schema["properties"]) ? schema["properties"] : {};
    const required: readonly unknown[] = Array.isArray(schema["required"]) ? schema["required"] : [];
    const inner = indent + INDENT;
    const names = [...new Set([...Object.keys(properties), ...required.filter((name) => typeof name === "string")])];
    const members = names.slice(0, MOST).map((name) => {
      const member = Object.hasOwn(properties, name) ? properties[name] : true;
      const mark = required.includes(name) ? "" : "?";
      return `${comment(member, inner)}${inner}${key(name)}${mark}: ${this.type(member, inner, depth + 1)};\n`;
    });
    const more = schema["additionalProperties"];
    // What an index allows must hold for the named members too, so that beside them it can only be any.
    if (members.length === 0 && isObject(more)) return `{ [key: string]: ${this.type(more, indent, depth + 1)} }`;
    if (members.length === 0) return more === false ? "{}" : "{ [key: string]: any }";
    if ((more !== undefined && more !== false) || names.length > MOST) members.push(`${inner}[key: string]: any;\n`);
    return `{\n${members.join("")}${indent}}`;
  }
}

/** What a JSON Pointer in a fragment points at. */
function followed(root: JsonValue | undefined, fragment: string): JsonValue | undefined {
  try {
    return root === undefined ? undefined : getPointer(root, decodeURIComponent(fragment));
  } catch {
    // Not percent-encoded as an address is, so that it points at nothing.
    return undefined;
  }
}

const literal = (value: unknown): string => (value === null || typeof value !== "object" ? quoted(value) : "any");

/** JSON is TypeScript but for two line ends, which end a line there. */
const quoted = (value: unknown): string =>
  JSON.stringify(value).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");

const key = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name));

/** The types as one of them; `count` is how many there would be if all were written out. */
function union(types: readonly string[], count: number): string {
  const different = [...new Set(types)].filter((type) => type !== "never");
  if (different.includes("any") || count > MOST) return "any";
  return (
    different.map((type) => (different.length > 1 && type.includes(" & ") ? `(${type})` : type)).join(" | ") || "never"
  );
}

const inParentheses = (type: string): string => (/[|&]/.test(type) && !/^[{[(]/.test(type) ? `(${type})` : type);

/** The description of a member above it; it is the agent's or the user's own text and must not end the comment. */
function comment(schema: unknown, indent: string): string {
  const text = isObject(schema) ? schema["description"] : undefined;
  if (typeof text !== "string" || text.trim() === "") return "";
  return `${indent}/** ${text.replaceAll("*/", "* /").replace(/\s+/g, " ").trim()} */\n`;
}
