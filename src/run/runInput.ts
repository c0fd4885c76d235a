import type { JsonObject, JsonValue } from "#src/lib/json.ts";
import { jsonEqual } from "#src/lib/jsonEqual.ts";
import { stringifyJson } from "#src/lib/stringifyJson.ts";
import type { AgentView } from "#src/reconstruction/types.ts";
import type { AgUiTool } from "#src/tools/agUiTools.ts";
import type { ResumeEntry } from "./pending/types.ts";
import { jsonSyntaxError } from "./jsonSyntax.ts";
import { messagesText } from "./messagesText.ts";
import { contentOf } from "./multimodal/contentOf.ts";
import { inputProblems, requestProblems } from "./requestProblems.ts";
import { placeResults, type PlacedResult } from "./turn/placeResults.ts";
import type { InputProblem, RequestDraft } from "./types.ts";

/** Fresh ids for one run. Made by the caller, so that this file needs no randomness. */
export interface RunIds {
  /** Used when the draft leaves the run id empty. */
  readonly runId: string;
  /** The id of the new user message, if there is one. */
  readonly messageId: string;
}

/** The text to send, and what is wrong with it. */
export interface BuiltInput {
  /** The exact body. It may be invalid JSON, when the user wrote it so. */
  readonly body: string;
  readonly problems: readonly InputProblem[];
}

/** What of the conversation so far goes into the next request. */
export type Conversation = Pick<AgentView, "messages" | "state">;

/** What a request carries beside what the draft says. */
export interface InputParts {
  /** The tools that the client offers; none where it is left out. */
  readonly tools?: readonly AgUiTool[];
  /** The run that this one continues or branches from. */
  readonly parentRunId?: string;
  /** The answers to the open interrupts; an empty list is sent as one. */
  readonly resume?: readonly ResumeEntry[];
  /** Results for calls of the conversation. */
  readonly toolMessages?: readonly PlacedResult[];
}

/**
 * The RunAgentInput (PROTOCOL.md section 2) that a draft means: always the same seven fields in camelCase, `state` only where it shall be sent, and nothing that is null,
 * which is the one body that every known backend accepts (BACKENDS.md section 7). The order is `threadId`, `runId`, `parentRunId` where there is one,
 * `state`, `messages`, `tools`, `context`, `forwardedProps`, `resume` where there is one.
 * Edited texts are put in as they were typed, so that an invalid one can be sent on purpose; a body that was edited as a whole is all that is sent.
 */
export function buildRunInput(
  draft: RequestDraft,
  conversation: Conversation,
  ids: RunIds,
  { tools = [], parentRunId, resume, toolMessages = [] }: InputParts = {},
): BuiltInput {
  if (draft.bodyText !== undefined) return { body: draft.bodyText, problems: requestProblems(draft.bodyText) };
  const texts: readonly EditedText[] = [
    {
      pointer: "/state",
      label: "State",
      text: draft.noState === true ? "" : (draft.stateText ?? stringifyJson(stateOf(conversation))),
    },
    { pointer: "/forwardedProps", label: "Forwarded props", text: draft.forwardedPropsText },
  ];
  const [state = "{}", forwardedProps = "{}"] = texts.map(({ text }) => (text.trim() === "" ? "{}" : text));
  const messages = messagesToSend(draft, conversation, ids, toolMessages);
  const fields = {
    threadId: draft.threadId,
    runId: draft.runId || ids.runId,
    ...(parentRunId !== undefined && { parentRunId }),
    tools,
    context: draft.context.map(({ description, value }) => ({ description, value })),
  };
  const body =
    `{"threadId":${JSON.stringify(fields.threadId)}` +
    `,"runId":${JSON.stringify(fields.runId)}` +
    (parentRunId === undefined ? "" : `,"parentRunId":${JSON.stringify(parentRunId)}`) +
    (draft.noState === true ? "" : `,"state":${state}`) +
    `,"messages":${messagesText(messages)}` +
    `,"tools":${stringifyJson(tools)}` +
    `,"context":${JSON.stringify(fields.context)}` +
    `,"forwardedProps":${forwardedProps}` +
    (resume === undefined ? "}" : `,"resume":${stringifyJson(resume)}}`);
  const broken = texts.flatMap(syntaxProblem);
  // A body with a broken part is broken as a whole; naming the part says more than naming the body.
  if (broken.length > 0) return { body, problems: broken };
  // Checked as it is and not read back from the body: a long history would take longer to parse than all the rest.
  const parts = { state: JSON.parse(state) as unknown, forwardedProps: JSON.parse(forwardedProps) as unknown };
  // A state that is left out is checked as an empty one: that it is missing is what the user wants.
  return { body, problems: inputProblems({ ...fields, ...parts, messages, ...(resume && { resume }) }) };
}

/** True when these are the words and attachments of the draft, so that sending it would say them once more. */
export function saysAgain(draft: RequestDraft, said: unknown): boolean {
  return jsonEqual(said as JsonValue | undefined, newContent(draft));
}

/** The content of the new message; an empty text where there is none. */
const newContent = ({ message, attachments = [], partForm = "1.0" }: RequestDraft): ReturnType<typeof contentOf> =>
  contentOf(message, attachments, partForm);

/** Why a run must not start without the user's "Send anyway": the first of its errors in words; undefined where it may. */
export function whyHeldBack(problems: readonly InputProblem[]): string | undefined {
  return problems.find(({ severity }) => severity === "error")?.message;
}

/** True when a run must not start without the user's "Send anyway". */
export const holdsRunBack = (problems: readonly InputProblem[]): boolean => whyHeldBack(problems) !== undefined;

/** A body laid out for reading, two spaces a level; a text that is no JSON is returned as it is. */
export function prettyBody(body: string): string {
  try {
    return stringifyJson(JSON.parse(body), 2);
  } catch {
    return body;
  }
}

interface EditedText {
  readonly pointer: string;
  readonly label: string;
  readonly text: string;
}

function syntaxProblem({ pointer, label, text }: EditedText): InputProblem[] {
  if (text.trim() === "") return [];
  const wrong = jsonSyntaxError(text);
  if (!wrong) return [];
  return [
    {
      severity: "error",
      pointer,
      message: `${label} is no valid JSON: ${wrong.message} at line ${wrong.line}, column ${wrong.column}.`,
    },
  ];
}

function stateOf({ state }: Conversation): JsonValue {
  return state ?? {};
}

/**
 * The whole history, as the protocol wants, without the activity messages, which live in the client only; the results in their places; then the new
 * message. A message that the history already ends with got no answer: Run tries again with it and does not say it twice.
 */
function messagesToSend(
  draft: RequestDraft,
  { messages }: Conversation,
  ids: RunIds,
  results: readonly PlacedResult[],
): readonly object[] {
  const history = placeResults(
    messages.filter(({ role }) => role !== "activity"),
    results,
  );
  const content = newContent(draft);
  if (content === "") return history;
  const last = history.at(-1);
  if (last?.role === "user" && saysAgain(draft, last.content)) return history;
  const added: JsonObject = { id: ids.messageId, role: "user", content };
  return [...history, added];
}
