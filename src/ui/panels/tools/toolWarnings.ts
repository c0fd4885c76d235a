import type { InputProblem } from "#src/run/types.ts";
import { agUiTools } from "#src/tools/agUiTools.ts";
import { parameterSchemaProblems } from "#src/tools/jsonSchema.ts";
import type { MockTool } from "#src/tools/types.ts";

/** What is wrong with the schema of a tool's parameters that is sent all the same, in a sentence; undefined for nothing. */
export function sentSchemaProblem({ parametersText }: Pick<MockTool, "parametersText">): string | undefined {
  const [first] = parameterSchemaProblems(parametersText);
  return first && `${first.pointer === "" ? "the schema" : first.pointer} ${first.message}`;
}

/** What becomes of the tools that are on and not right when the request is sent: some are left out, some go as they are. */
export function toolWarnings(tools: readonly MockTool[]): readonly InputProblem[] {
  const { leftOut } = agUiTools(tools);
  const warning = (message: string): InputProblem => ({ severity: "warning", pointer: "/tools", message });
  const isLeft = new Set(leftOut.map(({ tool }) => tool));
  return [
    ...leftOut.map(({ tool, why }) => warning(`The tool ${tool.name.trim() || "without a name"} is not sent. ${why}`)),
    ...tools.flatMap((tool) => {
      const problem = tool.enabled && !isLeft.has(tool) ? sentSchemaProblem(tool) : undefined;
      if (problem === undefined) return [];
      return warning(
        `The tool ${tool.name} is sent although its parameters are no valid JSON Schema: ${problem}. Model providers may refuse it.`,
      );
    }),
  ];
}
