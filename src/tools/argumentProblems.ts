import { parseJson, type JsonValue } from "#src/lib/json.ts";
import { schemaProblems } from "./jsonSchema.ts";
import { readJsonText } from "./jsonText.ts";
import type { SchemaProblem } from "./schemaFailures.ts";
import type { MockTool } from "./types.ts";

/**
 * What is wrong with the arguments of a call: no JSON (with the place, keyword "json"), or where they do not fit the tool's schema. A schema that
 * is no JSON checks nothing, and is said so (keyword "$schema"); a tool without one takes any arguments.
 */
export function argumentProblems(
  { parametersText }: Pick<MockTool, "parametersText">,
  argumentsText: string,
): readonly SchemaProblem[] {
  if (parametersText.trim() === "") return argumentProblemsBy(true, argumentsText);
  const schema = parseJson(parametersText);
  const problems = argumentProblemsBy(schema ?? true, argumentsText);
  if (schema !== undefined || problems.length > 0) return problems;
  return [{ pointer: "", message: "cannot be checked: the schema of the tool is no JSON", keyword: "$schema" }];
}

/** The same by the schema itself. */
export function argumentProblemsBy(schema: JsonValue, argumentsText: string): readonly SchemaProblem[] {
  const read = readJsonText(argumentsText);
  if (read.ok) return schemaProblems(schema, read.value);
  const hint = argumentsText.trim() === "" ? "; {} says that there are no arguments" : "";
  return [{ pointer: "", message: read.error + hint, keyword: "json" }];
}

/** A problem as a sentence that begins with its path. */
export function argumentProblemInWords({ pointer, message, keyword }: SchemaProblem): string {
  // The path ends with the name already.
  if (keyword === "required") return `${pointer} is required.`;
  return `${pointer === "" ? "The value" : pointer} ${message}.`;
}
