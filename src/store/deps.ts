import type { Result } from "#src/lib/result.ts";
import type { LiveExchanges } from "#src/run/live/liveExchanges.ts";
import type { ReadingOptions } from "#src/reconstruction/reading.ts";
import type { LiveFeed } from "#src/transport/liveFeed.ts";
import type { ProbeClient } from "#src/run/diagnosis/probe.ts";
import type { RunGuard } from "#src/run/breakpoints/runGuard.ts";
import type { Discovery } from "#src/run/discovery/types.ts";
import type { Pacer } from "#src/run/pacer.ts";
import type { RunTransport } from "#src/transport/runTransport.ts";
import type { FrameScheduler } from "./frameScheduler.ts";
import type { KeyValueStorage } from "./persistence.ts";
import type { RunCode } from "./runCode.ts";
import type { BundledAgent } from "#src/run/discovery/agentList.ts";

/** The ways to reach an agent. */
interface Transports {
  /** The browser itself, over HTTP. */
  readonly http: RunTransport;
  /** The browser itself, over a WebSocket. */
  readonly webSocket: RunTransport;
  /** `agui-scope`, over either. */
  readonly relay: RunTransport;
}

/** What the relay of `agui-scope` is asked besides runs; `src/transport/relayClient.ts` implements it. An error is one sentence. */
interface RelayAccess extends ProbeClient {
  /** Whether there is a relay, and which origins it may reach. */
  session(): Promise<Result<{ readonly targets: readonly string[] }>>;
  /** Lets it reach the origin of an address that the user entered. */
  allow(url: string): Promise<Result<readonly string[]>>;
  /** Takes one origin, or all of them, from that list; resolves with what is left. */
  forget(origin?: string): Promise<Result<readonly string[]>>;
}

/** Asks an endpoint what it is; `src/run/discovery` does. */
type Discover = (
  endpoint: string,
  how: {
    readonly via: "direct" | "relay";
    readonly headers: readonly { readonly name: string; readonly value: string }[];
  },
) => Promise<Discovery>;

/** Everything the store needs from outside, so that a test can bring its own. */
export interface StoreDeps {
  readonly transports: Transports;
  readonly relay: RelayAccess;
  readonly discover: Discover;
  /** Loads what reads live traffic: what the user's own app exchanges with its agents. Rejects where its code cannot be had. */
  readonly loadLive: () => Promise<{ readonly feed: LiveFeed; readonly exchanges: LiveExchanges }>;
  readonly runCode: RunCode;
  /** Loads what holds a run at breakpoints. Rejects where its code cannot be had. */
  readonly loadBreakpoints: () => Promise<{ readonly RunGuard: typeof RunGuard }>;
  /** How long work is divided; the platform's own clock by default. */
  readonly pacer?: Pacer;
  /** The address of the page, which explains why some agents cannot be reached from it. */
  readonly pageUrl: string;
  readonly scheduler: FrameScheduler;
  /** Undefined where the browser keeps nothing (blocked cookies): settings then last as long as the page. */
  readonly storage: KeyValueStorage | undefined;
  /** A new unique id, for threads, runs, messages and list keys. */
  readonly newId: () => string;
  /** How every recording is read. */
  readonly readingOptions: ReadingOptions;
  /** Resolves when what `readingOptions` needs is loaded; a run or a file waits for it. */
  readonly ready: () => Promise<void>;
  /** The agents of the server that serves the page. */
  readonly listAgents: () => Promise<Result<readonly BundledAgent[]>>;
}
