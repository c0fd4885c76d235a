import type { AguiEventOf } from "#src/protocol/events.ts";
import type { LintContext } from "#src/protocol/lint/context.ts";
import type { OpenItem } from "./run.ts";

/** Subagent invocations: each id is started once and ended once in a run. */
export class SubagentRules {
  private readonly active = new Map<string, number>();
  private readonly ended = new Map<string, number>();
  private readonly blamed = new Set<string>();

  constructor(private readonly context: LintContext) {}

  start({ subagentRunId: id, parentSubagentRunId: parent }: AguiEventOf<"SUBAGENT_STARTED">): void {
    const opener = this.active.get(id);
    const end = this.ended.get(id);
    if (opener !== undefined) {
      this.context.say("subagent/already-active", {
        message: `Subagent "${id}" is active since event ${opener}. Send SUBAGENT_FINISHED first, or use a new id.`,
        pointer: "/subagentRunId",
        relatedSeq: opener,
      });
      return;
    }
    if (end !== undefined) {
      this.context.say("subagent/id-reused", {
        message: `Subagent "${id}" ended at event ${end}; an id names one invocation. Use a new id.`,
        pointer: "/subagentRunId",
        relatedSeq: end,
      });
    }
    if (parent !== undefined && !this.active.has(parent) && !this.ended.has(parent) && !this.blamed.has(parent)) {
      this.context.say("subagent/parent-unknown", {
        message: `Subagent "${id}" names "${parent}" as its parent, which this run never started.`,
        pointer: "/parentSubagentRunId",
      });
    }
    this.active.set(id, this.context.seq);
  }

  end(type: string, id: string): void {
    if (this.active.delete(id)) {
      this.ended.set(id, this.context.seq);
      return;
    }
    if (this.blamed.has(id)) return;
    this.blamed.add(id);
    const end = this.ended.get(id);
    this.context.say("subagent/not-active", {
      message:
        end === undefined
          ? `${type} names subagent "${id}", which nothing started. Send SUBAGENT_STARTED first.`
          : `${type} names subagent "${id}", which ended at event ${end}.`,
      pointer: "/subagentRunId",
      relatedSeq: end,
    });
  }

  excuse(id: string): void {
    this.blamed.add(id);
  }

  openItems(): OpenItem[] {
    return [...this.active].map(([id, seq]) => ({ name: `subagent "${id}"`, seq }));
  }

  clear(): void {
    this.active.clear();
    this.ended.clear();
    this.blamed.clear();
  }
}
