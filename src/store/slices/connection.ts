import type { StateCreator } from "zustand/vanilla";
import { choiceOf } from "#src/store/connection.ts";
import type { StoreDeps } from "#src/store/deps.ts";
import { endpointOrigin } from "#src/store/endpointOrigin.ts";
import type { ConnectionSlice, ScopeState } from "#src/store/types.ts";

/** How the next run travels. */
export const createConnectionSlice =
  (
    { relay, pageUrl }: StoreDeps,
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
      faults: undefined,
      setConnection(change) {
        const origin = endpointOrigin(get().endpoint);
        if (origin === undefined) return;
        const { connections } = get();
        set({ connections: { ...connections, [origin]: { ...choiceOf(get()), ...change } } });
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
