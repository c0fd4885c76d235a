import { parseJson, type JsonValue } from "#src/lib/json.ts";
import { stringifyJson } from "#src/lib/stringifyJson.ts";
import { exampleSchema } from "./exampleSchema.ts";
import type { MockTool } from "./types.ts";

/** A tool call as it was seen. */
export interface SeenCall {
  readonly argumentsText: string;
  /** The content of the tool message that answered it, where one did. */
  readonly resultText?: string;
}

/**
 * A mock of a tool that somebody called: its schemas come from the arguments and the results of all its calls, and it asks the user.
 * Arguments that are no JSON teach nothing; `unread` counts them. A result schema is made only when every result is JSON.
 */
export function mockFrom(
  name: string,
  calls: readonly SeenCall[],
  id: string,
): { readonly tool: MockTool; readonly unread: number } {
  const seen = calls.map(({ argumentsText }) => parseJson(argumentsText)).filter((value) => value !== undefined);
  const results = calls.flatMap(({ resultText }) => (resultText === undefined ? [] : [parseJson(resultText)]));
  const schema = seen.length === 0 ? { type: "object" } : exampleSchema(seen);
  const tool: MockTool = {
    id,
    enabled: true,
    name,
    description: "",
    parametersText: stringifyJson(schema, 2),
    resultSchemaText:
      results.length === 0 || results.includes(undefined)
        ? ""
        : stringifyJson(exampleSchema(results as JsonValue[]), 2),
    plan: { kind: "ask" },
    delay: { ms: 0, jitterMs: 0 },
  };
  return { tool, unread: calls.length - seen.length };
}
