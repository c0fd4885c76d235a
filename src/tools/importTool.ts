import { isObject } from "#src/lib/json.ts";
import { stringifyJson } from "#src/lib/stringifyJson.ts";
import type { MockTool } from "./types.ts";

/** Whose form a tool is written in. */
export type ToolDialect = "AG-UI" | "AG-UI Scope" | "OpenAI" | "Anthropic" | "MCP";

/** Something that has no place here. */
export interface LeftOut {
  /** Which tool, or which field of it. */
  readonly what: string;
  readonly why: string;
}

/** One tool, or nothing, and what of it was not taken over. */
interface ImportedTool {
  readonly tool: MockTool | undefined;
  readonly dialect: ToolDialect;
  readonly leftOut: readonly LeftOut[];
}

/** Where a form keeps what a mock tool has. */
interface Form {
  readonly dialect: ToolDialect;
  /** The object that holds the fields. */
  readonly fields: Record<string, unknown>;
  readonly schemaKey: string;
  readonly resultKey?: string;
}

/** Fields that only say which form it is. */
const MARKS = ["type", "function", "name", "description", "title"];

/** Reads one tool of another's list. `index` counts from 0 and names what has no name. */
export function importTool(entry: unknown, index: number, newId: () => string): ImportedTool {
  const nothing = (what: string, why: string): ImportedTool => ({
    tool: undefined,
    dialect: "AG-UI",
    leftOut: [{ what, why }],
  });
  const numbered = `tool ${index + 1}`;
  if (!isObject(entry)) return nothing(numbered, "It is no object.");
  const form = formOf(entry);
  const { name, description, title } = form.fields;
  const { type } = entry;
  if (
    typeof type === "string" &&
    type !== "function" &&
    type !== "custom" &&
    form.fields[form.schemaKey] === undefined
  ) {
    return nothing(typeof name === "string" ? name : type, `The provider itself runs a tool of the type ${type}.`);
  }
  if (typeof name !== "string" || name === "") return nothing(numbered, "It has no name.");
  const parametersText = schemaText(form.fields[form.schemaKey]);
  const resultSchemaText = form.resultKey === undefined ? "" : schemaText(form.fields[form.resultKey]);
  return {
    tool: {
      id: newId(),
      enabled: true,
      name,
      description: [description, title].find((text) => typeof text === "string") ?? "",
      parametersText,
      resultSchemaText,
      plan: { kind: "ask" },
      delay: { ms: 0, jitterMs: 0 },
    },
    dialect: form.dialect,
    leftOut: otherFields(form)
      .concat(entry === form.fields ? [] : Object.keys(entry).filter((key) => !MARKS.includes(key)))
      .map((key) => ({ what: `${name}: ${key}`, why: "A tool of AG-UI has no such field here." })),
  };
}

function formOf(entry: Record<string, unknown>): Form {
  const { function: inner } = entry;
  if (isObject(inner)) return { dialect: "OpenAI", fields: inner, schemaKey: "parameters" };
  if (entry["input_schema"] !== undefined) return { dialect: "Anthropic", fields: entry, schemaKey: "input_schema" };
  if (entry["inputSchema"] !== undefined) {
    return { dialect: "MCP", fields: entry, schemaKey: "inputSchema", resultKey: "outputSchema" };
  }
  return { dialect: entry["type"] === "function" ? "OpenAI" : "AG-UI", fields: entry, schemaKey: "parameters" };
}

function otherFields({ fields, schemaKey, resultKey }: Form): string[] {
  return Object.keys(fields).filter((key) => {
    if (key === schemaKey || key === resultKey) return false;
    // A title that did not become the description is one more field.
    return !MARKS.includes(key) || (key === "title" && typeof fields["description"] === "string");
  });
}

const schemaText = (schema: unknown): string =>
  schema === undefined || schema === null ? "" : stringifyJson(schema, 2);
