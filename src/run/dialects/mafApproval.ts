import { isObject, type JsonObject, type JsonValue } from "#src/lib/json.ts";
import { stringifyJson } from "#src/lib/stringifyJson.ts";
import type { LastRun } from "#src/run/pending/lastRun.ts";
import type { HeardCustom } from "#src/run/pending/runScan.ts";
import type { Pause } from "#src/run/pending/types.ts";
import { yesShape } from "./answerShape.ts";
import { resumeReply } from "./resumeReply.ts";
import type { ChannelDialect } from "./types.ts";

/**
 * Microsoft Agent Framework (Python) says an approval three times: CUSTOM `function_approval_request`, a made-up call of `confirm_changes` and a
 * 1.0 interrupt. Only the interrupt may be answered: a tool message gives RUN_ERROR `APPROVAL_RESUME_REQUIRED`, cancelling gives
 * `APPROVAL_RESUME_CANCELLED`. Source: BACKENDS.md section 4 D, recorded as `ms-agent-framework-python/hitl_*`.
 */
export const mafApproval: ChannelDialect = {
  kind: "channel",
  id: "maf-approval",
  name: "Microsoft Agent Framework approval",
  optIn: false,
  detect: (run) => {
    const { json } = run.end ?? {};
    // Before PR 6925 the top-level member `interrupt` says it, and its answer is another one.
    if (json?.["interrupt"] !== undefined) return [];
    return run.scan.customs.filter(({ name }) => name === "function_approval_request").flatMap(asPause(run));
  },
  reply(pause, answer) {
    const reply = resumeReply(pause, answer);
    if (!reply.ok || answer.kind !== "cancel") return reply;
    const warning =
      "Agent Framework answers a cancelled approval with RUN_ERROR APPROVAL_RESUME_CANCELLED: reject to go on.";
    return { ok: true, value: { ...reply.value, warnings: [...reply.value.warnings, warning] } };
  },
};

/** What an approval asks about, in both of its forms. */
export function approvedCall(value: unknown): Pause["toolCall"] {
  const call: unknown = isObject(value) ? value["function_call"] : undefined;
  if (!isObject(call) || typeof call["call_id"] !== "string") return undefined;
  const { call_id: id, name, arguments: args } = call;
  const argumentsText = typeof args === "string" ? args : stringifyJson(args ?? {});
  return { id, name: typeof name === "string" ? name : "", argumentsText };
}

const asPause =
  ({ run }: LastRun) =>
  ({ seq, value }: HeardCustom): readonly Pause[] => {
    const toolCall = approvedCall(value);
    if (!toolCall) return [];
    // The interrupt's id is the call's; where the outcome is missing, this one is answered all the same.
    const interrupt = { id: toolCall.id, reason: "tool_call", toolCallId: toolCall.id };
    return [
      {
        id: `interrupt:${toolCall.id}`,
        dialect: "maf-approval",
        channels: ["maf-approval"],
        evidence: [seq],
        question: `Approve running ${toolCall.name}?`,
        toolCall,
        interrupt,
        responseSchema: undefined,
        expiresAt: undefined,
        shape: yesShape("accepted", "Microsoft Agent Framework (Python) asks, which wants {accepted}.", {
          editKey: "",
        }),
        doubt:
          run.status === "interrupt" ? undefined : "The run ended without an interrupt, so the agent may not wait.",
        source: value,
      },
    ];
  };

/** The entries of the member `interrupt` that RUN_FINISHED had before PR 6925. */
export function legacyInterrupts(
  end: JsonObject | undefined,
): readonly { readonly id: string; readonly value: JsonValue }[] {
  const entries = end?.["interrupt"];
  if (!Array.isArray(entries)) return [];
  return (entries as readonly JsonValue[]).flatMap((entry) =>
    isObject(entry) && typeof entry["id"] === "string" ? [{ id: entry["id"], value: entry["value"] ?? null }] : [],
  );
}
