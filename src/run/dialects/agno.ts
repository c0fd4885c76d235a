import { yesShape } from "./answerShape.ts";
import { YES_TOOL } from "./confirmChanges.ts";
import { toolReply } from "./toolReply.ts";
import type { ToolDialect } from "./types.ts";

const SHAPE = yesShape(
  "accepted",
  "Agno pauses before a tool of its own without saying why. A confirmation wants {accepted}; where the tool wants input, send {values}, and for feedback {selections}.",
  {
    fits: YES_TOOL,
    reasonKey: "note",
    schema: {
      type: "object",
      properties: {
        accepted: { type: "boolean", description: "For a tool that needs a confirmation." },
        note: { type: "string", description: "Why it is rejected." },
        values: { type: "object", description: "For a tool that needs input: each field's value." },
        selections: { type: "object", description: "For a tool that needs feedback." },
      },
    },
  },
);

/**
 * Agno asks by a call of one of its own tools that stays without a result; which answer it wants stands nowhere in the stream. A result is
 * `{accepted}` (and a `note`), `{values}` or `{selections}`. Source: BACKENDS.md section 4 C, recorded as `agno/hitl_*`.
 */
export const agno: ToolDialect = {
  kind: "tool",
  id: "agno",
  name: "Agno",
  optIn: false,
  shapeOf: ({ name }, run) => (run.scan.rawSource === "agno" && !run.offers(name) ? SHAPE : undefined),
  reply: (pause, answer) => toolReply(pause, answer),
};
