import { isObject } from "#src/lib/json.ts";
import { jsonSyntaxError } from "./jsonSyntax.ts";
import type { InputProblem } from "./types.ts";

/** The seven fields that some known backend refuses to run without (BACKENDS.md section 2). */
const FIELDS = ["threadId", "runId", "state", "messages", "tools", "context", "forwardedProps"] as const;
/** Fields that may be left out but whose null some backend or the official schema refuses. */
const NEVER_NULL = ["parentRunId", "resume", "tools", "context", "forwardedProps", "protocolVersion"] as const;
const SNAKE_CASE: Readonly<Record<string, string>> = {
  thread_id: "threadId",
  run_id: "runId",
  parent_run_id: "parentRunId",
  forwarded_props: "forwardedProps",
};

/** What the official schema or a known backend refuses about a request body, and what is likely a mistake. */
export function requestProblems(body: string): readonly InputProblem[] {
  const wrong = jsonSyntaxError(body);
  if (wrong) {
    return [error("", `The body is no valid JSON: ${wrong.message} at line ${wrong.line}, column ${wrong.column}.`)];
  }
  const input: unknown = JSON.parse(body);
  if (!isObject(input)) return [error("", "The body must be a JSON object, a RunAgentInput.")];
  return [...fieldProblems(input), ...messageProblems(input["messages"])];
}

function fieldProblems(input: Record<string, unknown>): InputProblem[] {
  const problems: InputProblem[] = [];
  for (const name of FIELDS) {
    if (!(name in input)) problems.push(error(`/${name}`, `${name} is missing; many backends answer 422 without it.`));
  }
  for (const name of NEVER_NULL) {
    if (input[name] === null) problems.push(error(`/${name}`, `${name} is null; leave it out or give it a value.`));
  }
  for (const [snake, camel] of Object.entries(SNAKE_CASE)) {
    if (snake in input) problems.push(error(`/${snake}`, `${snake} must be written ${camel}.`));
  }
  return problems;
}

function messageProblems(messages: unknown): InputProblem[] {
  if (!Array.isArray(messages)) return [];
  const problems: InputProblem[] = [];
  if (messages.length === 0) {
    problems.push(warning("/messages", "There is no message, so most agents have nothing to answer."));
  }
  const places = new Map<string, number>();
  const calls = new Set<unknown>();
  for (const [index, message] of (messages as readonly unknown[]).entries()) {
    if (!isObject(message)) continue;
    const at = `/messages/${index}`;
    const { id } = message;
    if (typeof id === "string" && id !== "") {
      const first = places.get(id);
      if (first !== undefined) problems.push(error(`${at}/id`, `The id "${id}" is already used by message ${first}.`));
      else places.set(id, index);
    } else {
      problems.push(error(`${at}/id`, `Message ${index} has no id; most backends answer 422 or 500 without it.`));
    }
    if (Array.isArray(message["toolCalls"])) {
      for (const call of message["toolCalls"] as readonly unknown[]) if (isObject(call)) calls.add(call["id"]);
    }
    if (message["role"] === "tool" && !calls.has(message["toolCallId"])) {
      const name = JSON.stringify(message["toolCallId"]) ?? "nothing";
      problems.push(warning(`${at}/toolCallId`, `No message before it calls ${name}; model providers refuse that.`));
    }
  }
  return problems;
}

const error = (pointer: string, message: string): InputProblem => ({ severity: "error", pointer, message });
const warning = (pointer: string, message: string): InputProblem => ({ severity: "warning", pointer, message });
