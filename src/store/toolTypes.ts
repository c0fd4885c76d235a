import type { MockTool, ToolSet } from "#src/tools/types.ts";

/** The mock frontend tools: what is offered to the agent and answered here. Kept in this browser. */
export interface ToolsSlice {
  /** At least one. */
  readonly toolSets: readonly ToolSet[];
  /** The set in use: the tools of it that are on are sent. */
  readonly toolSetId: string;
  /** The tool whose editor is open. */
  readonly editedTool: string | undefined;
  readonly chooseToolSet: (id: string) => void;
  /** Makes a set, puts it in use, and gives its id. */
  readonly addToolSet: (name: string, tools: readonly MockTool[]) => string;
  readonly renameToolSet: (id: string, name: string) => void;
  /** Takes the set in use away; where it is the only one, an empty one takes its place. */
  readonly removeToolSet: () => void;
  /** Adds tools at the end of the set in use. */
  readonly addTools: (tools: readonly MockTool[]) => void;
  readonly changeTool: (id: string, change: Partial<Omit<MockTool, "id">>) => void;
  readonly removeTool: (id: string) => void;
  /** Opens the editor of a tool, in its tab; undefined closes it. */
  readonly editTool: (id: string | undefined) => void;
}
