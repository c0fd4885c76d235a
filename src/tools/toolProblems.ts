import { isObject, parseJson } from "#src/lib/json.ts";
import { getPointer } from "#src/lib/jsonPointer.ts";
import { parseTemplate } from "./answers/parseTemplate.ts";
import type { TemplateNode } from "./answers/templateSyntax.ts";
import { metaSchemaProblems, parameterSchemaProblems } from "./jsonSchema.ts";
import type { AnswerPlan, MockTool } from "./types.ts";

/** Something wrong in the definition of a mock tool. An error keeps it from being sent, or from answering; a warning does not. */
export interface ToolProblem {
  readonly severity: "error" | "warning";
  readonly field: "name" | "description" | "parameters" | "resultSchema" | "plan";
  /** A sentence. */
  readonly message: string;
  /** JSON Pointer into the schema, or to the step of a sequence (`/steps/0`) or the plan of the next call (`/once`); empty for the whole. */
  readonly pointer: string;
  /** Where in a template's text, as editors count. */
  readonly place?: { readonly line: number; readonly column: number };
}

/** What both OpenAI and Anthropic demand of a tool's name (their API references of "tools"). */
const PROVIDER_NAME = /^[a-zA-Z0-9_-]{1,64}$/;

/** Everything wrong in a tool; `others` are the tools that are sent with it (itself may be among them). */
export function toolProblems(tool: MockTool, others: readonly MockTool[] = []): readonly ToolProblem[] {
  return [
    ...nameProblems(tool, others),
    ...schemaTextProblems(tool),
    ...planProblems(tool.plan, tool, ""),
    ...(tool.once ? planProblems(tool.once, tool, "/once") : []),
  ];
}

function nameProblems(
  { id, name, description, enabled }: MockTool,
  others: readonly MockTool[],
): readonly ToolProblem[] {
  const problems: ToolProblem[] = [];
  const isTwice = enabled && others.some((other) => other.id !== id && other.enabled && other.name === name);
  if (name.trim() === "") problems.push(problem("error", "name", "The tool has no name."));
  else {
    if (isTwice)
      problems.push(
        problem("error", "name", `Another tool is called ${name}, too: the agent could not tell them apart.`),
      );
    if (!PROVIDER_NAME.test(name)) {
      const message = "OpenAI and Anthropic refuse this name: they take 1 to 64 letters of a to z, digits, _ and -.";
      problems.push(problem("warning", "name", message));
    }
  }
  if (description.trim() === "") {
    const message = "The tool has no description, by which a model decides when to call it.";
    problems.push(problem("warning", "description", message));
  }
  return problems;
}

function schemaTextProblems({ parametersText, resultSchemaText }: MockTool): readonly ToolProblem[] {
  const result = resultSchemaText.trim() === "" ? [] : metaSchemaProblems(resultSchemaText);
  return [
    ...parameterSchemaProblems(parametersText).map((found) =>
      problem("error", "parameters", inPlace(found), found.pointer),
    ),
    ...result.map((found) => problem("error", "resultSchema", inPlace(found), found.pointer)),
  ];
}

const inPlace = ({ pointer, message }: { pointer: string; message: string }): string =>
  `${pointer === "" ? "The schema" : pointer} ${message}.`;

function planProblems(plan: AnswerPlan, tool: MockTool, pointer: string): readonly ToolProblem[] {
  switch (plan.kind) {
    case "template":
      return templateProblems(plan.text, tool, pointer);
    case "script":
      return plan.source.trim() === "" ? [problem("error", "plan", "The script is empty.", pointer)] : [];
    case "error":
      if (plan.message.trim() !== "") return [];
      return [
        problem("warning", "plan", "The error has no message, so that an agent may take it for a success.", pointer),
      ];
    case "sequence":
      if (plan.steps.length === 0) return [problem("error", "plan", "The sequence has no steps.", pointer)];
      return plan.steps.flatMap((step, index) => planProblems(step, tool, `${pointer}/steps/${index}`));
    default:
      return [];
  }
}

function templateProblems(text: string, { resultSchemaText }: MockTool, pointer: string): readonly ToolProblem[] {
  const template = parseTemplate(text);
  const mistakes = template.problems.map(({ line, column, message }) => ({
    ...problem("error", "plan", message, pointer),
    place: { line, column },
  }));
  const schema = parseJson(resultSchemaText);
  const fakes = new Set(fakesIn(template.nodes));
  if (fakes.size === 0) return mistakes;
  if (!isObject(schema)) {
    const message = "The template makes up data, for which the tool needs a result schema.";
    return [...mistakes, problem("error", "plan", message, pointer)];
  }
  const lost = [...fakes].filter((place) => getPointer(schema, place.replace(/^#/, "")) === undefined);
  return [
    ...mistakes,
    ...lost.map((place) =>
      problem("error", "plan", `The result schema has nothing at ${place}, where the template makes up data.`, pointer),
    ),
  ];
}

function fakesIn(nodes: readonly TemplateNode[]): readonly string[] {
  return nodes.flatMap((node) => {
    if (node.kind === "fake") return [node.pointer ?? ""];
    return node.kind === "if" ? [...node.branches.map(({ body }) => body), node.otherwise].flatMap(fakesIn) : [];
  });
}

function problem(
  severity: ToolProblem["severity"],
  field: ToolProblem["field"],
  message: string,
  pointer = "",
): ToolProblem {
  return { severity, field, message, pointer };
}
