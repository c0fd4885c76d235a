import { isJson, type JsonValue } from "#src/lib/json.ts";
import { err, ok } from "#src/lib/result.ts";
import { stringifyJson } from "#src/lib/stringifyJson.ts";
import type { Pause, Reply } from "#src/run/pending/types.ts";
import type { ChannelDialect } from "./types.ts";

/**
 * `TOOL_CALL_REQUEST {toolCallId, toolName, arguments}` in the middle of a stream, answered by a POST to `<endpoint>/tool_result` while the stream stays
 * open. One public guide for Agent Framework describes it, no source has it; AG-UI's client drops the event. Source: BACKENDS.md section 4 F.
 */
export const toolCallRequest: ChannelDialect = {
  kind: "channel",
  id: "tool-call-request",
  name: "TOOL_CALL_REQUEST of a guide",
  optIn: true,
  detect: ({ reading, scan }) => {
    // Once the stream is over nobody reads the answer.
    if (reading.log.exchanges.at(-1)?.end) return [];
    return scan.others.flatMap(({ seq, json }): readonly Pause[] => {
      const { toolCallId, toolName, arguments: args } = json;
      if (typeof toolCallId !== "string" || typeof toolName !== "string") return [];
      return [
        {
          id: `request:${toolCallId}`,
          dialect: "tool-call-request",
          channels: ["tool-call-request"],
          evidence: [seq],
          question: `Run ${toolName} while the agent waits.`,
          toolCall: {
            id: toolCallId,
            name: toolName,
            argumentsText: typeof args === "string" ? args : stringifyJson(args ?? {}),
          },
          interrupt: undefined,
          responseSchema: undefined,
          expiresAt: undefined,
          shape: {
            fits: ["result", "fail"],
            yesKey: undefined,
            editKey: undefined,
            reasonKey: undefined,
            schema: undefined,
            why: "The guide wants {tool_call_id, result} or {tool_call_id, error}, sent to tool_result while the stream is open.",
          },
          doubt: undefined,
          source: undefined,
        },
      ];
    });
  },
  reply(pause, answer) {
    const { id = "" } = pause.toolCall ?? {};
    if (answer.kind === "result") {
      const { value, text, callId = id } = answer;
      return ok(posted(pause, { tool_call_id: callId }, "result", text !== undefined && !isJson(text) ? text : value));
    }
    if (answer.kind === "fail") return ok(posted(pause, { tool_call_id: id }, "error", answer.message));
    return err("The guide knows a result and an error, nothing else.");
  },
};

function posted(
  pause: Pause,
  call: { readonly tool_call_id: string },
  key: "result" | "error",
  value: JsonValue,
): Reply {
  return {
    pauseId: pause.id,
    sidePost: { path: "tool_result", body: stringifyJson({ ...call, [key]: value }) },
    warnings: [],
  };
}

/** Where and what to POST for a reply that goes beside the stream: `<endpoint>/tool_result`, whether or not the endpoint ends with a slash. */
export function sidePostOf(
  endpoint: string,
  { sidePost }: Reply,
): { readonly url: string; readonly body: string } | undefined {
  if (!sidePost) return undefined;
  const [address = "", ...query] = endpoint.split(/(?=[?#])/);
  return { url: `${address.replace(/\/$/, "")}/${sidePost.path}${query.join("")}`, body: sidePost.body };
}
