import { useMemo } from "react";
import type { MockTool } from "#src/tools/types.ts";
import { useToolWarningsCode } from "./useToolWarningsCode.ts";

/** What is wrong with the schemas of tools that are sent all the same, by the tools' ids. */
export function useOddSchemas(
  tools: readonly MockTool[],
  leftOut: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const code = useToolWarningsCode(tools.some(({ enabled }) => enabled));
  return useMemo(() => {
    const odd = new Map<string, string>();
    for (const tool of tools) {
      const problem = tool.enabled && !leftOut.has(tool.id) ? code?.sentSchemaProblem(tool) : undefined;
      if (problem !== undefined) odd.set(tool.id, problem);
    }
    return odd;
  }, [tools, leftOut, code]);
}
