import { expect, it } from "vitest";
import type { MockTool } from "#src/tools/types.ts";
import { toolWarnings } from "./toolWarnings.ts";

const tool = (name: string, parametersText: string, enabled = true): MockTool => ({
  id: name,
  enabled,
  name,
  description: "",
  parametersText,
  resultSchemaText: "",
  plan: { kind: "ask" },
  delay: { ms: 0, jitterMs: 0 },
});

it("says which tools are left out and which are sent although their schema is none", () => {
  const messages = toolWarnings([
    tool("fine", '{"type":"object"}'),
    tool("none", ""),
    tool("odd", '{"type":"objekt"}'),
    tool("broken", "{"),
    tool("off", "{", false),
  ]).map(({ message }) => message);
  expect(messages).toHaveLength(2);
  expect(messages[0]).toMatch(/^The tool broken is not sent\. Its schema of parameters/);
  expect(messages[1]).toMatch(/^The tool odd is sent although its parameters are no valid JSON Schema: \/type /);
});
