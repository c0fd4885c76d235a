import { isObject } from "#src/lib/json.ts";
import { err, ok } from "#src/lib/result.ts";
import type { Pause } from "#src/run/pending/types.ts";
import { say, yesShape } from "./answerShape.ts";
import { approvedCall, legacyInterrupts } from "./mafApproval.ts";
import type { ChannelDialect } from "./types.ts";

/**
 * Microsoft Agent Framework (Python) before PR 6925 (July 2026): RUN_FINISHED has a top-level `interrupt: [{id, value}]` and no outcome. It reads the
 * answers from `forwardedProps.command.resume`, a list of `{id, value}`, because an entry of 1.0 would be taken for the value as a whole.
 * Source: BACKENDS.md section 4 D and `_run_common.py` of that time.
 */
export const mafLegacy: ChannelDialect = {
  kind: "channel",
  id: "maf-legacy",
  name: "Microsoft Agent Framework before PR 6925",
  optIn: false,
  detect: ({ end }) =>
    legacyInterrupts(end?.json).map(({ id, value }): Pause => {
      const toolCall = approvedCall(value);
      return {
        id: `interrupt:${id}`,
        dialect: "maf-legacy",
        channels: ["maf-legacy"],
        evidence: end ? [end.seq] : [],
        question: `Approve running ${toolCall?.name ?? id}?`,
        toolCall,
        interrupt: undefined,
        responseSchema: undefined,
        expiresAt: undefined,
        shape: {
          ...yesShape("accepted", "Agent Framework (Python) from before PR 6925 asks, which wants {accepted}.", {
            editKey: "",
          }),
          fits: ["approve", "reject", "result"],
        },
        doubt: undefined,
        source: { id, value },
      };
    }),
  reply(pause, answer) {
    if (answer.kind === "cancel") return err("This version of Agent Framework cannot cancel an approval: reject it.");
    const said = say(pause.shape, answer);
    if (!said.ok) return said;
    const { payload, warnings } = said.value;
    const id = isObject(pause.source) ? (pause.source["id"] ?? null) : null;
    return ok({ pauseId: pause.id, forwardedProps: { command: { resume: [{ id, value: payload }] } }, warnings });
  },
};
