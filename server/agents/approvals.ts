import type { Interrupt, RunAgentInput, ToolCall } from "#src/protocol/events.ts";
import { isObject } from "#src/lib/json.ts";
import { openCalls } from "./conversation.ts";

/** What the user decided about one interrupted tool call. */
export interface Decision {
  readonly call: ToolCall;
  readonly verdict: "approved" | "rejected" | "cancelled";
  /** The arguments to use: the call's own, or the user's `editedArgs`, which replace them whole. */
  readonly args: Record<string, unknown>;
  /** The payload as sent; undefined for `cancelled`. */
  readonly payload: unknown;
}

/**
 * What a request says about the calls that wait for an approval:
 * - `none`: nothing waits
 * - `refused`: the request does not answer what waits; `code` and `message` are for a RUN_ERROR
 * - `decided`: one decision for each call that waited
 */
export type Approval =
  | { readonly kind: "none" }
  | { readonly kind: "refused"; readonly code: string; readonly message: string }
  | { readonly kind: "decided"; readonly decisions: readonly Decision[] };

/** The interrupt that asks about a call. Its id is derived from the call, so no server memory is needed to check an answer. */
export const interruptId = (toolCallId: string): string => `int_${toolCallId}`;

/** An interrupt with the core reason `tool_call`, answered by `{ approved, editedArgs?, comment? }`. */
export function approvalInterrupt(call: { id: string; args: Record<string, unknown> }, message: string): Interrupt {
  const properties = Object.fromEntries(
    Object.entries(call.args).map(([name, value]) => [name, { type: jsonType(value), default: value }]),
  );
  return {
    id: interruptId(call.id),
    reason: "tool_call",
    message,
    toolCallId: call.id,
    responseSchema: {
      type: "object",
      properties: {
        approved: { type: "boolean", title: "Go ahead" },
        editedArgs: { type: "object", title: "Arguments to use instead", properties },
        comment: { type: "string", title: "Comment" },
      },
      required: ["approved"],
    },
  };
}

/**
 * Reads `resume` against the calls of these tools that the history leaves open. One resume must answer all of them
 * (https://docs.ag-ui.com/spec/1.0/, interrupts).
 */
export function readApproval(input: RunAgentInput, toolNames: readonly string[]): Approval {
  const waiting = openCalls(input.messages).filter((call) => toolNames.includes(call.function.name));
  const resume = input.resume ?? [];
  const ids = waiting.map((call) => interruptId(call.id));
  const unknown = resume.filter((entry) => !ids.includes(entry.interruptId));
  if (unknown.length > 0) {
    const open = ids.length === 0 ? "no interrupt is open" : `open: ${ids.join(", ")}`;
    return refused("unknown_interrupt", `Cannot resume ${unknown.map((e) => e.interruptId).join(", ")}: ${open}.`);
  }
  if (waiting.length === 0) return { kind: "none" };
  const answers = new Map(resume.map((entry) => [entry.interruptId, entry]));
  const missing = ids.filter((id) => !answers.has(id));
  if (resume.length === 0) {
    return refused("interrupt_pending", `This thread waits for an answer to ${missing.join(", ")}: send it in resume.`);
  }
  if (missing.length > 0) {
    return refused("resume_incomplete", `One resume must answer all open interrupts; missing: ${missing.join(", ")}.`);
  }
  const decisions: Decision[] = [];
  for (const call of waiting) {
    const entry = answers.get(interruptId(call.id));
    const args = parseArgs(call);
    if (entry?.status === "cancelled") {
      decisions.push({ call, verdict: "cancelled", args, payload: undefined });
      continue;
    }
    const payload: unknown = entry?.payload;
    if (!isObject(payload) || typeof payload["approved"] !== "boolean") {
      return refused("invalid_resume", `The payload for ${interruptId(call.id)} needs "approved": true or false.`);
    }
    const edited = isObject(payload["editedArgs"]) ? payload["editedArgs"] : args;
    decisions.push({ call, verdict: payload["approved"] ? "approved" : "rejected", args: edited, payload });
  }
  return { kind: "decided", decisions };
}

const refused = (code: string, message: string): Approval => ({ kind: "refused", code, message });

function parseArgs(call: ToolCall): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(call.function.arguments);
    return isObject(parsed) ? parsed : {};
  } catch {
    // The history comes from the client, which may have kept a call whose arguments were cut short.
    return {};
  }
}

function jsonType(value: unknown): string {
  if (Array.isArray(value)) return "array";
  if (Number.isInteger(value)) return "integer";
  return value === null ? "null" : typeof value;
}
