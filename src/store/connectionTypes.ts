import type { Discovery, EndpointChoice } from "#src/run/discovery/types.ts";
import type { FaultPlan } from "#src/transport/faults/types.ts";
import type { OutgoingRequest } from "#src/transport/runTransport.ts";

/** `auto`: through the relay where there is one and the endpoint is on another origin than the page. */
export type Route = "auto" | "direct" | "relay";

/** What an agent is asked to send over HTTP. */
export type WireFormat = NonNullable<OutgoingRequest["format"]>;

/** How to reach one origin. */
export interface ConnectionChoice {
  readonly route: Route;
  /** A WebSocket sends what it likes. */
  readonly format: WireFormat;
}

/** What is known of the relay. */
export interface RelayState {
  readonly status: "unknown" | "absent" | "ready";
  /** The origins that it may reach in this launch. */
  readonly targets: readonly string[];
  /** Why there is none, in one sentence. */
  readonly why: string;
}

/** What an endpoint said when it was asked what it is. */
export interface DiscoveryState {
  /** The address that was asked. */
  readonly endpoint: string;
  readonly status: "asking" | "done" | "failed";
  /** Absent until it is done. */
  readonly found?: Discovery;
  /** Why nothing could be asked, in one sentence; else empty. */
  readonly problem: string;
}

/** How the next run travels. `connectionOf` resolves it. */
export interface ConnectionSlice {
  readonly pageOrigin: string;
  /** By origin. An origin that nobody chose for is absent. */
  readonly connections: Readonly<Record<string, ConnectionChoice>>;
  readonly relay: RelayState;
  /** The discovered choice that the endpoint was taken from: it says how to call it. Undefined once the address was edited. */
  readonly endpointCall: EndpointChoice | undefined;
  /** The last discovery. */
  readonly discovery: DiscoveryState | undefined;
  /** What shall be done to the answer on its way; undefined while nothing shall. */
  readonly faults: FaultPlan | undefined;
  /** Changes the choice for the endpoint's origin. */
  readonly setConnection: (change: Partial<ConnectionChoice>) => void;
  /** Asks the endpoint what it is, by the route of its connection. Nothing is asked but by this. */
  readonly discover: () => Promise<void>;
  /** Makes a discovered choice the endpoint, on a new thread where it is another one. */
  readonly pickChoice: (choice: EndpointChoice) => void;
  /** Asks whether there is a relay, once. */
  readonly loadRelay: () => Promise<void>;
  /** Tells which origins the relay may reach, whenever it says so. */
  readonly setTargets: (targets: readonly string[]) => void;
  /** Takes an origin from those that the relay may reach. */
  readonly removeTarget: (origin: string) => Promise<void>;
  readonly emptyTargets: () => Promise<void>;
}
