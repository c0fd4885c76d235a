import type { JsonValue } from "#src/lib/json.ts";
import type { AguiEventOf } from "#src/protocol/events.ts";
import type { Draft } from "../draft.ts";
import type { SubagentView } from "../types.ts";

/** A subagent begins. Its id names one invocation; used again, it names a new one. */
export function subagentStarted(draft: Draft, event: AguiEventOf<"SUBAGENT_STARTED">): void {
  draft.addSubagent({
    subagentRunId: event.subagentRunId,
    name: event.name,
    description: event.description,
    parentSubagentRunId: event.parentSubagentRunId,
    parentToolCallId: event.parentToolCallId,
    parentMessageId: event.parentMessageId,
    status: "running",
    result: undefined,
    error: undefined,
    interruptIds: [],
    startedBy: draft.seq,
    endedBy: undefined,
  });
}

/** A subagent ends, or waits for the answer to an interrupt. */
export function subagentFinished(draft: Draft, event: AguiEventOf<"SUBAGENT_FINISHED">): void {
  const { outcome } = event;
  const interruptIds = outcome?.type === "suspended" ? (outcome.interruptIds ?? []) : [];
  const result = event.result as JsonValue | undefined;
  endSubagent(draft, event.subagentRunId, { status: outcome?.type ?? "success", result, interruptIds });
}

/** A subagent fails. */
export function subagentError(draft: Draft, event: AguiEventOf<"SUBAGENT_ERROR">): void {
  const { message, code } = event;
  endSubagent(draft, event.subagentRunId, { status: "error", error: { message, code } });
}

/** An end without a beginning changes nothing; the linter reports it. */
function endSubagent(draft: Draft, id: string, end: Partial<SubagentView>): void {
  const index = draft.context.subagentIds.last(id, draft.subagents.length);
  if (index >= 0) draft.setSubagent(index, { ...draft.subagents.at(index), ...end, endedBy: draft.seq });
}
