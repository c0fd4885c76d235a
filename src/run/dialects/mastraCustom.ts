import { isObject, parseJson, type JsonObject, type JsonValue } from "#src/lib/json.ts";
import { err, ok } from "#src/lib/result.ts";
import { stringifyJson } from "#src/lib/stringifyJson.ts";
import type { HeardCustom } from "#src/run/pending/runScan.ts";
import type { Pause } from "#src/run/pending/types.ts";
import { say, shapeOfSchema, valueShape } from "./answerShape.ts";
import { questionIn } from "./questionIn.ts";
import type { ChannelDialect } from "./types.ts";

/**
 * Mastra's variant of `on_interrupt`: the value is a JSON text with `type: "mastra_suspend"`, the call, and the schema of what the tool wants to go on.
 * The answer has to bring the value back: `forwardedProps.command` is `{resume, interruptEvent}`. It is sent beside a 1.0 interrupt by default,
 * and once one of the two is answered the other fails. Source: BACKENDS.md section 4 B and ag-ui `integrations/mastra/typescript/src`.
 */
export const mastraCustom: ChannelDialect = {
  kind: "channel",
  id: "mastra-custom",
  name: "Mastra on_interrupt",
  optIn: false,
  detect: ({ scan }) => scan.customs.flatMap((custom) => (isMastra(custom) ? [asPause(custom)] : [])),
  reply(pause, answer) {
    if (answer.kind === "cancel")
      return err("Mastra cannot cancel here: resume with a value that your tool takes as no.");
    const said = say(pause.shape, answer);
    if (!said.ok) return said;
    const { payload, warnings } = said.value;
    const { source = null } = pause;
    const interruptEvent = typeof source === "string" ? source : stringifyJson(source);
    return ok({ pauseId: pause.id, forwardedProps: { command: { resume: payload, interruptEvent } }, warnings });
  },
};

/** True for an `on_interrupt` that Mastra sent. */
export const isMastra = (custom: HeardCustom): boolean =>
  custom.name === "on_interrupt" && suspension(custom)?.["type"] === "mastra_suspend";

function asPause(custom: HeardCustom): Pause {
  const { toolCallId, toolName, args, suspendPayload, resumeSchema } = suspension(custom) ?? {};
  const schema = asObject(resumeSchema);
  const shape = schema
    ? shapeOfSchema(schema, args)
    : valueShape("Mastra gives the value to the tool that waits, and sent no schema.");
  return {
    id: typeof toolCallId === "string" ? `call:${toolCallId}` : `event:${custom.seq}`,
    dialect: "mastra-custom",
    channels: ["mastra-custom"],
    evidence: [custom.seq],
    question:
      questionIn(suspendPayload) ?? (typeof toolName === "string" ? `The tool ${toolName} waits.` : "A tool waits."),
    // An interrupted tool has no TOOL_CALL_START, so this is all that is known of its call.
    toolCall:
      typeof toolCallId === "string" && typeof toolName === "string"
        ? { id: toolCallId, name: toolName, argumentsText: stringifyJson(args ?? {}) }
        : undefined,
    interrupt: undefined,
    responseSchema: schema,
    expiresAt: undefined,
    shape: { ...shape, fits: shape.yesKey === undefined ? ["result"] : ["approve", "reject", "result"] },
    doubt: undefined,
    source: custom.value,
  };
}

function suspension({ value }: HeardCustom): Partial<Record<string, JsonValue>> | undefined {
  return asObject(value);
}

/** An object, or the one that a text is the JSON of. */
function asObject(value: JsonValue | undefined): JsonObject | undefined {
  const json = typeof value === "string" ? parseJson(value) : value;
  return isObject(json) ? json : undefined;
}
