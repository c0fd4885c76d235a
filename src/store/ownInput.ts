import { buildRunInput, type Conversation } from "#src/run/runInput.ts";
import type { InputProblem } from "#src/run/types.ts";
import { filledDraft } from "./address.ts";
import { selectToolsToSend } from "./toolSets.ts";
import type { ScopeState } from "./types.ts";

/** A body that is to be sent. */
export interface OwnInput {
  readonly body: string;
  /** What is wrong with what it was made of. */
  readonly problems: readonly InputProblem[];
  /** The body as the user edited it, which goes out as it is; undefined where it was built. */
  readonly bodyText: string | undefined;
}

/** What the next request carries on: the fork, or the conversation on screen as of its end. */
export const conversationSoFar = ({ fork, session: { reading } }: Pick<ScopeState, "fork" | "session">): Conversation =>
  fork?.conversation ?? reading.viewAt(reading.length);

/** What the draft means now; a `text` is meant as if the user had written it as the body. */
export function ownInput(state: ScopeState, text: string | undefined, newId: () => string): OwnInput {
  const { draft: filled, problems: unfilled } = filledDraft(state.draft, state);
  const draft = text === undefined ? filled : { ...filled, bodyText: text };
  const parentRunId = state.fork?.parentRunId;
  const { body, problems } = buildRunInput(
    draft,
    conversationSoFar(state),
    { runId: newId(), messageId: newId() },
    { tools: selectToolsToSend(state), ...(parentRunId !== undefined && { parentRunId }) },
  );
  return { body, problems: [...unfilled, ...problems], bodyText: draft.bodyText };
}
