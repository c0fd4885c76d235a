import type { JsonValue } from "#src/lib/json.ts";
import type { AguiEventOf, Message } from "#src/protocol/events.ts";
import type { Draft } from "../draft.ts";
import { linkCalls } from "../linkCalls.ts";
import { PersistentVector } from "../persistentVector.ts";
import type { RunView } from "../types.ts";

/** A run begins. It closes the interrupts that its request answers, and brings the messages of its echo that are new. */
export function runStarted(draft: Draft, event: AguiEventOf<"RUN_STARTED">): void {
  endOpenRun(draft);
  draft.threadId = event.threadId;
  addRun(draft, {
    runId: event.runId,
    threadId: event.threadId,
    parentRunId: event.parentRunId,
    protocolVersion: event.protocolVersion,
  });
  addNewMessages(draft, event.input?.messages ?? []);
}

/** A run ends: with success, with open interrupts, or because it was cancelled. */
export function runFinished(draft: Draft, event: AguiEventOf<"RUN_FINISHED">): void {
  const { outcome } = event;
  const status = outcome?.type ?? "success";
  endRun(draft, { status, result: event.result as JsonValue | undefined, usage: event.usage ?? [] });
  draft.interrupts = outcome?.type === "interrupt" ? outcome.interrupts : [];
  draft.pendingToolCallIds = status === "success" ? pendingToolCallIds(draft, event) : [];
}

/** A run fails. Interrupts that were open stay open, as in the client. */
export function runError(draft: Draft, event: AguiEventOf<"RUN_ERROR">): void {
  const { message, code, usage = [] } = event;
  endRun(draft, { status: "error", error: { message, code }, usage });
  draft.pendingToolCallIds = [];
}

/** A step begins. */
export function stepStarted(draft: Draft, event: AguiEventOf<"STEP_STARTED">): void {
  const { stepName, subagentRunId } = event;
  const { seq, run } = draft;
  const step = { stepName, subagentRunId, status: "running" as const, startedBy: seq, endedBy: undefined, run };
  draft.addStep(stepKey(event), step);
}

/** A step ends: the last one of its name and owner that runs. One that never began changes nothing. */
export function stepFinished(draft: Draft, event: AguiEventOf<"STEP_FINISHED">): void {
  const key = stepKey(event);
  let index = draft.context.stepKeys.last(key, draft.steps.length);
  while (index >= 0 && draft.steps.at(index).status === "finished") index = draft.context.stepKeys.last(key, index);
  if (index >= 0) draft.setStep(index, { ...draft.steps.at(index), status: "finished", endedBy: draft.seq });
}

/** The first event of a stream that lacks RUN_STARTED opens a run without a name. */
export function assumeRun(draft: Draft): void {
  addRun(draft, { runId: undefined, threadId: undefined, parentRunId: undefined, protocolVersion: undefined });
}

/** A run whose stream ended, or that another one followed, before its own end. */
export function endOpenRun(draft: Draft): void {
  const last = draft.run;
  if (last >= 0 && draft.runs.at(last).status === "running") {
    draft.setRun(last, { ...draft.runs.at(last), status: "truncated" });
  }
}

/** Appends the messages whose id the conversation does not have. */
function addNewMessages(draft: Draft, messages: readonly Message[]): void {
  const slots: number[] = [];
  for (const message of messages) if (draft.findMessage(message.id) < 0) slots.push(draft.addMessage(message, false));
  linkCalls(draft, slots);
}

type Named = Pick<RunView, "runId" | "threadId" | "parentRunId" | "protocolVersion">;

function addRun(draft: Draft, named: Named): void {
  draft.addRun({
    ...named,
    status: "running",
    startedBy: draft.seq,
    endedBy: undefined,
    result: undefined,
    error: undefined,
    usage: [],
  });
  draft.exchangeHasRun = true;
  draft.runCount++;
  draft.runCallIds = PersistentVector.empty();
  draft.answeredUnknown = PersistentVector.empty();
  draft.pendingToolCallIds = [];
  draft.predictions = PersistentVector.empty();
  if (draft.resumed.length > 0) {
    const { resumed } = draft;
    draft.interrupts = draft.interrupts.filter(({ id }) => !resumed.includes(id));
    draft.resumed = [];
  }
}

/** Ends the current run; a second end of one run replaces the first. */
function endRun(draft: Draft, end: Partial<RunView>): void {
  const last = draft.run;
  const before = draft.runs.at(last);
  draft.setRun(last, { ...before, result: undefined, error: undefined, ...end, endedBy: draft.seq });
}

/** The producer's list when it names any, else the calls that this run announced and that got no result in it. */
function pendingToolCallIds(draft: Draft, event: AguiEventOf<"RUN_FINISHED">): readonly string[] {
  const named = event.outcome?.type === "success" ? event.outcome.pendingToolCallIds : undefined;
  if (named !== undefined && named.length > 0) return named;
  const early = new Set(draft.answeredUnknown.toArray());
  return draft.runCallIds.toArray().filter((id) => {
    const place = draft.findCall(id);
    const answered = place >= 0 && draft.calls.at(place).answeredIn === draft.runCount;
    return !answered && !early.has(id);
  });
}

function stepKey({ stepName, subagentRunId }: { stepName: string; subagentRunId?: string }): string {
  return subagentRunId === undefined ? `/${stepName}` : `${subagentRunId}/${stepName}`;
}
