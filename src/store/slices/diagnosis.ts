import type { StateCreator, StoreApi } from "zustand/vanilla";
import type { ExchangeFacts } from "#src/run/diagnosis/types.ts";
import type { RequestDraft } from "#src/run/types.ts";
import { addressOf, hiderOf } from "#src/store/address.ts";
import type { StoreDeps } from "#src/store/deps.ts";
import { endpointOrigin } from "#src/store/endpointOrigin.ts";
import { headersInUse } from "#src/store/headerProfiles.ts";
import { partNotLoaded } from "#src/store/partNotLoaded.ts";
import type { RunCode } from "#src/store/runCode.ts";
import { selectIsRunning } from "#src/store/selectors.ts";
import type { DiagnosisSlice } from "#src/store/diagnosisTypes.ts";
import type { Session } from "#src/store/sessionTypes.ts";
import type { ScopeState } from "#src/store/types.ts";

/** What is found out after a run that failed, and what the user does about it. */
export const createDiagnosisSlice =
  ({ relay, newId, pageUrl, runCode }: StoreDeps): StateCreator<ScopeState, [], [], DiagnosisSlice> =>
  (set, get) => {
    /** Asks something about the last exchange; what comes back after another run was started is of no use any more. */
    const asking = async (
      what: "preflight" | "paths",
      ask: (facts: ExchangeFacts) => Promise<Partial<ScopeState> | undefined>,
    ): Promise<void> => {
      const { session, asking: busy } = get();
      const { exchanges } = session.reading.log;
      const index = exchanges.length - 1;
      const facts = index < 0 ? undefined : runCode.now.factsOf(session.reading, index, pageUrl);
      if (!facts || busy !== "nothing") return;
      set({ asking: what });
      try {
        const found = await ask(facts);
        const isSame = get().session === session && exchanges.length - 1 === index;
        if (found && isSame && !selectIsRunning(get())) set(found);
      } catch (error) {
        // The code that asks comes late, from a server that may be gone by then.
        get().notify({ severity: "error", text: partNotLoaded(error) });
      } finally {
        set({ asking: "nothing" });
      }
    };
    return {
      diagnosis: undefined,
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
          const signal = new AbortController().signal;
          const address = addressOf(get());
          const hider = address.shown.trim() === facts.exchange.request.url ? hiderOf(address) : undefined;
          // The recording holds the names of secrets; the question goes where the request went.
          const probe = hider
            ? hider.data(await lookBehind(relay, sentTo(facts, address.url), signal))
            : await lookBehind(relay, facts, signal);
          const diagnosis = judgeProbe(facts, probe);
          return { diagnosis, status: { phase: "failed", detail: diagnosis.short } };
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
        // It belongs to a tab, which has to be there.
        set(isRequestEditorOpen ? { isRequestEditorOpen, inputTab: "input" } : { isRequestEditorOpen });
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

/** The facts with the address that was really sent to. */
function sentTo(facts: ExchangeFacts, url: string | undefined): ExchangeFacts {
  const { exchange } = facts;
  const { request } = exchange;
  return { ...facts, exchange: { ...exchange, request: { ...request, url: url?.trim() ?? request.url } } };
}

/**
 * Follows the runs: says why one failed, remembers which draft an agent complained about, and looks behind an answer that the browser
 * hides where the relay may reach that origin anyway. The user pressed Run on that address, and OPTIONS has no effect.
 */
export function followRuns(store: StoreApi<ScopeState>, pageUrl: string, runCode: RunCode): void {
  let sent: RequestDraft | undefined;
  store.subscribe((now, before) => {
    const { status, session } = now;
    // The end of a run is told twice, and a look behind brings its own words along.
    const isSame = status.phase === before.status.phase && status.detail === before.status.detail;
    if ((isSame && session === before.session) || now.diagnosis !== before.diagnosis) return;
    const isRunning = selectIsRunning(now);
    const hasRun = session === before.session && selectIsRunning(before);
    if (isRunning && hasRun) return;
    if (isRunning) sent = now.draft;
    if (now.diagnosis || now.pathsFound || now.refusedDraft) {
      store.setState({ diagnosis: undefined, pathsFound: undefined, refusedDraft: undefined });
    }
    // What was held back, or has not begun, is no exchange.
    if (isRunning || status.phase === "idle" || (session === before.session && !hasRun)) return;
    const from = session.origin === "live" ? pageUrl : undefined;
    const last = session.reading.log.exchanges.length - 1;
    const facts = last < 0 ? undefined : runCode.now.factsOf(session.reading, last, from);
    if (facts?.exchange.end) void tell(store, session, facts, hasRun && session.origin === "live" ? sent : undefined);
  });
}

/** The words for a failure are many, so they come when they are needed, or ahead of that with the rest of what the page loads later. */
async function tell(
  store: StoreApi<ScopeState>,
  session: Session,
  facts: ExchangeFacts,
  sent: RequestDraft | undefined,
): Promise<void> {
  // Without them the few words of the status are all there is.
  const loaded = await import("#src/run/diagnosis/diagnose.ts").catch(() => undefined);
  const diagnosis = loaded?.diagnose(facts);
  const { session: shown, status } = store.getState();
  const isLast = session.reading.log.exchanges.length - 1 === facts.exchange.index;
  if (!diagnosis || shown !== session || !isLast || status.phase === "connecting") return;
  const isRefused = diagnosis.issues.length > 0 && sent !== undefined;
  store.setState({ diagnosis, ...(isRefused && { refusedDraft: sent }) });
  const { relay, lookBehind } = store.getState();
  const origin = endpointOrigin(facts.exchange.request.url);
  const isHidden = sent !== undefined && diagnosis.offers.some(({ type }) => type === "look-behind");
  if (isHidden && relay.status === "ready" && origin !== undefined && relay.targets.includes(origin))
    await lookBehind();
}
