import { yesShape } from "./answerShape.ts";
import { stepsSaid, YES_TOOL } from "./confirmChanges.ts";
import { toolReply } from "./toolReply.ts";
import type { ToolDialect } from "./types.ts";

const SHAPE = yesShape(
  "accepted",
  "Tools of this name are answered with {accepted, steps}: the steps that shall be done.",
  {
    fits: YES_TOOL,
    editKey: "steps",
    schema: {
      type: "object",
      properties: {
        accepted: { type: "boolean" },
        steps: {
          type: "array",
          items: {
            type: "object",
            properties: { description: { type: "string" }, status: { type: "string", enum: ["enabled", "disabled"] } },
          },
        },
      },
      required: ["accepted"],
    },
  },
);

/** A call of `generate_task_steps`, by which CopilotKit's dojo asks which steps of a plan shall be done: `{accepted, steps}`. Source: BACKENDS.md section 4 C. */
export const taskSteps: ToolDialect = {
  kind: "tool",
  id: "task-steps",
  name: "generate_task_steps",
  optIn: false,
  shapeOf: ({ name }) => (name === "generate_task_steps" ? SHAPE : undefined),
  reply: (pause, answer) => toolReply(pause, answer, stepsSaid(pause.shape, answer, pause)),
};
