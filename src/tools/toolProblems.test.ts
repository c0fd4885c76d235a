import { expect, it } from "vitest";
import { toolProblems } from "./toolProblems.ts";
import type { AnswerPlan, MockTool } from "./types.ts";

const TOOL: MockTool = {
  id: "1",
  enabled: true,
  name: "get_weather",
  description: "Weather",
  parametersText: '{"type":"object"}',
  resultSchemaText: '{"type":"object","properties":{"a":{"type":"string"}}}',
  plan: { kind: "ask" },
  delay: { ms: 0, jitterMs: 0 },
};

const problems = (changes: Partial<MockTool>, others: readonly MockTool[] = []): readonly string[] =>
  toolProblems({ ...TOOL, ...changes }, others).map(
    ({ severity, field, pointer, message, place }) =>
      `${severity} ${field}${pointer}${place ? `@${place.line}:${place.column}` : ""}: ${message}`,
  );
const plan = (of: AnswerPlan): readonly string[] => problems({ plan: of });
const template = (text: string): AnswerPlan => ({ kind: "template", text, seed: 1 });

it("finds nothing wrong with a tool that is right", () => {
  expect(problems({}, [TOOL])).toEqual([]);
  expect(problems({ parametersText: "", resultSchemaText: " " })).toEqual([]);
  expect(plan(template('{"a":"{{fake "#/properties/a"}} {{args.x}}"}'))).toEqual([]);
});

it("checks the name", () => {
  expect(problems({ name: " " })).toEqual(["error name: The tool has no name."]);
  expect(problems({ name: "get weather" })).toEqual([
    "warning name: OpenAI and Anthropic refuse this name: they take 1 to 64 letters of a to z, digits, _ and -.",
  ]);
  expect(problems({ name: "a".repeat(65) })).toHaveLength(1);
  expect(problems({}, [{ ...TOOL, id: "2" }])).toEqual([
    "error name: Another tool is called get_weather, too: the agent could not tell them apart.",
  ]);
  expect(problems({}, [{ ...TOOL, id: "2", enabled: false }])).toEqual([]);
  expect(problems({ description: "" })).toEqual([
    "warning description: The tool has no description, by which a model decides when to call it.",
  ]);
});

it("checks the schemas", () => {
  expect(problems({ parametersText: '{"type":"object","required":"a"}', resultSchemaText: "{" })).toEqual([
    "error parameters/required: /required must be an array, but is a string.",
    "error resultSchema: The schema is no JSON: a key in double quotes was expected, the text ended (line 1, column 2).",
  ]);
  expect(problems({ parametersText: '{"type":"string"}' })).toHaveLength(1);
  expect(problems({ resultSchemaText: '{"type":"string"}' })).toEqual([]);
});

it("checks the plan, and the steps of a sequence", () => {
  expect(plan({ kind: "sequence", steps: [], afterLast: "ask" })).toEqual(["error plan: The sequence has no steps."]);
  const steps: readonly AnswerPlan[] = [{ kind: "script", source: "" }, template("a\n{{#if args}}")];
  expect(plan({ kind: "sequence", steps, afterLast: "ask" })).toEqual([
    "error plan/steps/0: The script is empty.",
    "error plan/steps/1@2:1: The #if is not ended: {{/if}} is missing.",
  ]);
  expect(plan({ kind: "error", message: "" })).toHaveLength(1);
  expect(plan(template('{{#if args}}{{fake "#/properties/b"}}{{/if}}'))).toEqual([
    "error plan: The result schema has nothing at #/properties/b, where the template makes up data.",
  ]);
  expect(problems({ plan: template("{{fake}}"), resultSchemaText: "" })).toEqual([
    "error plan: The template makes up data, for which the tool needs a result schema.",
  ]);
});
