import { isObject } from "#src/lib/json.ts";
import { checkShape, type ShapeProblem } from "#src/protocol/checkShape.ts";
import { RUN_AGENT_INPUT } from "#src/protocol/runInput.ts";
import { snakeCase } from "./bodyForm/snakeCase.ts";
import { jsonSyntaxError } from "./jsonSyntax.ts";
import type { InputProblem } from "./types.ts";

/** The seven fields that some known backend refuses to run without (BACKENDS.md section 2). */
const FIELDS = ["threadId", "runId", "state", "messages", "tools", "context", "forwardedProps"] as const;

/** What the official schema or a known backend refuses about a request body, and what is likely a mistake. */
export function requestProblems(body: string): readonly InputProblem[] {
  let input: unknown;
  try {
    input = JSON.parse(body);
  } catch {
    const { message = "it cannot be read", line = 1, column = 1 } = jsonSyntaxError(body) ?? {};
    return [error("", `The body is no valid JSON: ${message} at line ${line}, column ${column}.`)];
  }
  return inputProblems(input);
}

/** The same of a body that was parsed, or is about to be written: nothing in it is `undefined`. */
export function inputProblems(input: unknown): readonly InputProblem[] {
  if (!isObject(input)) return [error("", "The body must be a JSON object, a RunAgentInput.")];
  const own = [...fieldProblems(input), ...messageProblems(input["messages"])];
  const known = new Set(own.map(({ pointer }) => pointer));
  const ofShape: InputProblem[] = [];
  checkShape(input, RUN_AGENT_INPUT, (problem) => {
    if (!known.has(problem.pointer)) ofShape.push(shapeProblem(problem));
  });
  return [...own, ...ofShape];
}

/** What is wrong with anything but their resume while interrupts are open (PROTOCOL.md section 2); undefined where none is. */
export function pendingInterruptProblem(interrupts: readonly { readonly id: string }[]): InputProblem | undefined {
  const [first] = interrupts;
  if (!first) return undefined;
  const what = interrupts.length === 1 ? `The interrupt ${first.id} is` : `${interrupts.length} interrupts are`;
  return warning(
    "/resume",
    `${what} open, and AG-UI agents refuse all but a resume until then. Answer in the strip; Run sends this without one.`,
  );
}

function fieldProblems(input: Record<string, unknown>): InputProblem[] {
  const problems: InputProblem[] = [];
  for (const name of FIELDS) {
    // A name in snake_case is reported as such, and not as missing as well.
    if (!(name in input) && !(snakeCase(name) in input))
      problems.push(error(`/${name}`, `${name} is missing; many backends answer 422 without it.`));
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

function shapeProblem({ code, pointer, expected, found }: ShapeProblem): InputProblem {
  const place = placeName(pointer);
  switch (code) {
    case "missing":
      return error(pointer, `${place} is missing: expected ${expected}.`);
    case "null":
    case "legacyNull":
      return error(pointer, `${place} is null; leave it out or give it a value, because some backends refuse it.`);
    case "snakeCase":
      return error(pointer, `${place} must be written ${expected}.`);
    case "unknownField":
      return warning(pointer, `AG-UI 1.0 does not know ${place}; most agents ignore it.`);
    case "unknownMember":
      // Sent on purpose, to agents from before 1.0.
      if (found === '"binary"' && /^\/messages\/\d+\/content\/\d+$/.test(pointer))
        return warning(pointer, `${place} is a binary part, which AG-UI 1.0 does not know; only older agents read it.`);
      return error(pointer, `${place} must be ${expected}, but is ${found}.`);
    default:
      return error(pointer, `${place} must be ${expected}, but is ${found}.`);
  }
}

/** "messages[0].id" for "/messages/0/id". */
function placeName(pointer: string): string {
  const tokens = pointer
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
  const name = tokens.map((token) => (/^\d+$/.test(token) ? `[${token}]` : `.${token}`)).join("");
  return name.startsWith(".") ? name.slice(1) : name || "The body";
}

const error = (pointer: string, message: string): InputProblem => ({ severity: "error", pointer, message });
const warning = (pointer: string, message: string): InputProblem => ({ severity: "warning", pointer, message });
