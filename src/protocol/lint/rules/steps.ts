import { ownerName, type LintContext } from "#src/protocol/lint/context.ts";
import type { OpenItem } from "./run.ts";

/** Steps open and close by owner and name: a subagent may have a step of the same name as its parent. */
export class StepRules {
  private readonly open = new Map<string | undefined, Map<string, number>>();
  private readonly blamed = new Set<string>();

  constructor(private readonly context: LintContext) {}

  start(name: string, owner: string | undefined): void {
    let steps = this.open.get(owner);
    if (steps === undefined) this.open.set(owner, (steps = new Map()));
    const opener = steps.get(name);
    if (opener === undefined) {
      steps.set(name, this.context.seq);
      return;
    }
    this.context.say("step/already-open", {
      message: `Step "${name}" of ${ownerName(owner)} is open since event ${opener}. Finish it first.`,
      pointer: "/stepName",
      relatedSeq: opener,
    });
  }

  finish(name: string, owner: string | undefined): void {
    if (this.open.get(owner)?.delete(name)) return;
    if (this.blamed.has(name)) return;
    this.blamed.add(name);
    for (const [other, steps] of this.open) {
      const opener = steps.get(name);
      if (opener === undefined) continue;
      this.context.say("step/wrong-owner", {
        message: `Step "${name}" is finished by ${ownerName(owner)}, but ${ownerName(other)} started it. Who starts a step finishes it.`,
        pointer: "/subagentRunId",
        expected: ownerName(other),
        found: ownerName(owner),
        relatedSeq: opener,
      });
      return;
    }
    this.context.say("step/not-open", {
      message: `STEP_FINISHED names step "${name}" of ${ownerName(owner)}, which is not open. Send STEP_STARTED first.`,
      pointer: "/stepName",
    });
  }

  excuse(name: string): void {
    this.blamed.add(name);
  }

  openItems(): OpenItem[] {
    const items: OpenItem[] = [];
    for (const [owner, steps] of this.open) {
      for (const [name, seq] of steps) {
        items.push({ name: owner === undefined ? `step "${name}"` : `step "${name}" of subagent "${owner}"`, seq });
      }
    }
    return items;
  }

  clear(): void {
    this.open.clear();
    this.blamed.clear();
  }
}
