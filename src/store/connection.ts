import { isWebSocketUrl } from "#src/transport/requestHeaders.ts";
import { addressOrigin, shownAddress, type AddressParts } from "./address.ts";
import type { ConnectionChoice, WireFormat } from "./connectionTypes.ts";
import type { ScopeState } from "./types.ts";

/** How the next run travels. */
export interface ConnectionInUse {
  readonly via: "direct" | "relay";
  readonly carrier: "http" | "webSocket";
  readonly format: WireFormat;
  /** Why it goes that way: the user chose it, the rule for `auto` says so, or faults are to be injected, which only the relay can. */
  readonly because: "choice" | "rule" | "faults";
}

/** What holds for an origin that nobody chose for. Protobuf is never asked for unasked: some agents only echo the media type. */
export const DEFAULT_CHOICE: ConnectionChoice = { route: "auto", format: "sse" };

type Needed = AddressParts & Pick<ScopeState, "connections" | "relay" | "faults" | "pageOrigin">;

/** What was chosen for the endpoint's origin. */
export function choiceOf(state: AddressParts & Pick<ScopeState, "connections">): ConnectionChoice {
  const { connections } = state;
  const origin = addressOrigin(state);
  return (origin === undefined ? undefined : connections[origin]) ?? DEFAULT_CHOICE;
}

/**
 * How the next run would travel. `auto` is the relay where there is one and the endpoint is on another origin than the page.
 * A route that cannot be gone is given all the same: the run says why it fails, rather than going another way in silence.
 */
export function connectionOf(state: Needed): ConnectionInUse {
  const { route, format } = choiceOf(state);
  const carrier = isWebSocketUrl(shownAddress(state).trim()) ? "webSocket" : "http";
  if (state.faults) return { via: "relay", carrier, format, because: "faults" };
  if (route !== "auto") return { via: route, carrier, format, because: "choice" };
  const origin = addressOrigin(state);
  const isOther = origin !== undefined && origin !== state.pageOrigin;
  return { via: isOther && state.relay.status === "ready" ? "relay" : "direct", carrier, format, because: "rule" };
}

/** The words beside the address: "relay · SSE". */
export function connectionWords({ via, carrier, format }: ConnectionInUse): string {
  return `${via} · ${carrier === "webSocket" ? "WebSocket" : format === "sse" ? "SSE" : "protobuf"}`;
}
