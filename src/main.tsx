import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/jetbrains-mono/wght.css";
import "#src/ui/theme/tokens.css";
import "#src/ui/theme/base.css";
import { err } from "#src/lib/result.ts";
import { readAgentList } from "#src/run/discovery/agentList.ts";
import type { ReadingOptions } from "#src/reconstruction/reading.ts";
import { createFrameScheduler } from "#src/store/frameScheduler.ts";
import type { KeyValueStorage } from "#src/store/persistence.ts";
import { RunCode } from "#src/store/runCode.ts";
import { createScopeStore } from "#src/store/store.ts";
import { lastProtocolOf } from "#src/transport/lastProtocol.ts";
import { deferRelay } from "#src/transport/deferRelay.ts";
import { deferTransport } from "#src/transport/deferTransport.ts";
import { readAddress, writeAddress } from "#src/ui/shell/address.ts";
import { followAddress } from "#src/ui/shell/followAddress.ts";
import { Workbench } from "#src/ui/shell/Workbench.tsx";
import { ScopeProvider } from "#src/ui/useScope.ts";

// The only place that builds what exists once.

let decodeProtobuf: ((message: Uint8Array) => unknown) | undefined;
const protobufLoaded = import("#src/protocol/protobuf.ts").then(
  (module) => void ({ decodeProtobuf } = module),
  // Without it protobuf frames are findings and everything else works.
  () => undefined,
);

// Fetched at once and not waited for: nothing is sent before there is something to press, and then it is there.
const httpTransport = import("#src/transport/httpTransport.ts");
// Whoever runs something hears of it.
httpTransport.catch(() => undefined);

const runCode = new RunCode(async () => {
  const [{ startRun }, { statusOf }, { factsOf }] = await Promise.all([
    import("#src/run/runLoop.ts"),
    import("#src/run/runStatus.ts"),
    import("#src/run/diagnosis/facts.ts"),
  ]);
  return { startRun, statusOf, factsOf };
});
// For the same reason; where it fails, it is asked for again.
runCode.load().catch(() => undefined);

/** The browser's storage, or undefined where even asking for it is refused. */
function browserStorage(): KeyValueStorage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

/** The token that the server wrote behind the # of its address, where it listens on more than loopback. It leaves the address bar. */
function takeToken(): string | undefined {
  const { path, parameters } = readAddress(location.hash);
  const token = parameters.get("token");
  if (token === null) return undefined;
  parameters.delete("token");
  const rest = writeAddress({ path, parameters });
  history.replaceState(history.state, "", `${location.pathname}${location.search}${rest}`);
  return token;
}

const token = takeToken();
const relay = import("#src/transport/relayClient.ts").then(
  ({ RelayClient }) =>
    new RelayClient({
      base: location.origin,
      ...(token !== undefined && { token }),
      onTargets: (targets) => store.getState().setTargets(targets),
    }),
);

const readingOptions: ReadingOptions = {
  decodeProtobuf: (message) => {
    if (!decodeProtobuf) throw new Error("the protobuf decoder could not be loaded from this server");
    return decodeProtobuf(message);
  },
};

const store = createScopeStore({
  transports: {
    http: deferTransport(async () => (await httpTransport).createHttpTransport({ protocolOf: lastProtocolOf })),
    webSocket: deferTransport(async () =>
      (await import("#src/transport/webSocketTransport.ts")).createWebSocketTransport(),
    ),
    relay: deferTransport(async () =>
      (await import("#src/transport/relayTransport.ts")).createRelayTransport(await relay),
    ),
  },
  relay: deferRelay(relay),
  async discover(endpoint, { via, headers }) {
    // Asked for by hand and seldom, so its code comes when it is wanted.
    const [{ discover }, { askDirectly, askThroughRelay }] = await Promise.all([
      import("#src/run/discovery/discover.ts"),
      import("#src/run/discovery/askers.ts"),
    ]);
    const options = { headers, signal: new AbortController().signal };
    return discover(endpoint, via === "relay" ? askThroughRelay(await relay, options) : askDirectly(options));
  },
  async loadLive() {
    const [{ createLiveFeed }, { LiveExchanges }] = await Promise.all([
      import("#src/transport/liveFeed.ts"),
      import("#src/run/live/liveExchanges.ts"),
    ]);
    return { feed: createLiveFeed(await relay), exchanges: new LiveExchanges(readingOptions) };
  },
  runCode,
  loadBreakpoints: () => import("#src/run/breakpoints/runGuard.ts"),
  pageUrl: location.href,
  scheduler: createFrameScheduler(window),
  storage: browserStorage(),
  newId: () => crypto.randomUUID(),
  readingOptions,
  ready: () => protobufLoaded,
  async listAgents() {
    try {
      const answer = await fetch("/agents", { headers: { accept: "application/json" } });
      if (!answer.ok) return err(`GET /agents answered ${answer.status}.`);
      return readAgentList(await answer.json(), location.href);
    } catch (error) {
      return err(`GET /agents failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  },
});

followAddress(store);

const root = document.getElementById("root");
if (!root) throw new Error("Bug in AG-UI Scope: index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <ScopeProvider store={store}>
      <Workbench />
    </ScopeProvider>
  </StrictMode>,
);
void store.getState().loadAgents();
store.getState().followLive();
document.addEventListener("visibilitychange", () => {
  if (document.hidden) store.getState().restLive();
  else store.getState().followLive();
});
void store.getState().loadRelay();
