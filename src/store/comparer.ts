import type { StoreApi } from "zustand/vanilla";
import { Reading } from "#src/reconstruction/reading.ts";
import { whyHeldBack } from "#src/run/runInput.ts";
import { SideBySide } from "#src/run/sideBySide/sideBySide.ts";
import type { RunStatus } from "#src/run/types.ts";
import type { CompareColumn, Comparison, RunRef, SideEndpoint } from "./compareTypes.ts";
import type { StoreDeps } from "./deps.ts";
import { showSession } from "./session.ts";
import { changeSession } from "./setAside.ts";
import { sideInput, sideOrder, sideRemarks } from "./sideOrders.ts";
import type { Session } from "./sessionTypes.ts";
import type { ScopeState } from "./types.ts";

type Store = Pick<StoreApi<ScopeState>, "getState" | "setState">;

/** Resolves, starts and follows the runs of a comparison. */
export class Comparer {
  /** What was last started side by side; it outlives the view. */
  private sides: readonly CompareColumn[] = [];
  /** What a run that was never sent has to say, by its column: there is no exchange that could. */
  private readonly said = new Map<string, RunStatus>();
  /** What columns were sent to, by their ids. */
  private readonly endpoints = new Map<string, SideEndpoint>();
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
    const isOneRecording = new Set(runs.map(({ session }) => session)).size === 1;
    const columns = runs.flatMap((run) => this.columnOf(run, isOneRecording) ?? []);
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
    const url = endpoint.trim();
    if (sideBySide.length === 0 && url !== "") {
      const title =
        endpointCall?.title ?? agents.find((agent) => agent.url === url)?.title ?? url.replace(/^\w+:\/\//, "");
      setSideBySide([{ title, url, ...(endpointCall && { call: endpointCall }) }]);
    }
    this.show({ kind: "sideBySide", columns: this.sides });
  }

  async start({ anyway = false, withHistory = true } = {}): Promise<void> {
    const { store, deps } = this;
    this.stop();
    const { bodies, problems } = sideInput(store.getState(), deps.newId, withHistory);
    const why = whyHeldBack(problems);
    if (!anyway && why !== undefined) {
      store.setState({ sideBySideProblem: `Nothing was sent. ${why}` });
      return;
    }
    this.said.clear();
    this.endpoints.clear();
    const endpoints = store.getState().sideBySide;
    const columns = endpoints.map((endpoint, place): CompareColumn => {
      const status = { phase: "connecting", detail: "" } as const;
      const remarks = sideRemarks(store.getState(), place);
      const id = deps.newId();
      this.endpoints.set(id, endpoint);
      const { title } = endpoint;
      return { id, title, reading: new Reading(deps.readingOptions), exchange: 0, status, remarks };
    });
    const going = new SideBySide(deps.runCode.now.startRun, (place, status) => {
      const column = columns[place];
      if (column?.reading.log.exchanges.length === 0) this.said.set(column.id, status);
      this.follow();
    });
    this.sides = columns;
    this.going = going;
    store.setState({ sideBySideProblem: "" });
    this.show({ kind: "sideBySide", columns });
    try {
      await Promise.all([deps.ready(), store.getState().loadRelay()]);
      const orders = await Promise.all(
        endpoints.map((endpoint, place) => {
          const { reading } = columns[place] as CompareColumn;
          return sideOrder(store.getState(), endpoint, { input: bodies[place] ?? "", reading, deps });
        }),
      );
      await going.run(orders);
    } catch (error) {
      // Its columns would be connecting for ever.
      if (this.going === going) this.stop();
      throw error;
    }
  }

  stop(): void {
    if (!this.going) return;
    this.going.stop();
    this.going = undefined;
    // What was stopped before it was sent says so itself; nothing else would.
    for (const { id, reading } of this.sides) {
      if (reading.log.exchanges.length === 0 && !this.said.has(id))
        this.said.set(id, { phase: "stopped", detail: "Nothing was sent." });
    }
    this.follow();
  }

  openColumn(id: string): void {
    const { deps, store } = this;
    const { comparison, threads, showThread, closeCompare } = store.getState();
    const column = comparison?.columns.find((each) => each.id === id);
    const { request, end } = column?.reading.log.exchanges[column.exchange] ?? {};
    if (!column || !request || !end) return;
    closeCompare();
    const known = threads.find(({ session }) => session.reading === column.reading);
    if (known) {
      showThread(known.session.id);
      const { reading, exchange } = column;
      if (exchange < reading.log.exchanges.length - 1) store.getState().goTo(reading.log.lastSeqOf(exchange));
      return;
    }
    store.getState().stop();
    const { reading, title } = column;
    const { draft } = store.getState();
    const { threadId = draft.threadId } = reading.viewAt(reading.length);
    const session: Session = { id: deps.newId(), name: title, origin: "live", reading };
    const endpoint = this.endpoints.get(id);
    store.setState({
      ...changeSession(store.getState(), showSession(session, this.statusOf(column))),
      // What comes next in it goes to whom it came from.
      endpoint: endpoint?.url ?? request.url,
      endpointCall: endpoint?.call,
      draft: { ...draft, message: "", attachments: [], threadId, runId: "", stateText: undefined, bodyText: undefined },
    });
  }

  private columnOf({ session: id, exchange }: RunRef, isOneRecording: boolean): CompareColumn | undefined {
    const { session } = this.store.getState().threads.find((thread) => thread.session.id === id) ?? {};
    if (!session?.reading.log.exchanges[exchange]) return undefined;
    const { reading, name } = session;
    const number = `Run ${exchange + 1}`;
    return {
      id: `${id} ${exchange}`,
      title: isOneRecording ? number : `${name} · ${number}`,
      reading,
      exchange,
      status: this.deps.runCode.now.statusOf(reading, exchange, this.deps.pageUrl),
      remarks: [],
    };
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
      this.look();
    });
  }

  private look(): void {
    const { comparison } = this.store.getState();
    // What is not looked at is still followed: it is shown again as it ended.
    const before = comparison?.columns ?? this.sides;
    const columns = before.map((column): CompareColumn => {
      // To judge a run that is over costs a walk over all its frames, and nothing about it changes.
      if (!isGoingOn(column)) return column;
      const status = this.statusOf(column);
      return isSame(status, column.status) ? column : { ...column, status };
    });
    const frames = columns.reduce((sum, { reading }) => sum + reading.length, 0);
    if (comparison?.kind !== "runs") this.sides = columns;
    if (comparison && (frames !== this.frames || columns.some((column, place) => column !== before[place])))
      this.store.setState({ comparison: { ...comparison, columns, revision: comparison.revision + 1 } });
    this.frames = frames;
    if (columns.some(isGoingOn)) this.follow();
  }

  private statusOf({ id, reading, exchange, status }: CompareColumn): RunStatus {
    if (!reading.log.exchanges[exchange]) return this.said.get(id) ?? status;
    return this.deps.runCode.now.statusOf(reading, exchange, this.deps.pageUrl);
  }
}

const isGoingOn = ({ status: { phase } }: CompareColumn): boolean => phase === "connecting" || phase === "streaming";
const isSame = (a: RunStatus, b: RunStatus): boolean => a.phase === b.phase && a.detail === b.detail;
