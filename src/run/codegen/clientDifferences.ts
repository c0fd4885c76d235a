import { isObject } from "#src/lib/json.ts";
import { checkShape } from "#src/protocol/checkShape.ts";
import { RUN_AGENT_INPUT } from "#src/protocol/runInput.ts";
import { ceilingEffects, SPOKEN } from "../bodyForm/peerCeiling.ts";
import type { CodeRequest } from "./types.ts";

/** What `runAgent` fills in for what is absent or null. */
const FILLED_IN = { state: "{}", tools: "[]", context: "[]", forwardedProps: "{}" } as const;

/**
 * What `HttpAgent` of the official client 1.0 sends differently when it is given what a request held (PROTOCOL.md section 4), one sentence
 * each. The order of the fields is not told: it means nothing.
 */
export function clientDifferences(
  input: Readonly<Record<string, unknown>>,
  { method, headers, ceiling }: Pick<CodeRequest, "method" | "headers" | "ceiling">,
): readonly string[] {
  const told: string[] = [];
  if (method !== "POST") told.push("It always sends POST.");
  for (const { name, value } of headers) {
    const isOwn = /^(?:accept|content-type)$/i.test(name);
    const [first] = value;
    const isUsual = value.length === 1 && (first === "text/event-stream" || first === "application/json");
    if (isOwn && !isUsual) told.push(`It always sends its own ${name}.`);
  }
  const { protocolVersion, messages } = input;
  const effects = ceiling === undefined ? undefined : ceilingEffects(ceiling);
  if (effects && !effects.declaresVersion) {
    if (protocolVersion !== undefined) told.push("It sends no protocolVersion to an agent of that version.");
  } else if (protocolVersion !== SPOKEN) told.push(`It says protocolVersion "${SPOKEN}".`);
  if ("parentRunId" in input) told.push("It sends no parentRunId: runAgent takes none.");
  if (input["threadId"] == null) told.push("It makes a threadId of its own.");
  if (input["runId"] == null || input["runId"] === "") told.push("It makes a runId of its own.");
  if (messages == null) told.push("It sends messages: [].");
  for (const [name, filling] of Object.entries(FILLED_IN)) {
    if (input[name] === undefined || input[name] === null) told.push(`It sends ${name}: ${filling}.`);
  }
  const list = Array.isArray(messages) ? (messages as readonly unknown[]) : [];
  const count = (isOne: (message: Record<string, unknown>) => boolean): number =>
    list.filter((message) => isObject(message) && isOne(message)).length;
  const activities = count(({ role }) => role === "activity");
  if (activities > 0) told.push(`It leaves out activity messages, here ${activities}.`);
  const isBinary = (part: unknown): boolean => isObject(part) && part["type"] === "binary";
  if (count(({ content }) => Array.isArray(content) && content.some(isBinary)) > 0)
    told.push("It sends binary parts as the media parts of 1.0.");
  return [...told, ...enforced(input, list)];
}

/** What its enforcement stage does to what is left. */
function enforced(input: Readonly<Record<string, unknown>>, messages: readonly unknown[]): readonly string[] {
  const told: string[] = [];
  const sent: Record<string, unknown> = {
    threadId: "t",
    runId: "r",
    // Places stay right, because activity messages have a shape too.
    messages: messages.map(withoutBinary),
    ...("resume" in input && { resume: input["resume"] }),
  };
  for (const name of ["state", "tools", "context", "forwardedProps"]) if (input[name] != null) sent[name] = input[name];
  for (const name of ["threadId", "runId"]) if (input[name] != null) sent[name] = input[name];
  checkShape(sent, RUN_AGENT_INPUT, ({ code, pointer, expected, found }) => {
    if (code === "unknownField" || code === "snakeCase" || code === "unknownMember")
      told.push(`It leaves out ${pointer}, which AG-UI 1.0 does not know.`);
    else if (code === "null" || code === "legacyNull") told.push(`It does not send the null at ${pointer}.`);
    else told.push(`It refuses ${pointer} and sends nothing: expected ${expected}, found ${found}.`);
  });
  for (const name of Object.keys(input)) {
    if (!RUN_AGENT_INPUT.byName.has(name)) told.push(`It leaves out /${name}, which AG-UI 1.0 does not know.`);
  }
  return told;
}

function withoutBinary(message: unknown): unknown {
  if (!isObject(message) || !Array.isArray(message["content"])) return message;
  const content = (message["content"] as readonly unknown[]).filter(
    (part) => !(isObject(part) && part["type"] === "binary" && typeof part["mimeType"] === "string"),
  );
  return { ...message, content };
}
