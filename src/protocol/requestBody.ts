import { isObject, parseJson } from "#src/lib/json.ts";
import type { WireRequest } from "#src/transport/types.ts";

/**
 * The RunAgentInput that a request body holds: the body itself, or what is inside the envelope of CopilotKit's single-route mode,
 * `{method: "agent/run", params: {agentId}, body: RunAgentInput}`. Anything else is given back as it is.
 */
export function runInputOf(requestBody: unknown): unknown {
  if (!isObject(requestBody) || "threadId" in requestBody || "messages" in requestBody) return requestBody;
  const { method, body } = requestBody;
  return typeof method === "string" && method.startsWith("agent/") && isObject(body) ? body : requestBody;
}

/**
 * True for CopilotKit's `connect`, which replays what a runtime knows of a thread: by the address, or by the envelope in single-route mode.
 * A runtime that does not know the thread answers it with 200 and nothing.
 */
export function isConnectCall({ url, body }: Pick<WireRequest, "url" | "body">): boolean {
  if (/\/agent\/[^/]+\/connect\/?$/.test(url.split(/[?#]/, 1)[0] ?? "")) return true;
  const sent = parseJson(body);
  return isObject(sent) && sent["method"] === "agent/connect" && runInputOf(sent) !== sent;
}
