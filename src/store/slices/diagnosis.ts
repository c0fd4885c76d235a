import type { StateCreator, StoreApi } from "zustand/vanilla";
import { factsOf } from "#src/run/diagnosis/facts.ts";
import type { ExchangeFacts } from "#src/run/diagnosis/types.ts";
import { statusOfDiagnosis } from "#src/run/runStatus.ts";
import type { RequestDraft } from "#src/run/types.ts";
import type { StoreDeps } from "#src/store/deps.ts";
import { endpointOrigin } from "#src/store/endpointOrigin.ts";
import { headersInUse } from "#src/store/headerProfiles.ts";
import { selectIsRunning } from "#src/store/selectors.ts";
import type { DiagnosisSlice, ScopeState } from "#src/store/types.ts";

/** What is found out after a run that failed, and what the user does about it. */
export const createDiagnosisSlice =
  ({ relay, newId, pageUrl }: StoreDeps): StateCreator<ScopeState, [], [], DiagnosisSlice> =>
  (set, get) => {
    /** Asks something about the last exchange; what comes back after another run was started is of no use any more. */
    const asking = async (
      what: "preflight" | "paths",
      ask: (facts: ExchangeFacts) => Promise<Partial<ScopeState> | undefined>,
    ): Promise<void> => {
      const { session, asking: busy } = get();
      const { exchanges } = session.reading.log;
      const index = exchanges.length - 1;
      const facts = factsOf(session.reading, index, pageUrl);
      if (!facts || busy !== "nothing") return;
      set({ asking: what });
      try {
        const found = await ask(facts);
        const isSame = get().session === session && exchanges.length - 1 === index;
        if (found && isSame && !selectIsRunning(get())) set(found);
      } finally {
        set({ asking: "nothing" });
      }
    };
    return {
      asking: "nothing",
      pathsFound: undefined,
      refusedDraft: undefined,
      isRequestEditorOpen: false,
      lookBehind: () =>
        asking("preflight", async (facts) => {
          const allowed = await relay.allow(facts.exchange.request.url);
          if (!allowed.ok) {
            get().notify({ severity: "error", text: allowed.error });
            return undefined;
          }
          const { judgeProbe, lookBehind } = await import("#src/run/diagnosis/probe.ts");
          const probe = await lookBehind(relay, facts, new AbortController().signal);
          return { status: statusOfDiagnosis(judgeProbe(facts, probe)) };
        }),
      tryPaths: () =>
        asking("paths", async (facts) => {
          const { url } = facts.exchange.request;
          const [{ tryPaths }, { directClient }] = await Promise.all([
            import("#src/run/diagnosis/tryPaths.ts"),
            import("#src/run/diagnosis/directClient.ts"),
          ]);
          const isThere = get().relay.status === "ready" && (await relay.allow(url)).ok;
          const pathsFound = await tryPaths(isThere ? relay : directClient, url, new AbortController().signal);
          return { pathsFound };
        }),
      showRequestEditor(isRequestEditorOpen) {
        set({ isRequestEditorOpen });
      },
      addHeader(name) {
        const headers = headersInUse(get());
        if (headers.some((header) => header.name.toLowerCase() === name.toLowerCase())) return;
        const value = name.toLowerCase() === "content-type" ? "application/json" : "";
        // Rows that begin so take the focus.
        get().setHeaders([...headers, { id: `row-${newId()}`, name, value, remember: false }]);
      },
    };
  };

/**
 * Follows the runs: remembers which draft an agent complained about, and looks behind an answer that the browser hides where the
 * relay may reach that origin anyway. The user pressed Run on that address, and OPTIONS has no effect.
 */
export function followRuns(store: StoreApi<ScopeState>): void {
  let sent: RequestDraft | undefined;
  store.subscribe((now, before) => {
    const { status, session, relay } = now;
    if (status === before.status || session.origin !== "live") return;
    if (status.phase === "connecting" && before.status.phase !== "connecting") {
      sent = now.draft;
      if (now.pathsFound || now.refusedDraft) store.setState({ pathsFound: undefined, refusedDraft: undefined });
      return;
    }
    const { diagnosis } = status;
    const hasEnded = selectIsRunning(before) && session === before.session;
    if (!hasEnded || diagnosis?.severity !== "error") return;
    if (diagnosis.issues.length > 0) store.setState({ refusedDraft: sent });
    const origin = endpointOrigin(session.reading.log.exchanges.at(-1)?.request.url ?? "");
    const isHidden = diagnosis.offers.some(({ type }) => type === "look-behind");
    if (isHidden && relay.status === "ready" && origin !== undefined && relay.targets.includes(origin)) {
      void now.lookBehind();
    }
  });
}
