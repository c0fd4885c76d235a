import type { StateCreator } from "zustand/vanilla";
import type { MockTool } from "#src/tools/types.ts";
import type { StoreDeps } from "#src/store/deps.ts";
import { NEW_SET, selectTools } from "#src/store/toolSets.ts";
import type { ToolsSlice } from "#src/store/toolTypes.ts";
import type { ScopeState } from "#src/store/types.ts";

/** The mock frontend tools, in named sets. */
export const createToolsSlice =
  (
    { newId }: Pick<StoreDeps, "newId">,
    { toolSets, toolSetId }: Pick<ToolsSlice, "toolSets" | "toolSetId">,
  ): StateCreator<ScopeState, [], [], ToolsSlice> =>
  (set, get) => {
    const change = (edit: (tools: readonly MockTool[]) => readonly MockTool[]): void => {
      const tools = edit(selectTools(get()));
      set({ toolSets: get().toolSets.map((each) => (each.id === get().toolSetId ? { ...each, tools } : each)) });
    };
    return {
      toolSets,
      toolSetId,
      editedTool: undefined,
      chooseToolSet(id) {
        set({ toolSetId: id, editedTool: undefined });
      },
      addToolSet(name, tools) {
        const id = newId();
        set({ toolSets: [...get().toolSets, { id, name, tools }], toolSetId: id, editedTool: undefined });
        return id;
      },
      renameToolSet(id, name) {
        set({ toolSets: get().toolSets.map((each) => (each.id === id ? { ...each, name } : each)) });
      },
      removeToolSet() {
        const rest = get().toolSets.filter(({ id }) => id !== get().toolSetId);
        const [first = NEW_SET] = rest;
        set({ toolSets: rest.length > 0 ? rest : [first], toolSetId: first.id, editedTool: undefined });
      },
      addTools(added) {
        change((tools) => [...tools, ...added]);
      },
      changeTool(id, edit) {
        change((tools) => tools.map((tool) => (tool.id === id ? { ...tool, ...edit } : tool)));
      },
      removeTool(id) {
        change((tools) => tools.filter((tool) => tool.id !== id));
        if (get().editedTool === id) set({ editedTool: undefined });
      },
      editTool(editedTool) {
        set(editedTool === undefined ? { editedTool } : { editedTool, inputTab: "tools" });
      },
    };
  };
