import type { Pause, PauseAnswer } from "#src/run/pending/types.ts";
import { resultOf } from "#src/run/turn/mockAnswerer.ts";
import { selectTools } from "#src/store/toolSets.ts";
import type { ScopeState } from "#src/store/types.ts";
import { malformedAnswer } from "#src/tools/answers/malformed.ts";
import { schemaProblems } from "#src/tools/jsonSchema.ts";
import type { AnswerPlan } from "#src/tools/types.ts";

/** A result for one call that no honest tool gives. The result schema of the mock tool of that name says which type is wrong. */
export function malformedFor(
  how: Extract<AnswerPlan, { kind: "malformed" }>["how"],
  { toolCall, shape }: Pause,
  state: ScopeState,
): PauseAnswer {
  const own = selectTools(state).find(({ name }) => name === toolCall?.name)?.resultSchemaText ?? "";
  const schemaText = own === "" && shape.schema ? JSON.stringify(shape.schema) : own;
  const call = { callId: toolCall?.id ?? "" };
  return resultOf(
    malformedAnswer(how, call, schemaText, (schema, value) => schemaProblems(schema, value).length === 0),
  );
}
