import type { StoreApi } from "zustand/vanilla";
import { Reading } from "#src/reconstruction/reading.ts";
import { inputForEach } from "#src/run/sideBySide/inputForEach.ts";
import { SideBySide } from "#src/run/sideBySide/sideBySide.ts";
import type { RunOrder } from "#src/run/runLoop.ts";
import { holdsRunBack } from "#src/run/runInput.ts";
import type { RunStatus } from "#src/run/types.ts";
import { bodyFormOf } from "./bodyForms.ts";
import type { CompareColumn, Comparison, RunRef, SideEndpoint } from "./compareTypes.ts";
import { connectionOf } from "./connection.ts";
import type { StoreDeps } from "./deps.ts";
import { endpointOrigin } from "./endpointOrigin.ts";
import { selectStartsRecording } from "./selectors.ts";
import { showSession } from "./session.ts";
import { sideHeaders } from "./sideHeaders.ts";
import { selectToolsToSend } from "./toolSets.ts";
import type { ScopeState, Session } from "./types.ts";
import { wayTo } from "./wayTo.ts";
import { writtenBody } from "./writtenBody.ts";

/** Browsers open so many connections to one server; one of them carries the live traffic. */
const CONNECTIONS = 5;

type Store = Pick<StoreApi<ScopeState>, "getState" | "setState">;

/** Resolves, starts and follows the runs of a comparison. */
export class Comparer {
  /** What was last started side by side; it outlives the view. */
  private sides: readonly CompareColumn[] = [];
  /** What a run that was never sent has to say, by column: there is no exchange that could. */
  private readonly said = new Map<string, RunStatus>();
  private going: SideBySide | undefined;
  private isFollowing = false;
  /** How many frames there were when the columns were last looked at. */
  private frames = 0;

  constructor(
    private readonly store: Store,
    private readonly deps: StoreDeps,
  ) {}

  async compareRuns(runs: readonly RunRef[]): Promise<void> {
    await this.deps.runCode.load();
    const columns = runs.flatMap((run) => this.columnOf(run) ?? []);
    if (columns.length < 2) {
      const text = "A comparison needs two runs, and fewer of those that were chosen are still here.";
      this.store.getState().notify({ severity: "info", text });
      return;
    }
    this.stop();
    this.show({ kind: "runs", columns });
  }

  async openSideBySide(): Promise<void> {
    await this.deps.runCode.load();
    const { agents, endpoint, endpointCall, sideBySide, setSideBySide } = this.store.getState();
    if (sideBySide.length === 0 && endpoint.trim() !== "") {
      const title = endpointCall?.title ?? agents.find(({ url }) => url === endpoint)?.title ?? endpoint.trim();
      setSideBySide([{ title, url: endpoint.trim(), ...(endpointCall && { call: endpointCall }) }]);
    }
    this.show({ kind: "sideBySide", columns: this.sides });
  }

  async start({ anyway = false, withHistory = true } = {}): Promise<void> {
    const { store, deps } = this;
    this.stop();
    const state = store.getState();
    const { draft, sideBySide: endpoints, session } = state;
    const carriesOn = withHistory && !selectStartsRecording(state);
    const conversation = (carriesOn ? session.reading : new Reading()).viewAt(carriesOn ? session.reading.length : 0);
    const { bodies, problems } = inputForEach(
      endpoints.length,
      draft,
      conversation,
      selectToolsToSend(state),
      deps.newId,
    );
    if (!anyway && holdsRunBack(problems)) {
      const first = problems.find(({ severity }) => severity === "error");
      store.setState({ sideBySideProblem: `Nothing was sent. ${first?.message ?? ""}` });
      return;
    }
    const columns = endpoints.map(({ title, url }, place): CompareColumn => {
      const { withheld } = sideHeaders(state, url);
      const remarks = [...withheldRemark(withheld), ...queueRemark(state, endpoints, place)];
      const status = { phase: "connecting", detail: "" } as const;
      const reading = new Reading(deps.readingOptions);
      return { id: deps.newId(), title, reading, exchange: 0, status, remarks };
    });
    this.sides = columns;
    this.said.clear();
    store.setState({ sideBySideProblem: "" });
    this.show({ kind: "sideBySide", columns });
    const [{ startRun }] = await Promise.all([deps.runCode.load(), deps.ready(), state.loadRelay()]);
    const own = new SideBySide(startRun, (place, status) => {
      const { id, reading } = columns[place] as CompareColumn;
      if (reading.log.exchanges.length === 0) this.said.set(id, status);
      this.follow();
    });
    if (this.sides !== columns || store.getState().comparison === undefined) return;
    this.going = own;
    const orders = await Promise.all(
      endpoints.map((endpoint, place) =>
        this.orderFor(endpoint, bodies[place] as string, (columns[place] as CompareColumn).reading),
      ),
    );
    await own.run(orders);
  }

