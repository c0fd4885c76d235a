import { err, ok, type Result } from "#src/lib/result.ts";
import type { FilledAddress } from "#src/run/addressTemplate/fillAddress.ts";
import type { FilledDraft } from "#src/run/addressTemplate/fillDraft.ts";
import type { EnvironmentVariable } from "#src/run/addressTemplate/types.ts";
import type { OutgoingHeader } from "#src/run/checkTarget.ts";
import type { RequestDraft } from "#src/run/types.ts";
import type { addressCode, SecretHider } from "./addressCode.ts";
import { endpointOrigin } from "./endpointOrigin.ts";
import type { ScopeState } from "./types.ts";

/** What an address is made of. `endpoint` is as it was typed, with its variables. */
export type AddressParts = Pick<ScopeState, "endpoint"> &
  Partial<Pick<ScopeState, "pathValues" | "environments" | "environmentId">>;

let code: typeof addressCode | undefined;

/** Loads what fills in variables. Rejects where it cannot be had. */
export async function loadAddressCode(): Promise<void> {
  code ??= (await import("./addressCode.ts")).addressCode;
}

export const hasAddressCode = (): boolean => code !== undefined;

/** True while something is to be filled in, and what does it is not there. */
export const lacksAddressCode = (state: ScopeState): boolean =>
  !code &&
  (hasVariables(state) ||
    state.environmentId !== "" ||
    state.profiles.some(({ headers }) => headers.some(({ value }) => value.includes("${"))));

const NOT_YET = "The part of the page that fills in variables is not there yet: try again.";

/** True for an address with variables, or what looks like them. */
export const hasVariables = ({ endpoint }: Pick<AddressParts, "endpoint">): boolean => /[{}]/.test(endpoint);

/** The variables of the environment in use. Equal by reference where nothing changed. */
export const variablesInUse = ({ environments, environmentId }: Omit<AddressParts, "endpoint">) =>
  environments?.find(({ id }) => id === environmentId)?.variables ?? NONE;

const NONE: readonly EnvironmentVariable[] = [];

let last: { readonly parts: readonly unknown[]; readonly filled: FilledAddress } | undefined;

/** The address that the endpoint means now. `url` may hold secrets: it is to be sent to, and nothing else. */
export function addressOf(state: AddressParts): FilledAddress {
  const { endpoint, pathValues = {} } = state;
  const environment = variablesInUse(state);
  const parts = [endpoint, pathValues, environment, code];
  // Every frame of a stream asks for it.
  if (last?.parts.every((part, at) => part === parts[at])) return last.filled;
  const isPlain = !hasVariables(state);
  const filled =
    code && !isPlain
      ? code.fillAddress(endpoint, { path: new Map(Object.entries(pathValues)), environment })
      : { url: isPlain ? endpoint : undefined, shown: endpoint, pieces: [{ text: endpoint }], problems: [] };
  last = { parts, filled };
  return filled;
}

/** The address for eyes and for all that is kept: names in place of secrets, and of what has no value. */
export const shownAddress = (state: AddressParts): string => addressOf(state).shown;

/** The origin that the endpoint means now; undefined while there is none. No secret can be a part of it. */
export const addressOrigin = (state: AddressParts): string | undefined => endpointOrigin(shownAddress(state));

/** Why the address cannot be sent to as it is filled, or undefined. An address without variables is judged when it is sent to. */
export const addressProblem = (state: AddressParts): string | undefined =>
  hasVariables(state) ? (code ? code.problemOf(addressOf(state)) : NOT_YET) : undefined;

/** Headers with the values of the environment in them, or which of them names one that is not there. */
export function filledHeaders(
  headers: readonly OutgoingHeader[],
  state: Omit<AddressParts, "endpoint">,
): Result<readonly OutgoingHeader[]> {
  if (!headers.some(({ value }) => value.includes("${"))) return ok(headers);
  return code ? code.fillHeaders(headers, variablesInUse(state)) : err(NOT_YET);
}

/** A draft with the values of the environment in its context and forwarded props. */
export function filledDraft(draft: RequestDraft, state: Omit<AddressParts, "endpoint">): FilledDraft {
  const variables = variablesInUse(state);
  return code && variables.length > 0 ? code.fillDraft(draft, variables) : { draft, problems: [] };
}

/** What takes the secrets of an address out of texts; undefined where it has none. */
export const hiderOf = (address: FilledAddress): SecretHider | undefined => code?.hiderOf(address);
