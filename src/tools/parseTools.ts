import { isObject, type JsonValue } from "#src/lib/json.ts";
import { err, ok, type Result } from "#src/lib/result.ts";
import { runInputOf } from "#src/protocol/requestBody.ts";
import { readJsonText } from "./jsonText.ts";
import { importTool, type LeftOut, type ToolDialect } from "./importTool.ts";
import { readMockTool } from "./readMockTool.ts";
import { TOOL_FILE_FORMAT, TOOL_FILE_VERSION } from "./toolFile.ts";
import type { MockTool } from "./types.ts";

/** What a text of tools holds. */
export interface ParsedTools {
  /** Name of the set; empty where the text gives none. */
  readonly name: string;
  readonly tools: readonly MockTool[];
  /** Whose forms were found. */
  readonly dialects: readonly ToolDialect[];
  /** Tools, and fields of tools, that were not taken over. */
  readonly leftOut: readonly LeftOut[];
}

/**
 * Mock tools out of a JSON text: a file of ours; an AG-UI request body; a list of tools, one tool, or an object with `tools` (or
 * `functions`) in the form of AG-UI, OpenAI (both of its APIs), Anthropic or MCP (`tools/list`, with or without its JSON-RPC envelope). Each
 * tool gets a new id and, but for ours, the plan "ask".
 */
export function parseTools(text: string, newId: () => string): Result<ParsedTools> {
  const read = readJsonText(text);
  if (!read.ok) return err(`The text ${read.error}.`);
  const { value } = read;
  if (isObject(value) && value["format"] === TOOL_FILE_FORMAT) return parseOwn(value, newId);
  const entries = entriesOf(value);
  if (entries === undefined) {
    return err("The text holds no tools: a list of tools is expected, or an object that has one in `tools`.");
  }
  const tools: MockTool[] = [];
  const leftOut: LeftOut[] = [];
  const dialects = new Set<ToolDialect>();
  for (const [index, entry] of entries.entries()) {
    const found = importTool(entry, index, newId);
    leftOut.push(...found.leftOut);
    if (found.tool === undefined) continue;
    tools.push(found.tool);
    dialects.add(found.dialect);
  }
  return ok({ name: "", tools, dialects: [...dialects], leftOut });
}

function parseOwn(file: Record<string, unknown>, newId: () => string): Result<ParsedTools> {
  const { version, name, tools: listed } = file;
  if (typeof version !== "number" || version > TOOL_FILE_VERSION) {
    return err(
      `The file has version ${JSON.stringify(version) ?? "none"}; this program reads up to ${TOOL_FILE_VERSION}.`,
    );
  }
  if (!Array.isArray(listed)) return err("The file has no list `tools`.");
  const tools: MockTool[] = [];
  const leftOut: LeftOut[] = [];
  for (const [index, entry] of listed.entries()) {
    const tool = readMockTool(entry, newId());
    if (tool !== undefined) tools.push(tool);
    else
      leftOut.push({ what: `tool ${index + 1}`, why: "It is no mock tool: it needs a name and a plan that is known." });
  }
  return ok({ name: typeof name === "string" ? name : "", tools, dialects: ["AG-UI Scope"], leftOut });
}

function entriesOf(value: JsonValue): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value as readonly unknown[];
  if (!isObject(value)) return undefined;
  const body = runInputOf(value);
  for (const holder of [body, value["result"]]) {
    if (!isObject(holder)) continue;
    for (const list of [holder["tools"], holder["functions"]])
      if (Array.isArray(list)) return list as readonly unknown[];
  }
  const isTool = typeof value["name"] === "string" || isObject(value["function"]);
  return isTool ? [value] : undefined;
}
