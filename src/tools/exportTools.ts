import { stringifyJson } from "#src/lib/stringifyJson.ts";
import { agUiTools, type LeftOutTool } from "./agUiTools.ts";
import { TOOL_FILE_FORMAT, TOOL_FILE_VERSION, type ToolFile } from "./toolFile.ts";
import type { MockTool } from "./types.ts";

/** A file of mock tools with everything that was typed, valid or not: `parseTools` reads it back. */
export function exportTools(name: string, tools: readonly MockTool[]): string {
  const file: ToolFile = { format: TOOL_FILE_FORMAT, version: TOOL_FILE_VERSION, name, tools };
  return `${stringifyJson(file, 2)}\n`;
}

/** The tools as they stand in a request, as a JSON list, with what cannot be put there. */
export function exportAgUiTools(tools: readonly MockTool[]): { text: string; leftOut: readonly LeftOutTool[] } {
  const sent = agUiTools(tools);
  return { text: `${stringifyJson(sent.tools, 2)}\n`, leftOut: sent.leftOut };
}
