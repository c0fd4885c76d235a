import { isObject, parseJson } from "#src/lib/json.ts";

/** The thread and run that a request names, in a RunAgentInput or in CopilotKit's envelope around one; empty where it names none. */
export function requestIds(body: string): { readonly threadId: string; readonly runId: string } {
  const value = parseJson(body);
  const input = isObject(value) && value["threadId"] === undefined && isObject(value["body"]) ? value["body"] : value;
  if (!isObject(input)) return { threadId: "", runId: "" };
  const text = (id: unknown): string => (typeof id === "string" ? id : "");
  return { threadId: text(input["threadId"]), runId: text(input["runId"]) };
}
