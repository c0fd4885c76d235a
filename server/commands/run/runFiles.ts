import { readFile } from "node:fs/promises";
import { isObject, type JsonValue } from "#src/lib/json.ts";
import { err, ok, type Result } from "#src/lib/result.ts";
import { jsonSyntaxError } from "#src/run/jsonSyntax.ts";
import { agUiTools, type AgUiTool } from "#src/tools/agUiTools.ts";
import { parseTools } from "#src/tools/parseTools.ts";
import type { AnswerPlan, MockTool } from "#src/tools/types.ts";
import { messageOf } from "#src/transport/errorWords.ts";
import { NO_ANSWERS, readAnswers, type Answers } from "./answersFile.ts";
import type { RunArguments } from "./runArguments.ts";

/** What the files of a command say. */
export interface RunFiles {
  /** What is sent in `tools`. */
  readonly offered: readonly AgUiTool[];
  /** How calls are answered, those of tools that are not offered included. */
  readonly mocks: readonly MockTool[];
  readonly rules: Answers["rules"];
  /** JSON text, or undefined to send what the conversation has. */
  readonly stateText: string | undefined;
  readonly forwardedPropsText: string;
  /** What of the files has no use here: a sentence each. */
  readonly remarks: readonly string[];
}

/** Reads all files; the error is a sentence that names the flag. */
export async function readRunFiles(wanted: RunArguments, newId: () => string): Promise<Result<RunFiles>> {
  const { tools, answers, state, forwardedProps } = wanted;
  const [toolText, answerText, stateText, propsText] = await Promise.all([
    textOf("--tools", tools),
    textOf("--answers", answers),
    textOf("--state", state),
    textOf("--forwarded-props", forwardedProps),
  ]);
  if (!toolText.ok) return toolText;
  const parsed = toolText.value === undefined ? undefined : parseTools(toolText.value, newId);
  if (parsed && !parsed.ok) return err(`--tools ${tools}: ${parsed.error}`);
  const answerJson = jsonOf("--answers", answers, answerText);
  if (!answerJson.ok) return answerJson;
  const given = answerJson.value === undefined ? ok(NO_ANSWERS) : readAnswers(answerJson.value.value);
  if (!given.ok) return err(`--answers ${answers}: ${given.error}`);
  const stateJson = jsonOf("--state", state, stateText);
  if (!stateJson.ok) return stateJson;
  const props = jsonOf("--forwarded-props", forwardedProps, propsText);
  if (!props.ok) return props;
  if (props.value && !isObject(props.value.value))
    return err(`--forwarded-props ${forwardedProps} holds no JSON object.`);
  const { plans, rules } = given.value;
  const known = parsed?.value.tools ?? [];
  const sent = agUiTools(known);
  const hasScript = known.filter((tool) => tool.enabled && !plans.has(tool.name) && usesScript(tool.plan));
  return ok({
    offered: sent.tools,
    mocks: mocksOf(known, plans, newId),
    rules,
    stateText: stateJson.value?.text,
    forwardedPropsText: props.value?.text ?? "{}",
    remarks: [
      ...(parsed?.value.leftOut ?? []).map(({ what, why }) => `--tools: ${what} is left out. ${why}`),
      ...sent.leftOut.map(({ tool, why }) => `--tools: ${tool.name || "A tool"} is not sent. ${why}`),
      ...hasScript.map(
        ({ name }) => `--tools: the script of ${name} runs in the page only; give ${name} a plan in --answers.`,
      ),
    ],
  });
}

/** The tools with the plans of the answers file, and one for each plan that has no tool. Where both are silent nobody answers. */
function mocksOf(
  tools: readonly MockTool[],
  plans: ReadonlyMap<string, AnswerPlan>,
  newId: () => string,
): readonly MockTool[] {
  const names = new Set(tools.map(({ name }) => name));
  const planned = tools.map((tool): MockTool => {
    const plan = plans.get(tool.name);
    return plan ? { ...tool, enabled: true, plan } : { ...tool, plan: withoutScripts(tool.plan) };
  });
  const others = [...plans].filter(([name]) => !names.has(name));
  return [
    ...planned,
    ...others.map(([name, plan]): MockTool => ({
      id: newId(),
      enabled: true,
      name,
      description: "",
      parametersText: "",
      resultSchemaText: "",
      plan,
      delay: { ms: 0, jitterMs: 0 },
    })),
  ];
}

const usesScript = (plan: AnswerPlan): boolean =>
  plan.kind === "script" || (plan.kind === "sequence" && plan.steps.some(usesScript));

function withoutScripts(plan: AnswerPlan): AnswerPlan {
  if (plan.kind === "script") return { kind: "ask" };
  return plan.kind === "sequence" ? { ...plan, steps: plan.steps.map(withoutScripts) } : plan;
}

async function textOf(flag: string, file: string | undefined): Promise<Result<string | undefined>> {
  if (file === undefined) return ok(undefined);
  try {
    return ok((await readFile(file, "utf8")).replace(/^\ufeff/, ""));
  } catch (error) {
    return err(`${flag} ${file} cannot be read: ${messageOf(error)}.`);
  }
}

/** The text of a file and the JSON in it; undefined where there is no file. */
function jsonOf(
  flag: string,
  file: string | undefined,
  read: Result<string | undefined>,
): Result<{ readonly text: string; readonly value: JsonValue } | undefined> {
  if (!read.ok) return read;
  const text = read.value;
  if (text === undefined) return ok(undefined);
  try {
    return ok({ text, value: JSON.parse(text) as JsonValue });
  } catch {
    const wrong = jsonSyntaxError(text);
    const where = wrong ? `: ${wrong.message} at line ${wrong.line}, column ${wrong.column}` : "";
    return err(`${flag} ${file} is no valid JSON${where}.`);
  }
}
