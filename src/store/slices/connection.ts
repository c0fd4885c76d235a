import type { StateCreator } from "zustand/vanilla";
import { err } from "#src/lib/result.ts";
import { withoutVariables } from "#src/run/addressTemplate/withoutVariables.ts";
import { checkUrl, headerProblem } from "#src/run/checkTarget.ts";
import type { Discovery } from "#src/run/discovery/types.ts";
import { addressOf, addressOrigin, addressProblem, filledHeaders, hiderOf, shownAddress } from "#src/store/address.ts";
import { choiceOf, connectionOf } from "#src/store/connection.ts";
import type { StoreDeps } from "#src/store/deps.ts";
import { endpointOrigin } from "#src/store/endpointOrigin.ts";
import { headersInUse } from "#src/store/headerProfiles.ts";
import type { ConnectionSlice, DiscoveryState } from "#src/store/connectionTypes.ts";
import type { ScopeState } from "#src/store/types.ts";

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
        const origin = addressOrigin(get());
        if (origin === undefined) return;
        const { connections } = get();
        set({ connections: { ...connections, [origin]: { ...choiceOf(get()), ...change } } });
      },
      async discover() {
        const { endpoint: typed, pathValues, environments, environmentId } = get();
        const parts = { endpoint: typed, pathValues, environments, environmentId };
        const endpoint = shownAddress(parts).trim();
        const problem = addressProblem(parts);
        const target = problem === undefined ? checkUrl(endpoint) : err(problem);
        if (!target.ok) {
          set({ discovery: { endpoint, status: "failed", problem: target.error } });
          return;
        }
        const asking: DiscoveryState = { endpoint, status: "asking", problem: "" };
        set({ discovery: asking });
        await get().loadRelay();
        // Faults are for runs: they leave the way of a question alone.
        const { via } = connectionOf({ ...get(), ...parts, faults: undefined });
        const filled = filledHeaders(headersInUse({ ...get(), ...parts }), parts);
        const headers = filled.ok ? filled.value : [];
        const refused = filled.ok ? headers.map(headerProblem).find((each) => each !== undefined) : filled.error;
        const address = addressOf(parts);
        const ask = async (): Promise<Discovery> => {
          const told = await discover(address.url?.trim() ?? endpoint, { via, headers });
          const choices = told.choices.map((choice) => ({ ...choice, url: withoutVariables(choice.url) }));
          const found = { ...told, choices };
          // What was found names addresses, which are shown, and become the endpoint when they are chosen.
          return hiderOf(address)?.data(found) ?? found;
        };
        const done: DiscoveryState =
          refused === undefined
            ? { endpoint, status: "done", problem: "", found: await ask() }
            : { endpoint, status: "failed", problem: refused };
        // Another address may have been asked since.
        if (get().discovery === asking) set({ discovery: done });
      },
      pickChoice(choice) {
        const { endpointCall } = get();
        const isSame =
          shownAddress(get()).trim() === choice.url && endpointCall?.envelope?.agentId === choice.envelope?.agentId;
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
