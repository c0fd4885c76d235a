import { isObject } from "#src/lib/json.ts";
import { agUiTools, type AgUiTool } from "#src/tools/agUiTools.ts";
import { readMockTool } from "#src/tools/readMockTool.ts";
import type { MockTool, ToolSet } from "#src/tools/types.ts";
import type { ToolsSlice } from "./toolTypes.ts";

/** The sets of tools as they were kept, or an empty one. A tool that cannot be read costs itself. */
export function keptToolSets(value: unknown): readonly ToolSet[] {
  const sets = (Array.isArray(value) ? value : []).flatMap((entry: unknown) => {
    if (!isObject(entry) || !Array.isArray(entry["tools"])) return [];
    const { id, name, tools } = entry;
    if (typeof id !== "string" || typeof name !== "string") return [];
    return [{ id, name, tools: tools.map((tool) => readMockTool(tool)).filter((tool) => tool !== undefined) }];
  });
  return sets.length > 0 ? sets : [NEW_SET];
}

/** What there is before anyone made a set. */
export const NEW_SET: ToolSet = { id: "first", name: "My tools", tools: [] };

type Sets = Pick<ToolsSlice, "toolSets" | "toolSetId">;

/** The tools of the set in use. Equal by reference where nothing changed. */
export function selectTools({ toolSets, toolSetId }: Sets): readonly MockTool[] {
  return (toolSets.find(({ id }) => id === toolSetId) ?? toolSets[0])?.tools ?? NONE;
}

/** How many tools of the set in use are on. */
export function selectToolsOn(state: Sets): number {
  return selectTools(state).filter(({ enabled }) => enabled).length;
}

/** What goes into `RunAgentInput.tools` of the next run. Equal by reference where nothing changed. */
export function selectToolsToSend(state: Sets): readonly AgUiTool[] {
  const tools = selectTools(state);
  let sent = known.get(tools);
  if (!sent) known.set(tools, (sent = agUiTools(tools).tools));
  return sent;
}

const NONE: readonly MockTool[] = [];
const known = new WeakMap<readonly MockTool[], readonly AgUiTool[]>();
