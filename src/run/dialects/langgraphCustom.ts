import { isObject, parseJson, type JsonValue } from "#src/lib/json.ts";
import { err, ok } from "#src/lib/result.ts";
import type { Pause } from "#src/run/pending/types.ts";
import type { HeardCustom } from "#src/run/pending/runScan.ts";
import { say, valueShape } from "./answerShape.ts";
import { isMastra } from "./mastraCustom.ts";
import { questionIn } from "./questionIn.ts";
import type { ChannelDialect } from "./types.ts";

/**
 * LangGraph's first way to ask: CUSTOM `on_interrupt` whose value is what `interrupt(value)` was called with, as JSON or as a JSON text, then a plain
 * RUN_FINISHED. Answered by `forwardedProps.command.resume`, any JSON. Source: BACKENDS.md section 4 B, recorded as `langgraph-python/hitl_*`.
 */
export const langgraphCustom: ChannelDialect = {
  kind: "channel",
  id: "langgraph-custom",
  name: "LangGraph on_interrupt",
  optIn: false,
  detect: ({ scan }) =>
    scan.customs.filter((custom) => custom.name === "on_interrupt" && !isMastra(custom)).map(asPause),
  reply(pause, answer) {
    if (answer.kind === "cancel")
      return err("LangGraph cannot cancel a question: resume with a value that your node takes as no.");
    const said = say(pause.shape, answer);
    if (!said.ok) return said;
    const { payload, warnings } = said.value;
    return ok({ pauseId: pause.id, forwardedProps: { command: { resume: payload } }, warnings });
  },
};

function asPause(custom: HeardCustom): Pause {
  const value = valueOf(custom);
  const id = isObject(custom.rawEvent) ? custom.rawEvent["id"] : undefined;
  return {
    id: typeof id === "string" ? `interrupt:${id}` : `event:${custom.seq}`,
    dialect: "langgraph-custom",
    channels: ["langgraph-custom"],
    evidence: [custom.seq],
    question: questionIn(value) ?? "",
    toolCall: undefined,
    interrupt: undefined,
    responseSchema: undefined,
    expiresAt: undefined,
    shape: {
      ...valueShape("LangGraph gives any value to the node that asked, and says no schema."),
      fits: ["result"],
    },
    doubt: undefined,
    source: value,
  };
}

/** The value that the graph asked with: integrations send it as JSON or as a JSON text. */
function valueOf({ value }: HeardCustom): JsonValue {
  return typeof value === "string" ? (parseJson(value) ?? value) : value;
}