  stop(): void {
    this.going?.stop();
    this.going = undefined;
    // What was stopped before it was sent says so itself; nothing else would.
    for (const { id, reading } of this.sides) {
      if (reading.log.exchanges.length > 0 || this.said.has(id)) continue;
      this.said.set(id, { phase: "stopped", detail: "Nothing was sent." });
    }
    this.follow();
  }

  openColumn(id: string): void {
    const { deps, store } = this;
    const column = store.getState().comparison?.columns.find((each) => each.id === id);
    if (!column) return;
    const { reading, exchange, title } = column;
    const request = reading.log.exchanges[exchange]?.request;
    if (!request) return;
    const { threadId } = reading.viewAt(reading.length);
    const state = store.getState();
    state.stop();
    const session: Session = { id: deps.newId(), name: title, origin: "live", reading };
    const draft = { ...state.draft, message: "", threadId: threadId ?? state.draft.threadId, runId: "" };
    const status = this.statusOf(column);
    store.setState({ ...showSession(session, status), endpoint: request.url, draft, comparison: undefined });
  }

  private columnOf({ session: id, exchange }: RunRef): CompareColumn | undefined {
    const { session } = this.store.getState();
    const found = session.id === id ? session : undefined;
    if (!found?.reading.log.exchanges[exchange]) return undefined;
    const { reading, name } = found;
    const status = this.deps.runCode.now.statusOf(reading, exchange, this.deps.pageUrl);
    return {
      id: `${id} ${exchange}`,
      title: `${name} · request ${exchange + 1}`,
      reading,
      exchange,
      status,
      remarks: [],
    };
  }

  private async orderFor(
    { url, call }: SideEndpoint,
    built: string,
    reading: Reading,
  ): Promise<Omit<RunOrder, "notify">> {
    // Faults are for the run of the page: they leave the way of these alone.
    const state = { ...this.store.getState(), endpoint: url, faults: undefined };
    const { bodyText } = state.draft;
    const body = await writtenBody(built, { form: bodyFormOf(state), envelope: call?.envelope, bodyText });
    const { headers } = sideHeaders(this.store.getState(), url);
    return { ...wayTo(state, this.deps.transports, headers), body, reading, pageUrl: this.deps.pageUrl };
  }

  private show(comparison: Omit<Comparison, "revision">): void {
    const revision = (this.store.getState().comparison?.revision ?? 0) + 1;
    this.store.setState({ comparison: { ...comparison, revision } });
    this.follow();
  }

  /** Looks once a frame how far the columns are, for as long as one of them grows. */
  private follow(): void {
    if (this.isFollowing) return;
    this.isFollowing = true;
    this.deps.scheduler.schedule(() => {
      this.isFollowing = false;
      const { comparison } = this.store.getState();
      if (!comparison) return;
      const columns = comparison.columns.map((column): CompareColumn => {
        const status = this.statusOf(column);
        return sameStatus(status, column.status) ? column : { ...column, status };
      });
      const isGrowing = columns.some(({ status: { phase } }) => phase === "connecting" || phase === "streaming");
      const frames = columns.reduce((sum, { reading }) => sum + reading.length, 0);
      if (comparison.kind === "sideBySide") this.sides = columns;
      if (frames !== this.frames || columns.some((column, place) => column !== comparison.columns[place]))
        this.store.setState({ comparison: { ...comparison, columns, revision: comparison.revision + 1 } });
      this.frames = frames;
      if (isGrowing) this.follow();
    });
  }

  private statusOf({ id, reading, exchange, status }: CompareColumn): RunStatus {
    if (!reading.log.exchanges[exchange]) return this.said.get(id) ?? status;
    return this.deps.runCode.now.statusOf(reading, exchange, this.deps.pageUrl);
  }
}

const sameStatus = (a: RunStatus, b: RunStatus): boolean => a.phase === b.phase && a.detail === b.detail;

function withheldRemark(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const [what, was] = names.length === 1 ? ["header", "it was"] : ["headers", "they were"];
  return [`Sent without the ${what} ${names.join(", ")}: ${was} entered for another server.`];
}

/** A browser lets what is too much for one server wait, which its times would show as if the agent were slow. */
function queueRemark(state: ScopeState, endpoints: readonly SideEndpoint[], place: number): string[] {
  const serverOf = ({ url }: SideEndpoint): string | undefined =>
    connectionOf({ ...state, endpoint: url, faults: undefined }).via === "relay"
      ? state.pageOrigin
      : endpointOrigin(url);
  const own = serverOf(endpoints[place] as SideEndpoint);
  const before = endpoints.slice(0, place).filter((endpoint) => serverOf(endpoint) === own).length;
  if (before < CONNECTIONS) return [];
  return ["Browsers open few connections to one server: this request may have waited until another had ended."];
}
