import type { RunOrder } from "#src/run/runLoop.ts";
import { connectionOf } from "./connection.ts";
import type { StoreDeps } from "./deps.ts";
import { headersInUse } from "./headerProfiles.ts";
import type { ScopeState } from "./types.ts";

/** How a run gets to the endpoint of a state: by which route, in which format and with which headers. */
export function wayTo(
  state: Pick<ScopeState, "endpoint" | "connections" | "relay" | "faults" | "pageOrigin" | "profiles" | "profileId">,
  transports: StoreDeps["transports"],
): Pick<RunOrder, "transport" | "url" | "headers" | "format"> {
  const { via, carrier, format } = connectionOf(state);
  const transport = transports[via === "relay" ? "relay" : carrier];
  return { transport, url: state.endpoint, headers: headersInUse(state), format };
}
