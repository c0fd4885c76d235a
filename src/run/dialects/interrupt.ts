import { isObject, parseJson, type JsonObject, type JsonValue } from "#src/lib/json.ts";
import type { Interrupt } from "#src/protocol/events.ts";
import type { LastRun } from "#src/run/pending/lastRun.ts";
import type { AnswerShape, Pause } from "#src/run/pending/types.ts";
import { shapeOfSchema } from "./answerShape.ts";
import { interruptShape } from "./interruptShape.ts";
import { questionIn } from "./questionIn.ts";
import { resumeReply } from "./resumeReply.ts";
import type { ChannelDialect } from "./types.ts";

/**
 * AG-UI 1.0: RUN_FINISHED has the outcome `interrupt`, and `resume` of the next request answers all of them at once
 * (https://docs.ag-ui.com/spec/1.0/, BACKENDS.md section 4 A).
 */
export const interruptDialect: ChannelDialect = {
  kind: "channel",
  id: "interrupt",
  name: "AG-UI 1.0 interrupt",
  optIn: false,
  detect: (run) => {
    const { interrupts, runs } = run.view;
    if (interrupts.length === 0) return [];
    const asked = runs.findLast(({ status }) => status === "interrupt")?.endedBy;
    return interrupts.map((interrupt) => interruptPause(interrupt, run, asked));
  },
  reply: resumeReply,
};

function interruptPause(interrupt: Interrupt, run: LastRun, asked: number | undefined): Pause {
  const { id, toolCallId, message } = interrupt;
  const call = toolCallId === undefined ? undefined : run.call(toolCallId);
  const schema = interrupt.responseSchema as JsonObject | undefined;
  const args = call && parseJson(call.arguments);
  return {
    id: `interrupt:${id}`,
    dialect: "interrupt",
    channels: ["interrupt"],
    evidence: asked === undefined ? [] : [asked],
    question: message ?? questionIn(rawValue(interrupt)) ?? `The agent waits (${interrupt.reason}).`,
    toolCall: call && { id: call.id, name: call.name, argumentsText: call.arguments },
    interrupt,
    responseSchema: schema,
    expiresAt: timeOf(interrupt.expiresAt),
    shape: shapeFor(interrupt, schema, args),
    doubt: undefined,
    source: undefined,
  };
}

function shapeFor(interrupt: Interrupt, schema: JsonObject | undefined, args: JsonValue | undefined): AnswerShape {
  return schema === undefined ? interruptShape(interrupt) : shapeOfSchema(schema, args);
}

/** Milliseconds since the Unix epoch; a date that is none never comes. */
function timeOf(text: string | undefined): number | undefined {
  const time = text === undefined ? NaN : Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

/** What LangGraph's `interrupt(value)` was called with. */
function rawValue({ metadata }: Interrupt): JsonValue | undefined {
  const langgraph: unknown = metadata?.["langgraph"];
  return isObject(langgraph) ? (langgraph["raw"] as JsonValue | undefined) : undefined;
}
