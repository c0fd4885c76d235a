import type { OutgoingHeader } from "#src/run/checkTarget.ts";
import { addressOrigin, type AddressParts } from "./address.ts";
import { profileInUse } from "./headerProfiles.ts";
import type { ScopeState } from "./types.ts";

/** The headers for one of several endpoints. */
interface SideHeaders {
  readonly headers: readonly OutgoingHeader[];
  /** Names of those that it does not get: their values were entered for another server. */
  readonly withheld: readonly string[];
}

/**
 * The headers that one of several endpoints gets: those of the profile for its origin, and of any other only what was entered for this
 * origin. The address in the endpoint field gets what Run would send it. So what was entered for one server reaches no other by being compared.
 */
export function sideHeaders(
  state: AddressParts & Pick<ScopeState, "profiles" | "profileId" | "pageOrigin">,
  url: string,
): SideHeaders {
  const origin = addressOrigin({ ...state, endpoint: url });
  const profile = profileInUse({ ...state, endpoint: url });
  const isForIt = profile.origin !== undefined || origin === addressOrigin(state);
  const filled = profile.headers.filter(({ name, value }) => name !== "" || value !== "");
  const fits = ({ value, enteredFor = state.pageOrigin }: (typeof filled)[number]): boolean =>
    isForIt || value === "" || enteredFor === origin;
  return { headers: filled.filter(fits), withheld: filled.filter((header) => !fits(header)).map(({ name }) => name) };
}
