import { useMemo } from "react";
import type { Pause } from "#src/run/pending/types.ts";
import type { JsonObject } from "#src/lib/json.ts";
import { selectTools } from "#src/store/toolSets.ts";
import { useScope } from "#src/ui/useScope.ts";
import { answerSchemaOf } from "./pauseDraft.ts";

/** The schema of the value that answers a pause: the agent's own, else the one of the mock tool of that name. */
export function useResultSchema(pause: Pause | undefined): JsonObject | undefined {
  const tools = useScope(selectTools);
  return useMemo(() => pause && answerSchemaOf(pause, tools), [pause, tools]);
}
