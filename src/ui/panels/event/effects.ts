import type { JsonValue } from "#src/lib/json.ts";
import { jsonDiff } from "#src/lib/jsonDiff.ts";
import type { EventFamily, Message } from "#src/protocol/events.ts";
import type { ActivityView, AgentView, MessageEntry, ToolCallView } from "#src/reconstruction/types.ts";

/** One thing that an event changed. */
export interface Effect {
  readonly family: EventFamily;
  /** What happened: "text appended", "run ended". */
  readonly what: string;
  /** What it happened to: an id, a name or a JSON Pointer. */
  readonly subject: string;
  /** Undefined where there was nothing, or where it says nothing. */
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
  /** True when `after` was added to the end of `before`. */
  readonly appended: boolean;
  /** An earlier event that made the thing; 0 for the request, undefined when this event made it. */
  readonly madeBy: number | undefined;
}

/** The effects of one event, and how many more there are than are listed. */
export interface Effects {
  readonly list: readonly Effect[];
  readonly more: number;
}

/** More than anyone reads one by one. */
const MOST = 60;

/** What lies between the views before and after one event: everything that a user, an app or the next request would notice. */
export function effectsOf(before: AgentView, after: AgentView): Effects {
  const all = [
    ...runEffects(before, after),
    ...subagentEffects(before, after),
    ...stepEffects(before, after),
    ...messageEffects(before, after),
    ...callEffects(before, after),
    ...activityEffects(before, after),
    ...diffEffects("state", "state", before.state, after.state, undefined),
    ...waitingEffects(before, after),
  ];
  return { list: all.slice(0, MOST), more: Math.max(0, all.length - MOST) };
}

type Rest = Partial<Pick<Effect, "before" | "after" | "appended" | "madeBy">>;

function effect(family: EventFamily, what: string, subject: string, rest: Rest = {}): Effect {
  return { family, what, subject, before: undefined, after: undefined, appended: false, madeBy: undefined, ...rest };
}

function runEffects({ runs: before }: AgentView, { runs: after }: AgentView): readonly Effect[] {
  return changed(before, after).map(([was, now]) => {
    const subject = now.runId ?? "without an id";
    if (!was) return effect("run", "run started", subject, { after: now.threadId ?? null });
    return effect("run", "run", subject, { before: was.status, after: now.status, madeBy: now.startedBy });
  });
}

function subagentEffects({ subagents: before }: AgentView, { subagents: after }: AgentView): readonly Effect[] {
  return changed(before, after).map(([was, now]) => {
    const subject = `${now.name} ${now.subagentRunId}`;
    if (!was) return effect("subagent", "subagent started", subject);
    return effect("subagent", "subagent", subject, { before: was.status, after: now.status, madeBy: now.startedBy });
  });
}

function stepEffects({ steps: before }: AgentView, { steps: after }: AgentView): readonly Effect[] {
  return changed(before, after).map(([was, now]) =>
    effect("step", was ? "step finished" : "step started", now.stepName, was ? { madeBy: now.startedBy } : {}),
  );
}

function messageEffects(before: AgentView, after: AgentView): readonly Effect[] {
  const known = new Map(before.entries.map((entry) => [entry.message.id, entry]));
  const effects: Effect[] = [];
  for (const entry of after.entries) {
    const was = known.get(entry.message.id);
    known.delete(entry.message.id);
    if (was !== entry && entry.message.role !== "activity") effects.push(...messageEffect(was, entry));
  }
  for (const entry of known.values()) {
    if (entry.message.role === "activity") continue;
    effects.push(
      effect("text", `${entry.message.role} message removed`, entry.message.id, { madeBy: entry.createdBy }),
    );
  }
  return effects;
}

