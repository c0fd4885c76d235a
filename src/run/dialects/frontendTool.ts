import type { AnswerShape } from "#src/run/pending/types.ts";
import { toolReply } from "./toolReply.ts";
import type { ToolDialect } from "./types.ts";

const SHAPE: AnswerShape = {
  fits: ["result", "fail", "cancel"],
  yesKey: undefined,
  editKey: undefined,
  reasonKey: undefined,
  schema: undefined,
  why: "It is an ordinary tool call: the next request carries its result as a tool message.",
};

/** A tool that the client runs: its result is a tool message of the next request (https://docs.ag-ui.com/concepts/tools). */
export const frontendTool: ToolDialect = {
  kind: "tool",
  id: "frontend-tool",
  name: "Frontend tool",
  optIn: false,
  shapeOf: () => SHAPE,
  reply: (pause, answer) => toolReply(pause, answer),
};
