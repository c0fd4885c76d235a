import type { StateCreator } from "zustand/vanilla";
import { Reading } from "#src/reconstruction/reading.ts";
import type { StoreDeps } from "#src/store/deps.ts";
import { emptySession } from "#src/store/session.ts";
import { changeSession } from "#src/store/setAside.ts";
import type { RequestSlice, ScopeState } from "#src/store/types.ts";

/** What was entered for the next run. */
export const createRequestSlice =
  (
    { newId, readingOptions, listAgents }: StoreDeps,
    initial: { readonly endpoint: string },
  ): StateCreator<ScopeState, [], [], RequestSlice> =>
  (set, get) => {
    let loading: Promise<void> | undefined;
    const load = async (): Promise<void> => {
      const { endpoint: before } = get();
      const listed = await listAgents();
      // No list is no fault: the page may be served by something else, and any endpoint can be typed.
      if (!listed.ok) {
        loading = undefined;
        return;
      }
      set({ agents: listed.value });
      const first = listed.value[0];
      const { endpoint, draft } = get();
      // Whoever has entered an address meanwhile is about to write a message, too.
      if (endpoint !== before) return;
      if (first && endpoint === "") set({ endpoint: first.url });
      const current = listed.value.find((agent) => agent.url === get().endpoint);
      if (current && draft.message === "") get().editDraft({ message: current.example });
    };
    return {
      endpoint: initial.endpoint,
      agents: [],
      draft: {
        message: "",
        threadId: newId(),
        runId: "",
        stateText: undefined,
        context: [],
        forwardedPropsText: "{}",
        bodyText: undefined,
      },
      setEndpoint(endpoint) {
        // How an address is called belongs to that address.
        set({ endpoint, endpointCall: undefined });
      },
      editDraft(change) {
        set({ draft: { ...get().draft, ...change } });
      },
      newThread() {
        get().stop();
        // A body or state edited by hand belongs to the old thread: it carries its id and history.
        const draft = { ...get().draft, threadId: newId(), runId: "", stateText: undefined, bodyText: undefined };
        set({ ...changeSession(get(), emptySession(newId(), new Reading(readingOptions))), draft });
      },
      loadAgents: () => (loading ??= load()),
      pickAgent(agent) {
        get().newThread();
        get().setEndpoint(agent.url);
        get().editDraft({ message: agent.example });
      },
    };
  };
