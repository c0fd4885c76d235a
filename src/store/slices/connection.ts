import type { StateCreator } from "zustand/vanilla";
import { checkUrl, headerProblem } from "#src/run/checkTarget.ts";
import { choiceOf, connectionOf } from "#src/store/connection.ts";
import type { StoreDeps } from "#src/store/deps.ts";
import { endpointOrigin } from "#src/store/endpointOrigin.ts";
import { headersInUse } from "#src/store/headerProfiles.ts";
import type { ConnectionSlice, DiscoveryState, ScopeState } from "#src/store/types.ts";

/** How the next run travels. */
export const createConnectionSlice =
  (
    { relay, discover, pageUrl }: StoreDeps,
    initial: Pick<ConnectionSlice, "connections">,
  ): StateCreator<ScopeState, [], [], ConnectionSlice> =>
  (set, get) => {
    const forget = async (origin?: string): Promise<void> => {
      const left = await relay.forget(origin);
      if (left.ok) get().setTargets(left.value);
      else get().notify({ severity: "error", text: left.error });
    };
    let loading: Promise<void> | undefined;
    const load = async (): Promise<void> => {
      const session = await relay.session();
      set({
        relay: session.ok
          ? { status: "ready", targets: session.value.targets, why: "" }
          : { status: "absent", targets: [], why: session.error },
      });
      // One that was found need not be asked again; another may be started yet.
      if (!session.ok) loading = undefined;
    };
    return {
      pageOrigin: endpointOrigin(pageUrl) ?? "",
      connections: initial.connections,
      relay: { status: "unknown", targets: [], why: "" },
      endpointCall: undefined,
      discovery: undefined,
      faults: undefined,
      setConnection(change) {
        const origin = endpointOrigin(get().endpoint);
        if (origin === undefined) return;
        const { connections } = get();
        set({ connections: { ...connections, [origin]: { ...choiceOf(get()), ...change } } });
      },
      async discover() {
        const target = checkUrl(get().endpoint);
        const endpoint = target.ok ? target.value : get().endpoint;
        if (!target.ok) {
          set({ discovery: { endpoint, status: "failed", problem: target.error } });
          return;
        }
        const asking: DiscoveryState = { endpoint, status: "asking", problem: "" };
        set({ discovery: asking });
        await get().loadRelay();
        // Faults are for runs: they leave the way of a question alone.
        const { via } = connectionOf({ ...get(), endpoint, faults: undefined });
        const headers = headersInUse({ ...get(), endpoint });
        const refused = headers.map(headerProblem).find((problem) => problem !== undefined);
        const done: DiscoveryState =
          refused === undefined
            ? { endpoint, status: "done", problem: "", found: await discover(endpoint, { via, headers }) }
            : { endpoint, status: "failed", problem: refused };
        // Another address may have been asked since.
        if (get().discovery === asking) set({ discovery: done });
      },
      pickChoice(choice) {
        const { endpoint, endpointCall } = get();
        const isSame = endpoint.trim() === choice.url && endpointCall?.envelope?.agentId === choice.envelope?.agentId;
        if (!isSame) get().newThread();
        set({ endpoint: choice.url, endpointCall: choice });
      },
      loadRelay() {
        loading ??= load();
        return loading;
      },
      setTargets(targets) {
        set({ relay: { ...get().relay, targets } });
      },
      removeTarget: (origin) => forget(origin),
      emptyTargets: () => forget(),
    };
  };
