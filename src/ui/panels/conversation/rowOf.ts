import type { Entity } from "#src/analysis/eventIndex.ts";
import type { AgentView, StepView, SubagentView } from "#src/reconstruction/types.ts";
import type { RevealTarget } from "#src/store/types.ts";
import { conversationTail, type ConversationRow } from "./rows.ts";

/** What the Conversation can be asked to show. */
export type ConversationTarget = Extract<
  RevealTarget,
  { readonly kind: "message" | "toolCall" | "run" | "step" | "subagent" }
>;

/** True for a target that the Conversation shows. */
export function isInConversation(target: RevealTarget): target is ConversationTarget {
  return target.kind !== "state" && target.kind !== "rule";
}

/** The place of the row that shows `target`, or -1. A message without text is shown by its first call, an answer by its call. */
export function rowOf(rows: readonly ConversationRow[], target: ConversationTarget): number {
  const direct = rows.findIndex((row) => isRowOf(row, target));
  if (direct >= 0 || target.kind !== "message") return direct;
  return rows.findIndex(
    (row) =>
      row.kind === "call" &&
      (row.view?.messageId === target.id || row.results.some(({ message }) => message.id === target.id)),
  );
}

/**
 * How many of the last rows have `target` among them; undefined where no row shows it. It looks at ever more of the end of the
 * conversation: what is asked for is mostly near the cursor, and making all rows of a long conversation takes its time.
 */
export function rowsToShow(view: AgentView, target: ConversationTarget, atLeast: number): number | undefined {
  for (let wanted = atLeast; ; wanted *= 4) {
    const { rows, hidden } = conversationTail(view, wanted);
    const place = rowOf(rows, target);
    if (place >= 0) return rows.length - place;
    if (hidden === 0) return undefined;
  }
}

function isRowOf(row: ConversationRow, target: ConversationTarget): boolean {
  switch (row.kind) {
    case "call":
      return target.kind === "toolCall" && row.call.id === target.id;
    case "steps":
      return target.kind === "step" && row.steps.some((step) => isBoundedBy(step, target.by));
    case "subagent":
      return target.kind === "subagent" && isBoundedBy(row.view, target.by);
    case "run-start":
      return target.kind === "run" && row.run.startedBy === target.by;
    case "run-end":
      return target.kind === "run" && row.run.endedBy === target.by;
    default:
      return target.kind === "message" && row.entry.message.id === target.id;
  }
}

/** True where event `seq` began or ended a step or a subagent. False for 0, which is no event. */
export function isBoundedBy({ startedBy, endedBy }: StepView | SubagentView, seq: number): boolean {
  return seq > 0 && (startedBy === seq || endedBy === seq);
}

/** True where an event about `entity` belongs to a row. Runs, steps and subagents are told by their events instead: their names and ids repeat. */
export function belongsTo(row: ConversationRow, entity: Entity | undefined): boolean {
  if (entity === undefined) return false;
  if (row.kind === "call") return entity.kind === "toolCall" && row.call.id === entity.id;
  if (row.kind === "run-start" || row.kind === "run-end" || row.kind === "steps" || row.kind === "subagent")
    return false;
  const isMessage = entity.kind === "message" || entity.kind === "reasoning" || entity.kind === "activity";
  return isMessage && row.entry.message.id === entity.id;
}
