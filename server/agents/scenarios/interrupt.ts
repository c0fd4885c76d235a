import { isObject } from "#src/lib/json.ts";
import { approvalInterrupt, type Decision, readApproval } from "#server/agents/approvals.ts";
import { asToolCall, lastUserText } from "#server/agents/conversation.ts";
import {
  messagesSnapshot,
  runError,
  runFinished,
  runStarted,
  stateSnapshot,
  textMessage,
  toolCall,
  toolResult,
} from "#server/agents/emit.ts";
import type { Scenario } from "#server/agents/types.ts";

const toolName = "send_newsletter";

/** A fixed day: agents have no clock, so that the same request always gets the same events. */
const EXPIRES_AT = "2026-01-02T00:00:00Z";

/** A run that stops and asks, and the run that goes on with the answer. */
export const interrupt: Scenario = {
  name: "interrupt",
  title: "Interrupt and resume",
  description:
    'Asks before it sends a newsletter and ends with outcome "interrupt". Resume with approved, rejected or cancelled. "two" in the message asks about two at once, "expired" asks too late: that can only be cancelled.',
  example: "Send the June newsletter.",
  capabilities: {
    tools: { supported: true, parallelCalls: true, clientProvided: false },
    state: { snapshots: true, deltas: false, memory: false, persistentState: false },
    humanInTheLoop: { supported: true, approvals: true, interrupts: true, approveWithEdits: true },
  },
  async *run(input, tools) {
    yield runStarted(input);
    const sent = isObject(input.state) ? input.state : {};
    const approval = readApproval(input, [toolName]);
    const isLate = /\bexpired\b/i.test(lastUserText(input));

    if (approval.kind === "refused") {
      yield runError(approval.code, approval.message);
      return;
    }

    if (approval.kind === "decided") {
      if (isLate && approval.decisions.some(({ verdict }) => verdict !== "cancelled")) {
        yield runError("interrupt_expired", `This question expired at ${EXPIRES_AT}: it can only be cancelled.`);
        return;
      }
      for (const decision of approval.decisions) {
        await tools.sleep(200);
        yield toolResult(tools.id("result"), decision.call.id, outcomeOf(decision));
      }
      yield stateSnapshot({
        ...sent,
        newsletter: approval.decisions.map(({ verdict, args }) => ({ verdict, ...args })),
      });
      yield* textMessage(tools, tools.id("msg"), approval.decisions.map(sentence).join("\n\n"));
      yield runFinished(input);
      return;
    }

    const messageId = tools.id("msg");
    const text = "I have written it. Sending cannot be undone, so I ask first.";
    yield* textMessage(tools, messageId, text);
    const audiences = /\btwo\b/i.test(lastUserText(input)) ? ["subscribers", "partners"] : ["subscribers"];
    const calls = audiences.map((audience, index) => ({
      id: tools.id("call"),
      name: toolName,
      args: { audience, subject: "News in June", recipients: index === 0 ? 1204 : 37 },
      parentMessageId: messageId,
    }));
    for (const call of calls) yield* toolCall(tools, call);
    // Both snapshots come before the interrupt, so that a client which reconnects can show what is being asked about.
    yield stateSnapshot({ ...sent, newsletter: calls.map((call) => ({ verdict: "waiting", ...call.args })) });
    yield messagesSnapshot([
      ...input.messages,
      { id: messageId, role: "assistant", content: text, toolCalls: calls.map(asToolCall) },
    ]);
    yield runFinished(input, {
      outcome: {
        type: "interrupt",
        interrupts: calls.map((call) => ({
          ...approvalInterrupt(call, `Send “${call.args.subject}” to ${call.args.recipients} ${call.args.audience}?`),
          ...(isLate && { expiresAt: EXPIRES_AT }),
        })),
      },
    });
  },
};

function outcomeOf({ verdict, args, payload }: Decision): unknown {
  if (verdict === "approved") return { sent: true, ...args };
  const comment = isObject(payload) && typeof payload["comment"] === "string" ? { comment: payload["comment"] } : {};
  return { sent: false, reason: verdict, ...comment };
}

function sentence({ verdict, args }: Decision): string {
  const what = `“${String(args["subject"])}” to ${String(args["audience"])}`;
  if (verdict === "approved") return `Sent ${what}.`;
  return verdict === "rejected" ? `You said no, so ${what} was not sent.` : `Cancelled: ${what} stays a draft.`;
}
