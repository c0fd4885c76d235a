import type { OutgoingHeader } from "#src/run/checkTarget.ts";
import type { RunOrder } from "#src/run/runLoop.ts";
import { addressOf, addressProblem, filledHeaders, hiderOf, type AddressParts } from "./address.ts";
import { connectionOf } from "./connection.ts";
import type { StoreDeps } from "./deps.ts";
import { headersInUse } from "./headerProfiles.ts";
import type { ScopeState } from "./types.ts";

/** How a run gets to the endpoint of a state: by which route, in which format and with which headers, those in use where none are given. */
export function wayTo(
  state: AddressParts & Pick<ScopeState, "connections" | "relay" | "faults" | "pageOrigin" | "profiles" | "profileId">,
  transports: StoreDeps["transports"],
  headers: readonly OutgoingHeader[] = headersInUse(state),
): Pick<RunOrder, "transport" | "url" | "kept" | "headers" | "format" | "problem"> {
  const { via, carrier, format } = connectionOf(state);
  const transport = transports[via === "relay" ? "relay" : carrier];
  const address = addressOf(state);
  const hider = hiderOf(address);
  const filled = filledHeaders(headers, state);
  const problem = addressProblem(state) ?? (filled.ok ? undefined : filled.error);
  return {
    transport,
    url: (address.url ?? state.endpoint).trim(),
    headers: filled.ok ? filled.value : [],
    format,
    ...(hider && { kept: { url: address.shown.trim(), hide: hider.text } }),
    ...(problem !== undefined && { problem }),
  };
}
