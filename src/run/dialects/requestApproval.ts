import { isObject, parseJson } from "#src/lib/json.ts";
import { ok } from "#src/lib/result.ts";
import { yesShape } from "./answerShape.ts";
import { YES_TOOL } from "./confirmChanges.ts";
import { argsOf, toolReply } from "./toolReply.ts";
import type { ToolDialect } from "./types.ts";

const SHAPE = yesShape(
  "approved",
  "Its argument “request” is that of the sample for .NET, which wants {approval_id, approved}.",
  {
    fits: YES_TOOL,
    schema: {
      type: "object",
      properties: { approval_id: { type: "string" }, approved: { type: "boolean" } },
      required: ["approval_id", "approved"],
    },
  },
);

/**
 * A call of `request_approval` whose argument `request` has an `approval_id`: Agent Framework's sample for .NET (Step04_HumanInLoop).
 * Its result is `{approval_id, approved}`, in snake_case. Source: BACKENDS.md section 4 C.
 */
export const requestApproval: ToolDialect = {
  kind: "tool",
  id: "request-approval",
  name: "request_approval of the .NET sample",
  optIn: false,
  shapeOf: ({ name, arguments: text }) =>
    name === "request_approval" && approvalId(parseJson(text)) !== undefined ? SHAPE : undefined,
  reply(pause, answer) {
    if (answer.kind !== "approve" && answer.kind !== "reject") return toolReply(pause, answer);
    const dropped = answer.kind === "approve" ? answer.editedArgs !== undefined : (answer.reason ?? "") !== "";
    const payload = { approval_id: approvalId(argsOf(pause)) ?? "", approved: answer.kind === "approve" };
    const warnings = dropped ? ["Only yes or no is sent: this answer has no place for more."] : [];
    return toolReply(pause, answer, ok({ payload, warnings }));
  },
};

function approvalId(args: unknown): string | undefined {
  const request: unknown = isObject(args) ? args["request"] : undefined;
  const id: unknown = isObject(request) ? request["approval_id"] : undefined;
  return typeof id === "string" ? id : undefined;
}
