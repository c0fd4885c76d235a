import type { MockTool } from "#src/tools/types.ts";

/** A tool to begin with: it takes no arguments and asks. */
export function newTool(others: readonly MockTool[]): MockTool {
  const names = new Set(others.map(({ name }) => name));
  let name = "new_tool";
  for (let count = 2; names.has(name); count++) name = `new_tool_${count}`;
  return {
    id: crypto.randomUUID(),
    enabled: true,
    name,
    description: "",
    parametersText: `{\n  "type": "object",\n  "properties": {}\n}`,
    resultSchemaText: "",
    plan: { kind: "ask" },
    delay: { ms: 0, jitterMs: 0 },
  };
}
