import { isObject, parseJson } from "#src/lib/json.ts";
import { runInputOf } from "#src/protocol/requestBody.ts";

/** The thread and run that a request names; empty where it names none. */
export interface RequestIds {
  readonly threadId: string;
  readonly runId: string;
}

/** The ids in a RunAgentInput or in CopilotKit's envelope around one. */
export function requestIds(body: string): RequestIds {
  const input = runInputOf(parseJson(body));
  if (!isObject(input)) return { threadId: "", runId: "" };
  const text = (id: unknown): string => (typeof id === "string" ? id : "");
  // Older Python servers take, and their clients send, snake_case.
  return { threadId: text(input["threadId"] ?? input["thread_id"]), runId: text(input["runId"] ?? input["run_id"]) };
}
