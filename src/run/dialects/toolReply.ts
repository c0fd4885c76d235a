import { parseJson, type JsonValue } from "#src/lib/json.ts";
import { ok, type Result } from "#src/lib/result.ts";
import { stringifyJson } from "#src/lib/stringifyJson.ts";
import type { Pause, PauseAnswer, Reply, ToolReply } from "#src/run/pending/types.ts";
import { say, type Said } from "./answerShape.ts";

const CANCELLED = "The user cancelled this call.";

/**
 * A tool message for the call that a pause waits for. A text is its content as it is, every other value as JSON; a failure also fills `error`.
 * `said` says the answer in the dialect's own way where that is more than the shape tells.
 */
export function toolReply(pause: Pause, answer: PauseAnswer, said?: Result<Said>): Result<Reply> {
  const callId = pause.toolCall?.id ?? "";
  const reply = (toolMessage: ToolReply, warnings: readonly string[] = []): Result<Reply> =>
    ok({ pauseId: pause.id, toolMessage, warnings });
  if (answer.kind === "fail") {
    const { message, content = message } = answer;
    return reply({ toolCallId: callId, content, error: message });
  }
  if (answer.kind === "cancel") return reply({ toolCallId: callId, content: CANCELLED, error: CANCELLED });
  if (answer.kind === "result") {
    const { value, text = contentOf(value), callId: claimed = callId } = answer;
    return reply({ toolCallId: claimed, content: text, ...(claimed !== callId && { placedAfter: callId }) });
  }
  const spoken = said ?? say(pause.shape, answer);
  if (!spoken.ok) return spoken;
  return reply({ toolCallId: callId, content: contentOf(spoken.value.payload) }, spoken.value.warnings);
}

/** A value as the content of a tool message. */
export const contentOf = (value: JsonValue): string => (typeof value === "string" ? value : stringifyJson(value));

/** The arguments of the call that a pause waits for; undefined where there is none or its text is no JSON. */
export const argsOf = (pause: Pick<Pause, "toolCall">): JsonValue | undefined =>
  pause.toolCall && parseJson(pause.toolCall.argumentsText);
