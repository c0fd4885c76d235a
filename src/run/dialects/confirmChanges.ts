import { isObject, type JsonValue } from "#src/lib/json.ts";
import { err, ok, type Result } from "#src/lib/result.ts";
import type { AnswerKind, AnswerShape, Pause, PauseAnswer } from "#src/run/pending/types.ts";
import { say, yesShape, type Said } from "./answerShape.ts";
import { argsOf, toolReply } from "./toolReply.ts";
import type { ToolDialect } from "./types.ts";

/** What a tool that asks for a yes can be answered with. */
export const YES_TOOL: readonly AnswerKind[] = ["approve", "reject", "result", "fail", "cancel"];

const SHAPE = yesShape(
  "accepted",
  "Tools of this name are answered with {accepted}, and {accepted, steps} where they have steps.",
  {
    fits: YES_TOOL,
    editKey: "steps",
    schema: {
      type: "object",
      properties: { accepted: { type: "boolean" }, steps: { type: "array", items: { type: "object" } } },
      required: ["accepted"],
    },
  },
);

/**
 * A call of `confirm_changes`, by which CopilotKit's dojo, ADK and Agent Framework ask whether predicted changes may stay. Its result is `{accepted}`,
 * with `steps` where the call lists some. Source: BACKENDS.md section 4 C, recorded as `agui-server-starter/predictive_state_updates_*`.
 */
export const confirmChanges: ToolDialect = {
  kind: "tool",
  id: "confirm-changes",
  name: "confirm_changes",
  optIn: false,
  shapeOf: ({ name }) => (name === "confirm_changes" ? SHAPE : undefined),
  reply: (pause, answer) => toolReply(pause, answer, stepsSaid(pause.shape, answer, pause)),
};

/** An approval of steps says which: those that are enabled, or as edited. A rejection says none. */
export function stepsSaid(shape: AnswerShape, answer: PauseAnswer, pause: Pick<Pause, "toolCall">): Result<Said> {
  if (answer.kind !== "approve") return say(shape, answer);
  const steps = stepsOf(answer.editedArgs ?? argsOf(pause));
  if (answer.editedArgs !== undefined && steps === undefined)
    return err("Edited arguments of this question are its steps: a list, or an object with “steps”.");
  return ok({ payload: { accepted: true, ...(steps && { steps }) }, warnings: [] });
}

function stepsOf(args: JsonValue | undefined): readonly JsonValue[] | undefined {
  const steps = isObject(args) ? args["steps"] : args;
  if (!Array.isArray(steps)) return undefined;
  return (steps as readonly JsonValue[]).filter((step) => !isObject(step) || step["status"] !== "disabled");
}
