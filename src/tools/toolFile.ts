import type { MockTool } from "./types.ts";

/** What the `format` of a file of mock tools says. */
export const TOOL_FILE_FORMAT = "agui-scope/tools";

/** The version that is written. Files of a later one are refused, since what they say could be misread. */
export const TOOL_FILE_VERSION = 1;

/** What a file of mock tools holds. */
export interface ToolFile {
  readonly format: typeof TOOL_FILE_FORMAT;
  readonly version: number;
  /** Name of the set; empty where it has none. */
  readonly name: string;
  readonly tools: readonly MockTool[];
}
