import { isObject, parseJson } from "#src/lib/json.ts";
import { requestIds } from "#src/run/live/requestIds.ts";
import type { ExchangeSource } from "#src/transport/relayWire.ts";

/** What a call to an agent or to a CopilotKit runtime is for. */
export type ExchangeKind = ExchangeSource["kind"];

/** Calls of a CopilotKit runtime in single-route mode, which one address takes as `{method, params, body}`. */
const SINGLE_ROUTE: Readonly<Record<string, ExchangeKind>> = {
  info: "info",
  "agent/run": "run",
  "agent/connect": "connect",
};

/** Tells what kind of call a request is from its method, its path without query, and its body. */
export function exchangeKind(method: string, path: string, body: string): ExchangeKind {
  const plain = path.replace(/\/+$/, "");
  if (method === "GET") return plain.endsWith("/info") ? "info" : "other";
  if (method !== "POST") return "other";
  const route = /\/agent\/[^/]+\/(run|connect|suggest|stop)(?:\/|$)/.exec(plain)?.[1];
  if (route !== undefined) return route === "run" || route === "connect" ? route : "other";
  const input = parseJson(body);
  if (!isObject(input)) return "other";
  const { method: call } = input;
  if (typeof call === "string" && !("messages" in input)) return SINGLE_ROUTE[call] ?? "other";
  return isRunInput(input) ? "run" : "other";
}

/** True for what is meant as a RunAgentInput: agents differ in what they need, and a run that lacks something shall be seen too. */
function isRunInput(input: Record<string, unknown>): boolean {
  const has = (...names: string[]): boolean => names.some((name) => typeof input[name] === "string");
  return Array.isArray(input["messages"]) || (has("threadId", "thread_id") && has("runId", "run_id"));
}

/** The thread that a request belongs to, CopilotKit's envelope or not; undefined where it names none. */
export function threadOf(body: string): string | undefined {
  return requestIds(body).threadId || undefined;
}
