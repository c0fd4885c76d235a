import { useMemo } from "react";
import { isObject, parseJson, type JsonObject } from "#src/lib/json.ts";
import type { Pause } from "#src/run/pending/types.ts";
import { selectTools } from "#src/store/toolSets.ts";
import { useScope } from "#src/ui/useScope.ts";

/** The schema of the value that answers a pause: the agent's own, else the one of the mock tool of that name. */
export function useResultSchema({ toolCall, shape }: Pause): JsonObject | undefined {
  const tools = useScope(selectTools);
  return useMemo(() => {
    if (shape.schema) return shape.schema;
    const mock = tools.find(({ name }) => name === toolCall?.name);
    const schema = parseJson(mock?.resultSchemaText ?? "");
    return isObject(schema) ? schema : undefined;
  }, [shape, tools, toolCall]);
}
