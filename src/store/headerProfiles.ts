import { holdsNamesOnly } from "#src/run/addressTemplate/holdsNamesOnly.ts";
import type { HeaderField } from "#src/run/types.ts";
import { addressOrigin, type AddressParts } from "./address.ts";
import type { HeaderProfile } from "./headerTypes.ts";
import type { ScopeState } from "./types.ts";

/** The id of the set without a name. */
export const NO_PROFILE = "none";

/** The profiles there are before the user makes any. */
export const noProfiles = (headers: readonly HeaderField[] = []): readonly HeaderProfile[] => [
  { id: NO_PROFILE, name: "", origin: undefined, headers },
];

type Needed = AddressParts & Pick<ScopeState, "profiles" | "profileId">;

/**
 * The profile whose headers go along: the chosen one, unless it is for another origin than the endpoint's; then one that is for
 * this origin, and else the set without a name. So what was entered for one server never goes to another by a change of address.
 */
export function profileInUse(state: Needed): HeaderProfile {
  const { profiles, profileId } = state;
  const origin = addressOrigin(state);
  const chosen = profiles.find(({ id }) => id === profileId);
  if (chosen && (chosen.origin === undefined || chosen.origin === origin)) return chosen;
  const fitting = profiles.find((profile) => profile.origin !== undefined && profile.origin === origin);
  return fitting ?? profiles[0] ?? { id: NO_PROFILE, name: "", origin: undefined, headers: NONE };
}

const NONE: readonly HeaderField[] = [];

/** The headers that the next run sends beside Content-Type and Accept. */
export const headersInUse = (state: Needed): readonly HeaderField[] => profileInUse(state).headers;

/** The profile that was chosen and is not used, because it is for another origin. */
export function profileLeftOut(state: Needed): HeaderProfile | undefined {
  const chosen = state.profiles.find(({ id }) => id === state.profileId);
  return chosen === undefined || chosen.id === profileInUse(state).id ? undefined : chosen;
}

/** Those headers whose value was entered for another origin than this one. One that only names variables holds nothing to be kept from anyone. */
export function headersFromElsewhere(
  headers: readonly HeaderField[],
  origin: string | undefined,
): readonly HeaderField[] {
  return headers.filter(
    ({ value, enteredFor }) =>
      value !== "" && enteredFor !== undefined && enteredFor !== origin && !holdsNamesOnly(value),
  );
}
