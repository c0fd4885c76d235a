import { expect, it } from "vitest";
import { agUiTools } from "./agUiTools.ts";
import { parameterSchemaProblems } from "./jsonSchema.ts";
import { mockFrom } from "./mockFrom.ts";

it("leaves a tool out whose schema is not valid, where it can be told, and says so", () => {
  const { tool } = mockFrom("a", [], "1");
  const odd = { ...tool, name: "b", parametersText: '{"type":"objekt"}' };
  const problem = (text: string): string | undefined => parameterSchemaProblems(text)[0]?.message;
  const { tools, leftOut } = agUiTools([tool, odd], problem);
  expect(tools.map(({ name }) => name)).toEqual(["a"]);
  expect(leftOut[0]?.why).toMatch(/^Its schema of parameters is not valid: must be "array", .*, but is "objekt"\.$/);
  expect(agUiTools([tool, odd]).tools).toHaveLength(2);
});
