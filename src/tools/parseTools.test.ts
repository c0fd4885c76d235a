import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exportAgUiTools, exportTools } from "./exportTools.ts";
import { parseTools } from "./parseTools.ts";
import type { AnswerPlan, MockTool } from "./types.ts";

const SCHEMA = { type: "object", properties: { city: { type: "string" } } };

function ids(): () => string {
  let next = 0;
  return () => `t${++next}`;
}

function parsed(value: unknown): {
  tools: readonly MockTool[];
  dialects: readonly string[];
  leftOut: readonly string[];
  name: string;
} {
  const result = parseTools(typeof value === "string" ? value : JSON.stringify(value), ids());
  if (!result.ok) throw new Error(result.error);
  return { ...result.value, leftOut: result.value.leftOut.map(({ what, why }) => `${what}: ${why}`) };
}

const weather = {
  id: "t1",
  enabled: true,
  name: "get_weather",
  description: "Weather of a city",
  parametersText: JSON.stringify(SCHEMA, undefined, 2),
  resultSchemaText: "",
  plan: { kind: "ask" },
  delay: { ms: 0, jitterMs: 0 },
};
const basics = { name: "get_weather", description: "Weather of a city" };

describe("parseTools", () => {
  it.each([
    ["AG-UI", [{ ...basics, parameters: SCHEMA }]],
    ["AG-UI", { ...basics, parameters: SCHEMA }],
    ["AG-UI", { threadId: "t", runId: "r", messages: [], tools: [{ ...basics, parameters: SCHEMA }] }],
    ["AG-UI", { method: "agent/run", params: {}, body: { threadId: "t", tools: [{ ...basics, parameters: SCHEMA }] } }],
    ["AG-UI", { functions: [{ ...basics, parameters: SCHEMA }] }],
    ["OpenAI", { tools: [{ type: "function", function: { ...basics, parameters: SCHEMA } }] }],
    ["OpenAI", [{ type: "function", ...basics, parameters: SCHEMA }]],
    ["Anthropic", { model: "m", tools: [{ ...basics, input_schema: SCHEMA }] }],
    ["MCP", { tools: [{ ...basics, inputSchema: SCHEMA }] }],
    ["MCP", { jsonrpc: "2.0", id: 1, result: { tools: [{ ...basics, inputSchema: SCHEMA }] } }],
  ])("reads the form of %s: %j", (dialect, value) => {
    expect(parsed(value)).toEqual({ name: "", tools: [weather], dialects: [dialect], leftOut: [] });
  });

  it("takes the output schema of MCP as the result's", () => {
    const [tool] = parsed([{ name: "a", title: "A tool", inputSchema: {}, outputSchema: { type: "array" } }]).tools;
    expect(tool).toMatchObject({ description: "A tool", resultSchemaText: '{\n  "type": "array"\n}' });
  });

  it("says what it leaves out, and why", () => {
    const { tools, leftOut } = parsed([
      { type: "web_search_20250305", name: "web_search", max_uses: 5 },
      { type: "code_interpreter" },
      7,
      { description: "nameless" },
      { type: "function", strict: true, function: { ...basics, parameters: SCHEMA, strict: true } },
      { ...basics, title: "Weather", input_schema: SCHEMA, cache_control: {} },
    ]);
    expect(tools.map(({ name }) => name)).toEqual(["get_weather", "get_weather"]);
    expect(leftOut).toEqual([
      "web_search: The provider itself runs a tool of the type web_search_20250305.",
      "code_interpreter: The provider itself runs a tool of the type code_interpreter.",
      "tool 3: It is no object.",
      "tool 4: It has no name.",
      "get_weather: strict: A tool of AG-UI has no such field here.",
      "get_weather: strict: A tool of AG-UI has no such field here.",
      "get_weather: title: A tool of AG-UI has no such field here.",
      "get_weather: cache_control: A tool of AG-UI has no such field here.",
    ]);
  });

  it("says why a text holds no tools", () => {
    const why = (text: string): string => {
      const result = parseTools(text, ids());
      return result.ok ? "" : result.error;
    };
    expect(why("{")).toMatch(/^The text is no JSON: .*\(line 1, column 2\)\.$/);
    expect(why('{"messages": []}')).toMatch(/^The text holds no tools: /);
    expect(why('"tools"')).toMatch(/^The text holds no tools: /);
    expect(why('{"format":"agui-scope/tools","version":2,"tools":[]}')).toBe(
      "The file has version 2; this program reads up to 1.",
    );
    expect(why('{"format":"agui-scope/tools","tools":[]}')).toContain("has version none");
    expect(why('{"format":"agui-scope/tools","version":1}')).toBe("The file has no list `tools`.");
  });

  it("costs a tool of our own file that it cannot read only itself", () => {
    const { tools, leftOut } = parsed({
      format: "agui-scope/tools",
      version: 1,
      tools: [
        { name: "a" },
        { name: "b", plan: { kind: "new" } },
        { name: "c", plan: { kind: "sequence", steps: [1] } },
      ],
    });
    expect(tools).toEqual([{ ...weather, name: "a", description: "", parametersText: "" }]);
    expect(leftOut).toHaveLength(2);
  });

  it("reads back what was exported, whatever was typed", () => {
    const { plan } = fc.letrec<{ plan: AnswerPlan }>((tie) => ({
      plan: fc.oneof(
        { maxDepth: 3 },
        fc.record({ kind: fc.constant("fixed" as const), text: fc.string() }),
        fc.record({ kind: fc.constant("template" as const), text: fc.string(), seed: fc.maxSafeInteger() }),
        fc.record({ kind: fc.constant("script" as const), source: fc.string() }),
        fc.record({ kind: fc.constantFrom("ask" as const, "none" as const) }),
        fc.record({ kind: fc.constant("error" as const), message: fc.string() }),
        fc.record({
          kind: fc.constant("malformed" as const),
          how: fc.constantFrom("wrong-type" as const, "not-json" as const, "huge" as const, "unknown-call" as const),
        }),
        fc.record({
          kind: fc.constant("sequence" as const),
          steps: fc.array(tie("plan"), { maxLength: 3 }),
          afterLast: fc.constantFrom("repeat" as const, "start-over" as const, "ask" as const),
        }),
      ),
    }));
    const tool = fc.record({
      enabled: fc.boolean(),
      name: fc.string(),
      description: fc.string({ unit: "binary" }),
      parametersText: fc.string(),
      resultSchemaText: fc.string(),
      plan,
      delay: fc.record({ ms: fc.nat(), jitterMs: fc.nat() }),
    });
    fc.assert(
      fc.property(fc.string(), fc.array(tool, { maxLength: 4 }), (name, plain) => {
        const tools = plain.map((each, index) => ({ ...each, id: `t${index + 1}` }));
        expect(parsed(exportTools(name, tools))).toMatchObject({ name, tools, leftOut: [] });
      }),
    );
  });
});

describe("exportAgUiTools", () => {
  const tool = (changes: Partial<MockTool>): MockTool => ({ ...(weather as MockTool), ...changes });

  it("writes the tools that are on as a request carries them, and says which it cannot", () => {
    const off = tool({ enabled: false, name: "off" });
    const bare = tool({ name: "bare", parametersText: " " });
    const broken = tool({ name: "broken", parametersText: "{" });
    const list = tool({ name: "list", parametersText: "[]" });
    const { text, leftOut } = exportAgUiTools([tool({}), off, bare, broken, list, tool({}), tool({ name: " " })]);
    expect(JSON.parse(text)).toEqual([
      { ...basics, parameters: SCHEMA },
      { ...basics, name: "bare" },
    ]);
    expect(leftOut.map(({ tool: { name }, why }) => `${name}: ${why}`)).toEqual([
      "broken: Its schema of parameters is no JSON.",
      "list: Its schema of parameters is no JSON object.",
      "get_weather: Another tool before it is called get_weather, too.",
      " : It has no name.",
    ]);
    expect(parsed(text).tools.map(({ name }) => name)).toEqual(["get_weather", "bare"]);
  });
});
