import { parseJson } from "#src/lib/json.ts";
import type { AgentView } from "#src/reconstruction/types.ts";
import type { Pause, PauseAnswer } from "#src/run/pending/types.ts";
import { answerCall, type AnswerDeps } from "#src/tools/answers/answerCall.ts";
import { callIndex } from "#src/tools/answers/callIndex.ts";
import type { Answer, CallContext, MockTool } from "#src/tools/types.ts";
import type { Answered, Answerer } from "./loopTypes.ts";

/** What mock tools need beside themselves. */
export interface MockAnswererOrder {
  /** The tools as they are now; those that are off answer nothing. */
  readonly tools: () => readonly MockTool[];
  /** The world for one answer, which ends when the signal is aborted. */
  readonly deps: (signal: AbortSignal) => AnswerDeps;
  /** The tool's plan for one call was taken for this one, and is used up. Where nobody hears of it, such plans are left alone. */
  readonly usedOnce?: (tool: MockTool) => void;
  /** An answer was made with something that went wrong on the way. */
  readonly warn?: (pause: Pause, warnings: readonly string[]) => void;
  /** Answers what no mock tool answers. */
  readonly otherwise: Answerer;
}

/**
 * Answers calls of mock tools as these say. Only a call that waits for its result is one for a tool: the call that an interrupt asks about is the
 * agent's own, whatever its name.
 */
export function mockAnswerer({ tools, deps, usedOnce, warn, otherwise }: MockAnswererOrder): Answerer {
  return async (pause, context) => {
    const { toolCall, shape } = pause;
    const takesResult = shape.fits.includes("result") && shape.fits.includes("fail");
    const tool = takesResult && toolCall && tools().find(({ enabled, name }) => enabled && name === toolCall.name);
    if (!tool) return otherwise(pause, context);
    const once = usedOnce && tool.once;
    // Before anything is waited for: of two calls at once only the first takes it.
    if (once) usedOnce(tool);
    const plan = once ?? tool.plan;
    const answer = await answerCall({ ...tool, plan }, callContext(toolCall, context.view), deps(context.signal));
    if (answer.kind === "result" && answer.warnings) warn?.(pause, answer.warnings);
    return answeredBy(answer);
  };
}

function answeredBy(answer: Answer): Answered {
  if (answer.kind === "ask") return "ask";
  return answer.kind === "none" ? "never" : resultOf(answer);
}

/** A tool's result as the answer to a call. */
export function resultOf({ content, error, callId }: ToolResult): PauseAnswer {
  if (error !== undefined) return { kind: "fail", message: error, content };
  return {
    kind: "result",
    value: parseJson(content) ?? content,
    text: content,
    ...(callId !== undefined && { callId }),
  };
}

type ToolResult = Extract<Answer, { kind: "result" }>;

/** What an answer may depend on, of a call that waits. Calls before it that wait as well count as answered, whichever answer comes first. */
function callContext(call: NonNullable<Pause["toolCall"]>, view: AgentView): CallContext {
  const { id, name, argumentsText } = call;
  const { pendingToolCallIds: waiting, messages, state } = view;
  const place = waiting.indexOf(id);
  return {
    callId: id,
    name,
    argumentsText,
    args: parseJson(argumentsText),
    state,
    messages,
    callIndex: callIndex(messages, name, place < 0 ? [] : waiting.slice(0, place)),
  };
}
