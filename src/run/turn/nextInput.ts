import { isObject, parseJson } from "#src/lib/json.ts";
import { stringifyJson } from "#src/lib/stringifyJson.ts";
import type { AgentView } from "#src/reconstruction/types.ts";
import type { AgUiTool } from "#src/tools/agUiTools.ts";
import { resumeProblems, withResumeFault, type ResumeFault } from "#src/run/pending/resumeFault.ts";
import type { Reply } from "#src/run/pending/types.ts";
import { buildRunInput, type BuiltInput } from "#src/run/runInput.ts";
import type { InputProblem, RequestDraft } from "#src/run/types.ts";
import { mergeProps } from "./mergeProps.ts";

/** All that the next request is made of. */
export interface NextTurn {
  /** Thread, context and forwarded props are taken from it; its message, attachments, run id, edited state and edited body belonged to the first request. */
  readonly draft: RequestDraft;
  /** The conversation after the last event. */
  readonly view: AgentView;
  readonly replies: readonly Reply[];
  readonly tools: readonly AgUiTool[];
  /** Makes an id that nothing has yet: one for the run, one for each new message, in the order in which they stand in the body. */
  readonly newId: () => string;
  /** Milliseconds since the Unix epoch, for interrupts that expire. */
  readonly now: number;
  readonly fault?: ResumeFault;
}

/**
 * The request that answers what waits: the same thread, a new run that names the one it continues, the whole history with the results in their places,
 * the state as it is now, the tools again, and one resume for all open interrupts.
 */
export function nextInput({ draft, view, replies, tools, newId, now, fault }: NextTurn): BuiltInput {
  const runId = newId();
  const { results, problems: twice } = resultsOf(view, replies);
  const entries = inOrder(view, replies).flatMap(({ resume }) => resume ?? []);
  const resume = withResumeFault(entries.length > 0 ? entries : undefined, fault);
  const props = propsOf(draft, replies);
  const parentRunId = view.runs.at(-1)?.runId;
  const toolMessages = results.map((result) => ({ id: newId(), ...result }));
  const message = replies.flatMap(({ userMessage }) => userMessage ?? []).join("\n\n");
  const built = buildRunInput(
    {
      ...draft,
      message,
      attachments: [],
      runId: "",
      stateText: undefined,
      bodyText: undefined,
      forwardedPropsText: props.text,
    },
    view,
    { runId, messageId: message === "" ? "" : newId() },
    { tools, toolMessages, ...(parentRunId !== undefined && { parentRunId }), ...(resume && { resume }) },
  );
  const open = view.interrupts;
  return {
    body: built.body,
    problems: [
      ...built.problems,
      ...twice,
      ...unanswered(view, replies),
      ...(open.length > 0 || resume ? resumeProblems(resume ?? [], open, now, fault) : []),
      ...props.problems,
      ...replies.flatMap(({ warnings }) => warnings.map((text): InputProblem => problem("warning", "", text))),
    ],
  };
}

/** Replies in the order of the calls and of the interrupts, whenever each was given. */
function inOrder(view: AgentView, replies: readonly Reply[]): readonly Reply[] {
  const places = new Map(view.interrupts.map(({ id }, place) => [id, place]));
  const placeOf = ({ resume }: Reply): number => places.get(resume?.interruptId ?? "") ?? places.size;
  return replies.toSorted((a, b) => placeOf(a) - placeOf(b));
}

type Results = readonly NonNullable<Reply["toolMessage"]>[];

/** The results to send, in the order in which the calls stand: one a call, and none for a call that has one. */
function resultsOf(
  view: AgentView,
  replies: readonly Reply[],
): { results: Results; problems: readonly InputProblem[] } {
  const given = replies.flatMap(({ toolMessage }) => toolMessage ?? []);
  if (given.length === 0) return { results: [], problems: [] };
  const callOf = ({ placedAfter, toolCallId }: Results[number]): string => placedAfter ?? toolCallId;
  const wanted = new Set(given.map(callOf));
  const order = view.toolCalls.flatMap(({ id }) => (wanted.has(id) ? [id] : []));
  const answered = new Set(view.messages.flatMap((each) => (each.role === "tool" ? [each.toolCallId] : [])));
  const problems: InputProblem[] = [];
  const results = given.filter((result, at) => {
    const first = given.findIndex((other) => callOf(other) === callOf(result)) === at;
    if (first && !answered.has(result.toolCallId)) return true;
    problems.push(
      problem("warning", "/messages", `“${callOf(result)}” has a result already; the second one is not sent.`),
    );
    return false;
  });
  const place = (result: Results[number]): number => {
    const at = order.indexOf(callOf(result));
    return at < 0 ? order.length : at;
  };
  return { results: results.toSorted((a, b) => place(a) - place(b)), problems };
}

/** Calls that still wait: model providers refuse a history in which a call has no result. */
function unanswered({ pendingToolCallIds, toolCalls }: AgentView, replies: readonly Reply[]): readonly InputProblem[] {
  const given = new Set(
    replies.flatMap(({ toolMessage }) => toolMessage?.placedAfter ?? toolMessage?.toolCallId ?? []),
  );
  const open = pendingToolCallIds.filter((id) => !given.has(id));
  if (open.length === 0) return [];
  const wanted = new Set(open);
  const calls = toolCalls.filter(({ id, status }) => wanted.has(id) && status !== "answered");
  return calls.map(({ id, name }) =>
    problem("warning", "/messages", `The call “${id}” of ${name} has no result; many model providers refuse that.`),
  );
}

/** The draft's forwarded props with those of the replies. Without any of these the text stays as it was typed. */
function propsOf(
  { forwardedPropsText: text }: RequestDraft,
  replies: readonly Reply[],
): { readonly text: string; readonly problems: readonly InputProblem[] } {
  const added = replies.flatMap(({ forwardedProps }) => (forwardedProps ? [forwardedProps] : []));
  if (added.length === 0) return { text, problems: [] };
  const own = text.trim() === "" ? {} : parseJson(text);
  if (!isObject(own)) {
    const message = "The answers go into forwardedProps, which is no JSON object here: they are not sent.";
    return { text, problems: [problem("error", "/forwardedProps", message)] };
  }
  const answers = mergeProps(added);
  const all = mergeProps([own, answers.props]);
  return {
    text: stringifyJson(all.props),
    problems: [
      ...answers.conflicts.map((place) =>
        problem("error", `/forwardedProps${place}`, `Two answers set forwardedProps${place}; only the last is sent.`),
      ),
      ...all.conflicts.map((place) =>
        problem("warning", `/forwardedProps${place}`, `The answer replaces forwardedProps${place} as it was typed.`),
      ),
    ],
  };
}

const problem = (severity: InputProblem["severity"], pointer: string, message: string): InputProblem => ({
  severity,
  pointer,
  message,
});
