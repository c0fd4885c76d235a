import { type JsonChange, jsonDiff } from "#src/lib/jsonDiff.ts";
import { stringifyJson } from "#src/lib/stringifyJson.ts";
import type { Interrupt } from "#src/protocol/events.ts";
import type {
  ActivityView,
  AgentView,
  MessageEntry,
  PredictionView,
  RunView,
  StepView,
  SubagentView,
  ToolCallView,
} from "./types.ts";

/** One thing that became different between two views. */
export type ViewChange =
  | { readonly kind: "run-started" | "run-ended"; readonly run: RunView }
  | {
      readonly kind: "message-created" | "message-removed" | "message-opened" | "message-closed";
      readonly entry: MessageEntry;
    }
  /** Text was added at the end. */
  | { readonly kind: "message-extended"; readonly entry: MessageEntry; readonly added: string }
  /** Anything else about it: replaced content, metadata, an encrypted value. */
  | { readonly kind: "message-changed"; readonly before: MessageEntry; readonly entry: MessageEntry }
  | { readonly kind: "tool-started" | "tool-ended"; readonly call: ToolCallView }
  | { readonly kind: "tool-arguments"; readonly call: ToolCallView; readonly added: string }
  | { readonly kind: "tool-answered"; readonly call: ToolCallView }
  | { readonly kind: "tool-changed"; readonly before: ToolCallView; readonly call: ToolCallView }
  | { readonly kind: "state"; readonly changes: readonly JsonChange[] }
  | { readonly kind: "activity-created"; readonly activity: ActivityView }
  | { readonly kind: "activity-changed"; readonly activity: ActivityView; readonly changes: readonly JsonChange[] }
  | { readonly kind: "step-started" | "step-finished"; readonly step: StepView }
  | { readonly kind: "subagent-started" | "subagent-ended"; readonly subagent: SubagentView }
  | { readonly kind: "interrupts"; readonly opened: readonly Interrupt[]; readonly closed: readonly Interrupt[] }
  | { readonly kind: "pending-calls"; readonly toolCallIds: readonly string[] }
  | { readonly kind: "predicted"; readonly prediction: PredictionView };

/** What is different in `after`, in the order of the lists of a view. Equal parts are skipped by identity, so neighbours cost little. */
export function describeChange(before: AgentView, after: AgentView): ViewChange[] {
  return [
    ...runChanges(before.runs, after.runs),
    ...messageChanges(before.entries, after.entries),
    ...toolChanges(before.toolCalls, after.toolCalls),
    ...stateChanges(before, after),
    ...activityChanges(before.activities, after.activities),
    ...stepChanges(before.steps, after.steps),
    ...subagentChanges(before.subagents, after.subagents),
    ...waitingChanges(before, after),
  ];
}

function runChanges(before: readonly RunView[], after: readonly RunView[]): ViewChange[] {
  if (before === after) return [];
  return after.flatMap((run, index): ViewChange[] => {
    const old = before[index];
    if (old === run) return [];
    const changes: ViewChange[] = old === undefined ? [{ kind: "run-started", run }] : [];
    if (run.status !== "running" && run.status !== old?.status) changes.push({ kind: "run-ended", run });
    return changes;
  });
}

function messageChanges(before: readonly MessageEntry[], after: readonly MessageEntry[]): ViewChange[] {
  if (before === after) return [];
  const known = new Set(before);
  const kept = new Set(after);
  const old = groupById(before.filter((entry) => !kept.has(entry)));
  const changes: ViewChange[] = [];
  for (const entry of after) {
    if (known.has(entry)) continue;
    const earlier = old.get(entry.message.id)?.shift();
    if (earlier === undefined) changes.push({ kind: "message-created", entry });
    else changes.push(...messageChange(earlier, entry));
  }
  for (const gone of old.values()) for (const entry of gone) changes.push({ kind: "message-removed", entry });
  return changes;
}

function messageChange(before: MessageEntry, entry: MessageEntry): ViewChange[] {
  const changes: ViewChange[] = [];
  const old = before.message.content;
  const now = entry.message.content;
  const isExtended = typeof now === "string" && (old === undefined || (typeof old === "string" && now.startsWith(old)));
  if (isExtended && now !== old) {
    changes.push({ kind: "message-extended", entry, added: now.slice(old?.length ?? 0) });
  } else if (before.message !== entry.message && (old !== now || restChanged(before, entry))) {
    changes.push({ kind: "message-changed", before, entry });
  }
  if (before.open !== entry.open) changes.push({ kind: entry.open ? "message-opened" : "message-closed", entry });
  return changes;
}

