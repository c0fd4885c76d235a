import { Reading } from "#src/reconstruction/reading.ts";
import { fillDraft } from "#src/run/addressTemplate/fillDraft.ts";
import type { RunOrder } from "#src/run/runLoop.ts";
import { inputForEach, type InputForEach } from "#src/run/sideBySide/inputForEach.ts";
import { addressOrigin, variablesInUse } from "./address.ts";
import { bodyFormOf } from "./bodyForms.ts";
import type { SideEndpoint } from "./compareTypes.ts";
import { connectionOf } from "./connection.ts";
import type { StoreDeps } from "./deps.ts";
import { conversationSoFar } from "./ownInput.ts";
import { selectStartsRecording } from "./selectors.ts";
import { sideHeaders } from "./sideHeaders.ts";
import { selectToolsToSend } from "./toolSets.ts";
import type { ScopeState } from "./types.ts";
import { wayTo } from "./wayTo.ts";
import { writtenBody } from "./writtenBody.ts";

/** Browsers open six connections to one server; one of them may carry the live traffic. */
const CONNECTIONS = 5;

/** A state as it is for one of several endpoints. Faults are for the run of the page: they leave the way of the others alone. */
const stateFor = (state: ScopeState, { url }: SideEndpoint): ScopeState => ({
  ...state,
  endpoint: url,
  faults: undefined,
});

/** What the chosen endpoints get: what Run would send now, with the conversation on screen or without. */
export function sideInput(state: ScopeState, newId: () => string, withHistory: boolean): InputForEach {
  const { fork, sideBySide } = state;
  const { draft, problems } = fillDraft(state.draft, variablesInUse(state));
  const carriesOn = withHistory && (fork !== undefined || !selectStartsRecording(state));
  const conversation = carriesOn ? conversationSoFar(state) : new Reading().viewAt(0);
  const input = inputForEach(sideBySide.length, draft, conversation, selectToolsToSend(state), newId);
  return { bodies: input.bodies, problems: [...problems, ...input.problems] };
}

/** What is sent to one of them. Rejects where the code for it cannot be had. */
export async function sideOrder(
  state: ScopeState,
  endpoint: SideEndpoint,
  { input, reading, deps }: { readonly input: string; readonly reading: Reading; readonly deps: StoreDeps },
): Promise<Omit<RunOrder, "notify">> {
  const own = stateFor(state, endpoint);
  const { bodyText } = own.draft;
  const body = await writtenBody(input, { form: bodyFormOf(own), envelope: endpoint.call?.envelope, bodyText });
  const { headers } = sideHeaders(state, endpoint.url);
  return { ...wayTo(own, deps.transports, headers), body, reading, pageUrl: deps.pageUrl };
}

/** What of the input an endpoint does not get, and what its times may hide, in sentences. */
export function sideRemarks(state: ScopeState, place: number): readonly string[] {
  const { sideBySide: endpoints, pageOrigin } = state;
  const endpoint = endpoints[place] as SideEndpoint;
  const { withheld } = sideHeaders(state, endpoint.url);
  const serverOf = (each: SideEndpoint): string | undefined =>
    connectionOf(stateFor(state, each)).via === "relay" ? pageOrigin : addressOrigin(stateFor(state, each));
  const server = serverOf(endpoint);
  const before = endpoints.slice(0, place).filter((each) => serverOf(each) === server).length;
  return [
    ...(withheld.length > 0
      ? [`Sent without ${withheld.join(", ")}: what was entered for another server stays with it.`]
      : []),
    // Its times would show it as if the agent were slow.
    ...(before >= CONNECTIONS
      ? ["A browser opens few connections to one server: this request may have waited until another had ended."]
      : []),
  ];
}
