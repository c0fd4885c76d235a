import type { JsonValue } from "#src/lib/json.ts";
import { formatPointer } from "#src/lib/jsonPointer.ts";
import type { JsonChange } from "#src/lib/jsonDiff.ts";
import type { EventFamily } from "#src/protocol/events.ts";
import type { ViewChange } from "#src/reconstruction/describeChange.ts";
import type { MessageEntry, ToolCallView } from "#src/reconstruction/types.ts";
import type { RevealTarget } from "#src/store/types.ts";

/** One line about what an event did. */
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
  /** The earlier event that made the thing; 0 when the request did or this event itself. */
  readonly madeBy: number;
  /** Where the thing is shown as of this event; undefined for what is gone, or has no place of its own. */
  readonly target: RevealTarget | undefined;
}

/** The effects of one event, and how many more there are than are listed. */
export interface Effects {
  readonly list: readonly Effect[];
  readonly more: number;
}

/** More than anyone reads one by one. */
const MOST = 60;

/** Puts into words what event `seq` changed. `state` says where it touched the state. */
export function effectsOf(changes: readonly ViewChange[], state: readonly JsonChange[], seq: number): Effects {
  const all = changes.flatMap((change) =>
    effectsOfChange(change.kind === "state" ? { ...change, changes: state } : change, seq),
  );
  const list = all.slice(0, MOST).map((effect) => (effect.madeBy === seq ? { ...effect, madeBy: 0 } : effect));
  return { list, more: all.length - list.length };
}

type Rest = Partial<Pick<Effect, "before" | "after" | "appended" | "madeBy" | "target">>;

function effect(family: EventFamily, what: string, subject: string, rest: Rest = {}): Effect {
  return {
    family,
    what,
    subject,
    before: undefined,
    after: undefined,
    appended: false,
    madeBy: 0,
    target: undefined,
    ...rest,
  };
}

function effectsOfChange(change: ViewChange, seq: number): readonly Effect[] {
  const boundary = (kind: "run" | "step" | "subagent"): RevealTarget => ({ kind, by: seq });
  switch (change.kind) {
    case "run-started":
      return [effect("run", "run started", change.run.runId ?? "without an id", { target: boundary("run") })];
    case "run-ended": {
      const { runId = "without an id", status, startedBy } = change.run;
      return [effect("run", "run ended", runId, { after: status, madeBy: startedBy, target: boundary("run") })];
    }
    case "state":
      return change.changes.map((place) => ({
        ...placeEffect("state", "state", place, 0),
        target: { kind: "state", pointer: place.pointer },
      }));
    case "activity-created": {
      const { activityType, messageId: id } = change.activity;
      return [effect("activity", "activity created", `${activityType} ${id}`, { target: { kind: "message", id } })];
    }
    case "activity-changed": {
      const { activityType, messageId: id, createdBy } = change.activity;
      const target: RevealTarget = { kind: "message", id };
      return change.changes.map((place) => ({ ...placeEffect("activity", activityType, place, createdBy), target }));
    }
    case "step-started":
    case "step-finished":
      return [
        effect("step", change.kind.replace("-", " "), change.step.stepName, {
          madeBy: change.step.startedBy,
          target: boundary("step"),
        }),
      ];
    case "subagent-started":
    case "subagent-ended": {
      const { name, subagentRunId, status, startedBy } = change.subagent;
      const after = change.kind === "subagent-ended" ? status : undefined;
      return [
        effect("subagent", change.kind.replace("-", " "), `${name} ${subagentRunId}`, {
          after,
          madeBy: startedBy,
          target: boundary("subagent"),
        }),
      ];
    }
    case "interrupts":
      return [
        ...change.opened.map(({ id, reason }) =>
          effect("run", "interrupt opened", id, { after: reason, target: boundary("run") }),
        ),
        ...change.closed.map(({ id }) => effect("run", "interrupt closed", id)),
      ];
    case "pending-calls":
      return change.toolCallIds.map((id) =>
        effect("tool", "waits for the client's answer", id, { target: { kind: "toolCall", id } }),
      );
    case "predicted": {
      const { stateKey, tool, toolArgument } = change.prediction;
      return [effect("state", "state predicted", formatPointer([stateKey]), { after: `${toolArgument} of ${tool}` })];
    }
    default:
      return "entry" in change ? messageEffects(change) : callEffects(change);
  }
}

function placeEffect(family: EventFamily, of: string, place: JsonChange, madeBy: number): Effect {
  const { pointer, kind, before, after } = place;
  return effect(family, `${of} ${kind}`, pointer === "" ? "as a whole" : pointer, { before, after, madeBy });
}

function messageEffects(change: Extract<ViewChange, { readonly entry: MessageEntry }>): readonly Effect[] {
  const { message, createdBy } = change.entry;
  const { role, id } = message;
  const family =
    role === "reasoning" ? "reasoning" : role === "tool" ? "tool" : role === "activity" ? "activity" : "text";
  const content = role === "activity" ? undefined : (message.content ?? "");
  const target: RevealTarget | undefined = change.kind === "message-removed" ? undefined : { kind: "message", id };
  const say = (what: string, rest: Rest = {}): readonly Effect[] => [
    effect(family, `${role} message ${what}`, id, { madeBy: createdBy, target, ...rest }),
  ];
  switch (change.kind) {
    // An activity and its message are one thing, which has a line of its own.
    case "message-created":
      return role === "activity" ? [] : say("created", content === "" ? {} : { after: content });
    case "message-extended": {
      const text = typeof content === "string" ? content : "";
      return say("extended", {
        before: text.slice(0, text.length - change.added.length),
        after: change.added,
        appended: true,
      });
    }
    case "message-changed": {
      if (role === "activity") return [];
      const old = change.before.message;
      const before = old.role === "activity" ? undefined : (old.content ?? "");
      return before === content ? say("changed beside its content") : say("replaced", { before, after: content });
    }
    default:
      return say(change.kind.slice("message-".length));
  }
}

function callEffects(change: Extract<ViewChange, { readonly call: ToolCallView }>): readonly Effect[] {
  const { call } = change;
  const say = (what: string, rest: Rest = {}): readonly Effect[] => [
    effect("tool", what, `${call.name} ${call.id}`, {
      madeBy: call.startedBy,
      target: { kind: "toolCall", id: call.id },
      ...rest,
    }),
  ];
  switch (change.kind) {
    case "tool-started":
      return say("call opened");
    case "tool-arguments": {
      const before = call.arguments.slice(0, call.arguments.length - change.added.length);
      return say("arguments extended", { before, after: change.added, appended: true });
    }
    case "tool-ended":
      return say("call complete");
    case "tool-answered":
      return say(call.result?.error === undefined ? "call answered" : "call failed", { after: call.result?.error });
    default:
      return say("call changed", { before: change.before.arguments, after: call.arguments });
  }
}
