import { withoutCredentials } from "#src/lib/withoutCredentials.ts";
import type { RequestDraft } from "#src/run/types.ts";
import { bodyFormOf } from "./bodyForms.ts";
import type { RequestProfile, StateChoice } from "./environmentTypes.ts";
import { NO_PROFILE } from "./headerProfiles.ts";
import type { ScopeState } from "./types.ts";

/** What a request profile says, without its name. */
export type RequestSetting = Omit<RequestProfile, "id" | "name">;

/** The request as it stands, as a profile would keep it. */
export function settingOf(
  state: Pick<
    ScopeState,
    "endpoint" | "pathValues" | "profileId" | "environments" | "environmentId" | "bodyForms" | "draft"
  >,
): RequestSetting {
  const { endpoint, pathValues, profileId, environmentId, draft } = state;
  const known = [...endpoint.matchAll(/\{([^{}]*)\}/g)].map(([, name = ""]) => name);
  return {
    // Kept in the browser, where no password belongs.
    endpoint: withoutCredentials(endpoint),
    pathValues: Object.fromEntries(Object.entries(pathValues).filter(([name]) => known.includes(name))),
    headerProfileId: profileId,
    environmentId,
    forwardedPropsText: draft.forwardedPropsText,
    context: draft.context.map(({ description, value }) => ({ description, value })),
    state: stateOf(draft),
    bodyForm: bodyFormOf(state),
  };
}

/** Characters. A browser keeps a few million for everything, and what does not fit would cost all other settings their memory. */
const LARGEST = 200_000;

/** Why a setting cannot be kept, or undefined. */
export function tooLargeToKeep(setting: RequestSetting): string | undefined {
  const { length } = JSON.stringify(setting);
  if (length <= LARGEST) return undefined;
  return `The request was not kept: without its message it has ${length} characters, and a profile holds ${LARGEST}. A long state is best taken from the conversation.`;
}

/** True when applying a profile would change nothing. */
export function isApplied(setting: RequestSetting, profile: RequestProfile): boolean {
  const { id: _, name: __, ...kept } = profile;
  return textOf(setting) === textOf(kept);
}

/** One text for equal settings: their members always come in the same order. */
const textOf = ({ pathValues, bodyForm, ...rest }: RequestSetting): string =>
  JSON.stringify([
    rest.endpoint,
    Object.entries(pathValues).toSorted(([a], [b]) => (a < b ? -1 : 1)),
    rest.headerProfileId,
    rest.environmentId,
    rest.forwardedPropsText,
    rest.context.map(({ description, value }) => [description, value]),
    rest.state.kind === "edited" ? rest.state.text : [rest.state.kind],
    [bodyForm?.shape, bodyForm?.ceiling],
  ]);

/** Makes the request what a profile says, and gives in words what of it is not there any more. The message and the thread stay. */
export function applyProfile(state: ScopeState, profile: RequestProfile, newId: () => string): readonly string[] {
  const { endpoint, pathValues, headerProfileId, environmentId, forwardedPropsText, context, bodyForm } = profile;
  const hasHeaders = state.profiles.some(({ id }) => id === headerProfileId);
  const hasEnvironment = environmentId === "" || state.environments.some(({ id }) => id === environmentId);
  if (endpoint !== state.endpoint) state.setEndpoint(endpoint);
  for (const [name, value] of Object.entries(pathValues)) state.setPathValue(name, value);
  state.selectProfile(hasHeaders ? headerProfileId : NO_PROFILE);
  state.chooseEnvironment(hasEnvironment ? environmentId : "");
  state.editDraft({
    ...draftStateOf(profile.state),
    forwardedPropsText,
    context: context.map((entry) => ({ ...entry, id: newId() })),
  });
  // It is kept by the origin that the address means now.
  state.setBodyForm(bodyForm ?? { shape: "camelCase", ceiling: undefined });
  return [...(hasHeaders ? [] : ["its header profile"]), ...(hasEnvironment ? [] : ["its environment"])];
}

const stateOf = ({ noState, stateText }: RequestDraft): StateChoice =>
  noState === true
    ? { kind: "none" }
    : stateText === undefined
      ? { kind: "conversation" }
      : { kind: "edited", text: stateText };

const draftStateOf = (state: StateChoice): Pick<RequestDraft, "stateText" | "noState"> => ({
  noState: state.kind === "none",
  stateText: state.kind === "edited" ? state.text : undefined,
});
