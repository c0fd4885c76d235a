import { err, ok, type Result } from "#src/lib/result.ts";
import { fillAddress, type FilledAddress } from "#src/run/addressTemplate/fillAddress.ts";
import { fillText } from "#src/run/addressTemplate/fillText.ts";
import type { EnvironmentVariable } from "#src/run/addressTemplate/types.ts";
import { checkUrl, type OutgoingHeader } from "#src/run/checkTarget.ts";
import { endpointOrigin } from "./endpointOrigin.ts";
import type { ScopeState } from "./types.ts";

/** What an address is made of. `endpoint` is as it was typed, with its variables. */
export type AddressParts = Pick<ScopeState, "endpoint"> &
  Partial<Pick<ScopeState, "pathValues" | "environments" | "environmentId">>;

/** True for an address with variables, or what looks like them. */
export const hasVariables = ({ endpoint }: Pick<AddressParts, "endpoint">): boolean => /[{}]/.test(endpoint);

/** The variables of the environment in use. Equal by reference where nothing changed. */
export function variablesInUse({ environments, environmentId }: Omit<AddressParts, "endpoint">) {
  return environments?.find(({ id }) => id === environmentId)?.variables ?? NONE;
}

const NONE: readonly EnvironmentVariable[] = [];

let last: { readonly parts: readonly unknown[]; readonly filled: FilledAddress } | undefined;

/** The address that the endpoint means now. `url` may hold secrets: it is to be sent to, and nothing else. */
export function addressOf(state: AddressParts): FilledAddress {
  const environment = variablesInUse(state);
  const parts = [state.endpoint, state.pathValues, environment];
  // Every frame of a stream asks for it.
  if (last?.parts.every((part, at) => part === parts[at])) return last.filled;
  const filled = fillAddress(state.endpoint, { path: new Map(Object.entries(state.pathValues ?? {})), environment });
  last = { parts, filled };
  return filled;
}

/** The address for eyes and for all that is kept: names in place of secrets, and of what has no value. */
export const shownAddress = (state: AddressParts): string =>
  hasVariables(state) ? addressOf(state).shown : state.endpoint;

/** The origin that the endpoint means now; undefined while there is none. No secret can be a part of it. */
export const addressOrigin = (state: AddressParts): string | undefined => endpointOrigin(shownAddress(state));

/** Why the address cannot be sent to as it is filled, or undefined. An address without variables is judged when it is sent to. */
export function addressProblem(state: AddressParts): string | undefined {
  if (!hasVariables(state)) return undefined;
  const { shown, problems } = addressOf(state);
  const first = problems.find(({ severity }) => severity === "error");
  if (first) return first.message;
  // Judged as it is shown: what is said about it must not hold a secret.
  const target = checkUrl(shown);
  return target.ok ? undefined : target.error;
}

/** Headers with the values of the environment in them, or which of them names one that is not there. */
export function filledHeaders(
  headers: readonly OutgoingHeader[],
  state: Omit<AddressParts, "endpoint">,
): Result<readonly OutgoingHeader[]> {
  if (!headers.some(({ value }) => value.includes("${"))) return ok(headers);
  const environment = variablesInUse(state);
  const filled: OutgoingHeader[] = [];
  for (const header of headers) {
    const { text, missing } = fillText(header.value, environment);
    const [name] = missing;
    if (name !== undefined) {
      const where = environment === NONE ? "no environment is in use" : "the environment has no value for it";
      return err(`The header ${header.name} needs “${name}”, and ${where}: see Environment under Input.`);
    }
    filled.push({ name: header.name, value: text });
  }
  return ok(filled);
}
