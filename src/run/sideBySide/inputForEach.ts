import { buildRunInput, type Conversation } from "#src/run/runInput.ts";
import type { InputProblem, RequestDraft } from "#src/run/types.ts";
import type { AgUiTool } from "#src/tools/agUiTools.ts";

/** The bodies for several endpoints, and what is wrong with what they say. */
export interface InputForEach {
  /** As many as there are endpoints, in their order. */
  readonly bodies: readonly string[];
  readonly problems: readonly InputProblem[];
}

/**
 * The same input for several endpoints: what a draft means, with a thread, a run and a message id of its own for each, so that agents which
 * share a store of threads do not meet in one. A body that was edited as a whole goes out to all of them as it is.
 */
export function inputForEach(
  count: number,
  draft: RequestDraft,
  conversation: Conversation,
  tools: readonly AgUiTool[],
  newId: () => string,
): InputForEach {
  const built = Array.from({ length: count }, () =>
    buildRunInput(
      { ...draft, threadId: newId(), runId: "" },
      conversation,
      { runId: newId(), messageId: newId() },
      { tools },
    ),
  );
  return { bodies: built.map(({ body }) => body), problems: built[0]?.problems ?? [] };
}