/** Whether anything but the content and the text of the calls (which have changes of their own) differs. */
function restChanged(before: MessageEntry, entry: MessageEntry): boolean {
  const rest = ({ message }: MessageEntry): string => {
    const calls = message.role === "assistant" ? message.toolCalls : undefined;
    const described = calls?.map(({ id, metadata, encryptedValue }) => ({ id, metadata, encryptedValue }));
    return stringifyJson({ ...message, content: null, toolCalls: described });
  };
  return rest(before) !== rest(entry);
}

function toolChanges(before: readonly ToolCallView[], after: readonly ToolCallView[]): ViewChange[] {
  if (before === after) return [];
  return after.flatMap((call, index): ViewChange[] => {
    const old = before[index];
    if (old === call) return [];
    const changes: ViewChange[] = old === undefined ? [{ kind: "tool-started", call }] : [];
    const text = old?.arguments ?? "";
    if (call.arguments !== text && call.arguments.startsWith(text)) {
      changes.push({ kind: "tool-arguments", call, added: call.arguments.slice(text.length) });
    } else if (
      old !== undefined &&
      (call.arguments !== text || call.name !== old.name || call.messageId !== old.messageId)
    ) {
      changes.push({ kind: "tool-changed", before: old, call });
    }
    if (call.endedBy !== undefined && call.endedBy !== old?.endedBy) changes.push({ kind: "tool-ended", call });
    if (call.result !== undefined && call.result !== old?.result) changes.push({ kind: "tool-answered", call });
    return changes;
  });
}

function stateChanges(before: AgentView, after: AgentView): ViewChange[] {
  const changes = jsonDiff(before.state, after.state);
  return changes.length === 0 ? [] : [{ kind: "state", changes }];
}

function activityChanges(before: readonly ActivityView[], after: readonly ActivityView[]): ViewChange[] {
  if (before === after) return [];
  const old = new Map(before.map((activity) => [activity.messageId, activity]));
  return after.flatMap((activity): ViewChange[] => {
    const earlier = old.get(activity.messageId);
    if (earlier === activity) return [];
    if (earlier === undefined) return [{ kind: "activity-created", activity }];
    return [{ kind: "activity-changed", activity, changes: jsonDiff(earlier.content, activity.content) }];
  });
}

function stepChanges(before: readonly StepView[], after: readonly StepView[]): ViewChange[] {
  if (before === after) return [];
  return after.flatMap((step, index): ViewChange[] => {
    if (before[index] === step) return [];
    return [{ kind: step.status === "running" ? "step-started" : "step-finished", step }];
  });
}

function subagentChanges(before: readonly SubagentView[], after: readonly SubagentView[]): ViewChange[] {
  if (before === after) return [];
  return after.flatMap((subagent, index): ViewChange[] => {
    if (before[index] === subagent) return [];
    return [{ kind: subagent.status === "running" ? "subagent-started" : "subagent-ended", subagent }];
  });
}

function waitingChanges(before: AgentView, after: AgentView): ViewChange[] {
  const changes: ViewChange[] = [];
  if (before.interrupts !== after.interrupts) {
    const missing = (from: readonly Interrupt[], others: readonly Interrupt[]): Interrupt[] =>
      from.filter(({ id }) => !others.some((other) => other.id === id));
    const opened = missing(after.interrupts, before.interrupts);
    const closed = missing(before.interrupts, after.interrupts);
    if (opened.length + closed.length > 0) changes.push({ kind: "interrupts", opened, closed });
  }
  const { pendingToolCallIds: ids } = after;
  if (ids.length > 0 && ids.join("\n") !== before.pendingToolCallIds.join("\n")) {
    changes.push({ kind: "pending-calls", toolCallIds: ids });
  }
  if (before.predictions !== after.predictions) {
    const known = new Set(before.predictions.map(({ seq }) => seq));
    for (const prediction of after.predictions) {
      if (!known.has(prediction.seq)) changes.push({ kind: "predicted", prediction });
    }
  }
  return changes;
}

function groupById(entries: readonly MessageEntry[]): Map<string, MessageEntry[]> {
  const groups = new Map<string, MessageEntry[]>();
  for (const entry of entries) {
    const group = groups.get(entry.message.id);
    if (group === undefined) groups.set(entry.message.id, [entry]);
    else group.push(entry);
  }
  return groups;
}
