import { isObject, parseJson } from "#src/lib/json.ts";
import { runInputOf } from "#src/protocol/requestBody.ts";

/** The thread and run that a request names, in a RunAgentInput or in CopilotKit's envelope around one; empty where it names none. */
export function requestIds(body: string): { readonly threadId: string; readonly runId: string } {
  const input = runInputOf(parseJson(body));
  if (!isObject(input)) return { threadId: "", runId: "" };
  const text = (id: unknown): string => (typeof id === "string" ? id : "");
  return { threadId: text(input["threadId"]), runId: text(input["runId"]) };
}
