import { isObject, parseJson, type JsonObject } from "#src/lib/json.ts";
import type { MockTool } from "./types.ts";

/** What a result of the tool of a name should look like; undefined where no tool of that name says it in valid JSON. */
export function resultSchemaOf(tools: readonly MockTool[], name: string | undefined): JsonObject | undefined {
  const schema = parseJson(tools.find((tool) => tool.name === name)?.resultSchemaText ?? "");
  return isObject(schema) ? schema : undefined;
}
