import type { AguiEventOf } from "#src/protocol/events.ts";
import type { LintContext } from "#src/protocol/lint/context.ts";

/** Interrupts of one RUN_FINISHED: each needs an id of its own, because answers name them by id. */
export function checkInterrupts(context: LintContext, { outcome }: AguiEventOf<"RUN_FINISHED">): void {
  if (outcome?.type !== "interrupt") return;
  const seen = new Set<string>();
  for (const [index, { id }] of outcome.interrupts.entries()) {
    if (seen.has(id)) {
      context.say("interrupt/duplicate-id", {
        message: `Two interrupts have the id "${id}", so that an answer cannot say which one it means.`,
        pointer: `/outcome/interrupts/${index}/id`,
        found: id,
      });
    }
    seen.add(id);
  }
}