function messageEffect(was: MessageEntry | undefined, now: MessageEntry): readonly Effect[] {
  const { message } = now;
  const family: EventFamily = message.role === "reasoning" ? "reasoning" : message.role === "tool" ? "tool" : "text";
  const name = `${message.role} message`;
  const content = textOf(message);
  if (!was) return [effect(family, `${name} created`, message.id, { after: content === "" ? undefined : content })];
  const effects: Effect[] = [];
  const before = textOf(was.message);
  const madeBy = now.createdBy;
  if (before !== content) {
    const appended = typeof before === "string" && typeof content === "string" && content.startsWith(before);
    const what = appended ? `${name}: text appended` : `${name}: content replaced`;
    const added = appended ? content.slice(before.length) : content;
    effects.push(effect(family, what, message.id, { before, after: added, appended, madeBy }));
  }
  if (was.open && !now.open) effects.push(effect(family, `${name} closed`, message.id, { madeBy }));
  if (encryptedOf(was.message) !== encryptedOf(message))
    effects.push(effect("reasoning", `${name}: encrypted value set`, message.id, { madeBy }));
  return effects;
}

function callEffects({ toolCalls: before }: AgentView, { toolCalls: after }: AgentView): readonly Effect[] {
  return changedById(before, after, ({ id }) => id).flatMap(([was, now]) => callEffect(was, now));
}

function callEffect(was: ToolCallView | undefined, now: ToolCallView): readonly Effect[] {
  const subject = `${now.name} ${now.id}`;
  if (!was)
    return [effect("tool", "call opened", subject, { after: now.arguments === "" ? undefined : now.arguments })];
  const effects: Effect[] = [];
  const madeBy = now.startedBy;
  if (was.arguments !== now.arguments) {
    const appended = now.arguments.startsWith(was.arguments);
    const added = appended ? now.arguments.slice(was.arguments.length) : now.arguments;
    const what = appended ? "arguments appended" : "arguments replaced";
    effects.push(effect("tool", what, subject, { before: was.arguments, after: added, appended, madeBy }));
  }
  if (was.status !== now.status)
    effects.push(effect("tool", "call", subject, { before: was.status, after: now.status, madeBy }));
  return effects;
}

function activityEffects({ activities: before }: AgentView, { activities: after }: AgentView): readonly Effect[] {
  return changedById(before, after, ({ messageId }) => messageId).flatMap(
    ([was, now]: readonly [ActivityView | undefined, ActivityView]) => {
      const subject = `${now.activityType} ${now.messageId}`;
      if (!was) return [effect("activity", "activity created", subject)];
      return diffEffects("activity", subject, was.content, now.content, now.createdBy);
    },
  );
}

function diffEffects(
  family: EventFamily,
  of: string,
  before: JsonValue,
  after: JsonValue,
  madeBy: number | undefined,
): readonly Effect[] {
  return jsonDiff(before, after).map((change) =>
    effect(family, `${of} ${change.kind}`, change.pointer === "" ? "as a whole" : change.pointer, {
      before: change.before,
      after: change.after,
      madeBy,
    }),
  );
}

function waitingEffects(before: AgentView, after: AgentView): readonly Effect[] {
  const effects: Effect[] = [];
  const ids = (view: AgentView): readonly string[] => [
    ...view.interrupts.map(({ id }) => id),
    ...view.pendingToolCallIds,
  ];
  const waited = new Set(ids(before));
  for (const id of ids(after)) if (!waited.delete(id)) effects.push(effect("run", "waits for an answer to", id));
  for (const id of waited) effects.push(effect("run", "waits no longer for", id));
  return effects;
}

/** Items of an append-only list that are new or another object, with what they were. */
function changed<T>(before: readonly T[], after: readonly T[]): readonly (readonly [T | undefined, T])[] {
  return after.flatMap((now, index) => (before[index] === now ? [] : [[before[index], now] as const]));
}

function changedById<T>(
  before: readonly T[],
  after: readonly T[],
  idOf: (item: T) => string,
): readonly (readonly [T | undefined, T])[] {
  if (before === after) return [];
  const known = new Map(before.map((item) => [idOf(item), item]));
  return after.flatMap((now) => {
    const was = known.get(idOf(now));
    return was === now ? [] : [[was, now] as const];
  });
}

function textOf(message: Message): JsonValue {
  return message.role === "activity" ? "" : (message.content ?? "");
}

function encryptedOf(message: Message): string | undefined {
  return "encryptedValue" in message ? message.encryptedValue : undefined;
}
