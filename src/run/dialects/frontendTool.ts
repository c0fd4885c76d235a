import { parseJson, type JsonObject, type JsonValue } from "#src/lib/json.ts";
import type { AnswerKind, AnswerShape } from "#src/run/pending/types.ts";
import { meansYesOrNo, shapeOfSchema } from "./answerShape.ts";
import { YES_TOOL } from "./confirmChanges.ts";
import { toolReply } from "./toolReply.ts";
import type { ToolDialect } from "./types.ts";

/** A tool's result is a value first of all. */
const VALUE_TOOL: readonly AnswerKind[] = ["result", "approve", "reject", "fail", "cancel"];

/** AG-UI's words for the approval of a call, as an interrupt's answer has them. */
const WORDS = { yesKey: "approved", editKey: "editedArgs", reasonKey: "reason" } as const;

const ORDINARY: AnswerShape = {
  fits: VALUE_TOOL,
  ...WORDS,
  schema: undefined,
  why: "It is an ordinary tool call: its result is a tool message of the next request. An approval is said in the words of AG-UI’s interrupts.",
};

/**
 * A tool that the client runs: its result is a tool message of the next request (https://docs.ag-ui.com/concepts/tools). Nothing tells how such a call is
 * approved, so that is said under the key of the tool's result schema that means yes or no, else in the words of interrupts.
 */
export const frontendTool: ToolDialect = {
  kind: "tool",
  id: "frontend-tool",
  name: "Frontend tool",
  optIn: false,
  shapeOf: ({ name, arguments: text }, run) => shapeFor(run.resultSchema(name), parseJson(text)),
  reply: (pause, answer) => toolReply(pause, answer),
};

function shapeFor(schema: JsonObject | undefined, args: JsonValue | undefined): AnswerShape {
  // Any other boolean of a result is a fact, and no consent.
  if (schema === undefined || !meansYesOrNo(schema)) return ORDINARY;
  const { yesKey, editKey = WORDS.editKey, reasonKey = WORDS.reasonKey } = shapeOfSchema(schema, args);
  const { required } = schema;
  const needsMore = Array.isArray(required) && required.some((name) => name !== yesKey);
  const what = yesKey === "" ? "is a bare yes or no" : `has the yes or no “${yesKey}”`;
  return {
    fits: needsMore ? VALUE_TOOL : YES_TOOL,
    yesKey,
    // A bare yes has no place for more.
    ...(yesKey === "" ? { editKey: undefined, reasonKey: undefined } : { editKey, reasonKey }),
    // The form goes by the schema as it is when it is filled in.
    schema: undefined,
    why: `It is an ordinary tool call, and its result schema ${what}.`,
  };
}
