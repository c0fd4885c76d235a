import { isObject, parseJson, type JsonObject } from "#src/lib/json.ts";
import type { MockTool } from "./types.ts";

/** An entry of `RunAgentInput.tools`. */
export interface AgUiTool {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the arguments; absent for a tool that takes none. */
  readonly parameters?: JsonObject;
}

/** A tool that is on and still not sent. */
export interface LeftOutTool {
  readonly tool: MockTool;
  /** A sentence that says what is wrong with it. */
  readonly why: string;
}

/**
 * What goes into `RunAgentInput.tools`: the tools that are on, in their order, and those of them that cannot be sent, with the reason.
 * `schemaProblem` says what is wrong with a parameters text that is a JSON object, or undefined when it is fine (`parameterSchemaProblems`, given
 * from outside because the validator is loaded late); without it schemas are not looked into.
 */
export function agUiTools(
  tools: readonly MockTool[],
  schemaProblem: (parametersText: string) => string | undefined = () => undefined,
): { readonly tools: readonly AgUiTool[]; readonly leftOut: readonly LeftOutTool[] } {
  const sent = new Map<string, AgUiTool>();
  const leftOut: LeftOutTool[] = [];
  for (const tool of tools) {
    if (!tool.enabled) continue;
    const { name, description } = tool;
    const parameters = parametersOf(tool.parametersText);
    if (name.trim() === "") leftOut.push({ tool, why: "It has no name." });
    else if (sent.has(name)) leftOut.push({ tool, why: `Another tool before it is called ${name}, too.` });
    else if (typeof parameters === "string") leftOut.push({ tool, why: `Its schema of parameters ${parameters}.` });
    else {
      const problem = parameters === undefined ? undefined : schemaProblem(tool.parametersText);
      if (problem === undefined)
        sent.set(name, { name, description, ...(parameters === undefined ? {} : { parameters }) });
      else leftOut.push({ tool, why: `Its schema of parameters is not valid: ${problem}.` });
    }
  }
  return { tools: [...sent.values()], leftOut };
}

/** The schema, undefined for none, or what is wrong with the text. */
function parametersOf(text: string): JsonObject | undefined | string {
  if (text.trim() === "") return undefined;
  // Where it is wrong `toolProblems` says: what finds that is too much for the first load, which this is in.
  const value = parseJson(text);
  if (value === undefined) return "is no JSON";
  return isObject(value) ? value : "is no JSON object";
}
