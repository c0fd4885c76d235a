import { parseJson } from "#src/lib/json.ts";
import { withoutVariables } from "#src/run/addressTemplate/withoutVariables.ts";
import { bodyAgain } from "#src/run/threads/bodyAgain.ts";
import { forkBase } from "#src/run/threads/forkBase.ts";
import { recordedRequest } from "#src/run/threads/recordedRequest.ts";
import type { ForkPoint } from "#src/run/threads/types.ts";
import { buildRunInput, prettyBody } from "#src/run/runInput.ts";
import type { RequestDraft } from "#src/run/types.ts";
import { shownAddress } from "./address.ts";
import { selectToolsToSend } from "./toolSets.ts";
import type { ScopeState } from "./types.ts";

/** The store once the next request begins at a point of the recording on screen. */
export function forked(state: ScopeState, point: ForkPoint, newId: () => string): Partial<ScopeState> {
  const { reading } = state.session;
  const draftBefore = state.fork?.draftBefore ?? state.draft;
  const base = forkBase(reading, point);
  const said = editedMessage(state, point);
  const draft: RequestDraft = {
    ...draftBefore,
    message: typeof said?.content === "string" ? said.content : "",
    attachments: [],
    threadId: base.threadId ?? draftBefore.threadId,
    runId: "",
    stateText: undefined,
    bodyText: undefined,
  };
  const fork = { ...base, point, draftBefore };
  if (said === undefined || typeof said.content === "string") return { fork, draft, inputTab: "input" };
  // The fields have no place for all that a message may hold, and nothing of it may get lost.
  const { messages, state: shared } = base.conversation;
  const conversation = { messages: [...messages, { ...said, id: newId() }], state: shared };
  const { body } = buildRunInput(
    draft,
    conversation,
    { runId: newId(), messageId: "" },
    { tools: selectToolsToSend(state), ...(base.parentRunId !== undefined && { parentRunId: base.parentRunId }) },
  );
  return { fork, draft: { ...draft, bodyText: prettyBody(body) }, inputTab: "input", isRequestEditorOpen: true };
}

/** The user's message that is to be said in other words; undefined where none is. */
function editedMessage({ session }: ScopeState, point: ForkPoint) {
  if (point.kind === "event" || point.isEdited !== true) return undefined;
  const message = session.reading.viewAt(point.at).messages[point.index];
  return message?.role === "user" ? message : undefined;
}

interface Again {
  readonly text: string;
  /** What is to be entered, so that it goes where it went. */
  readonly entered: Partial<ScopeState>;
}

/** The address of a request that was sent. What a file or another app wrote takes no value from an environment of this page. */
const addressAgain = ({ session }: ScopeState, url: string): string =>
  session.origin === "live" ? url : withoutVariables(url);

/** The request of an exchange once more, with another run id. */
export function sentAgain(state: ScopeState, exchange: number, runId: string): Again {
  const { request } = state.session.reading.log.exchanges[exchange] ?? {};
  if (!request) return { text: "", entered: {} };
  const { threadId } = recordedRequest(request);
  const entered: Partial<ScopeState> = {
    fork: undefined,
    // What is still to be sent from a fork was entered for that.
    draft: { ...(state.fork?.draftBefore ?? state.draft), ...(threadId !== undefined && { threadId }) },
  };
  const isElsewhere = shownAddress(state).trim() !== request.url;
  return {
    text: bodyAgain(request.body, runId),
    entered: isElsewhere
      ? { ...entered, endpoint: addressAgain(state, request.url), endpointCall: undefined }
      : entered,
  };
}

/** The store once the request of an exchange is in the editor, with another run id. */
export function editedAgain(state: ScopeState, exchange: number, runId: string): Partial<ScopeState> {
  const { text, entered } = sentAgain(state, exchange, runId);
  const draft = {
    ...(entered.draft ?? state.draft),
    bodyText: parseJson(text) === undefined ? text : prettyBody(text),
  };
  return { ...entered, draft, inputTab: "input", isRequestEditorOpen: true };
}
