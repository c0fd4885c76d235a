import { fillText } from "#src/run/addressTemplate/fillText.ts";
import { parseAddress } from "#src/run/addressTemplate/parseAddress.ts";
import type { EnvironmentVariable } from "#src/run/addressTemplate/types.ts";
import { addressOrigin, variablesInUse } from "#src/store/address.ts";
import { headersInUse } from "#src/store/headerProfiles.ts";
import type { ScopeState } from "#src/store/types.ts";

let known: { readonly key: string; readonly secrets: readonly EnvironmentVariable[] } | undefined;

/**
 * The secrets that the next run would send to another origin than the one they were entered for. None where the environment names the server
 * itself, since then they belong together. Equal by reference while the answer is the same.
 */
export function secretsElsewhere(state: ScopeState): readonly EnvironmentVariable[] {
  const variables = variablesInUse(state);
  const origin = addressOrigin(state);
  const [first, second] = parseAddress(state.endpoint.trim()).pieces;
  const startsHost = first?.kind === "text" && /^[a-z]+:\/\/[^/?#]*$/i.test(first.text);
  const namesServer = first?.kind === "environment" || (startsHost && second?.kind === "environment");
  const sent = [state.endpoint, ...headersInUse(state).map(({ value }) => value)];
  const used = new Set(sent.flatMap((text) => fillText(text, variables).secrets));
  const secrets = variables.filter(
    ({ name, enteredFor }) => !namesServer && used.has(name) && enteredFor !== undefined && enteredFor !== origin,
  );
  const key = JSON.stringify(secrets.map(({ name, enteredFor }) => [name, enteredFor]));
  if (known?.key !== key) known = { key, secrets };
  return known.secrets;
}
