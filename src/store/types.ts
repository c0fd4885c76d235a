import type { TokenPrice, TokenPrices } from "#src/analysis/tokenUsage.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import type { BundledAgent } from "#src/run/discovery/agentList.ts";
import type { Discovery, EndpointChoice } from "#src/run/discovery/types.ts";
import type { Diagnosis } from "#src/run/diagnosis/types.ts";
import type { BreakGate } from "#src/run/breakpoints/breakGate.ts";
import type { BreakCondition, HeldRun, HoldAction, RunBreakpoint } from "#src/run/breakpoints/types.ts";
import type { PathFinding } from "#src/run/diagnosis/tryPaths.ts";
import type { HeaderField, RequestDraft, RunStatus } from "#src/run/types.ts";
import type { FaultPlan } from "#src/transport/faults/types.ts";
import type { OutgoingRequest } from "#src/transport/runTransport.ts";

import type { HeldDelivery, LiveRunRow } from "#src/run/live/types.ts";
import type { Result } from "#src/lib/result.ts";
import type { LiveRecorder } from "#src/transport/liveTraffic.ts";
import type { HeldAction, RecorderChange } from "#src/transport/liveFeed.ts";
import type { CompareSlice } from "./compareTypes.ts";
import type { EnvironmentsSlice, RequestProfilesSlice } from "./environmentTypes.ts";
import type { RequestOptionsSlice } from "./requestOptionTypes.ts";
import type { ForksSlice } from "./forkTypes.ts";
import type { KeptThread, ThreadsSlice } from "./threadTypes.ts";
import type { ToolsSlice } from "./toolTypes.ts";
import type { TurnControlSlice } from "./turnControlTypes.ts";
import type { TurnSlice } from "./turnTypes.ts";
import type { BisectSlice, WhatIfSlice } from "./whatIfTypes.ts";

/** One recording on screen: a live conversation, an opened file, or what the user's own app exchanges. It holds the data; the store holds only pointers into it. */
export interface Session {
  readonly id: string;
  /** A file's name, what it was started as, or which app and thread it was heard from. */
  readonly name: string;
  /** `traffic`: runs of the user's own app, which arrive whatever is on screen. */
  readonly origin: "live" | "file" | "traffic";
  readonly reading: Reading;
}

/** `live` follows the end; a number is the event that everything on screen is as of (0: before the first). */
export type Cursor = "live" | number;

/** A message to the user that no panel owns: a file that could not be read, a save that failed. */
export interface Notice {
  readonly severity: "info" | "error";
  readonly text: string;
  /** What a button beside it does: `bring-back` returns to the recording that was closed. */
  readonly action?: "bring-back";
}

export type Theme = "system" | "dark" | "light";
export type MeaningTab = "conversation" | "event" | "problems" | "timing";
/** The left column: what we send. */
export type InputTab = "input" | "tools" | "threads";
export type StateTab = "state" | "diff" | "history" | "whatIf";
export type PanelSizes = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** What was entered for the next run. */
export interface RequestSlice {
  /** As typed; it may hold variables. `addressOf` says what it means. */
  readonly endpoint: string;
  readonly draft: RequestDraft;
  readonly agents: readonly BundledAgent[];
  readonly setEndpoint: (url: string) => void;
  readonly editDraft: (change: Partial<RequestDraft>) => void;
  /** Asks the server that serves this page which agents it brings along. */
  readonly loadAgents: () => Promise<void>;
  /** Makes a bundled agent the endpoint and its example the message, on a new thread. */
  readonly pickAgent: (agent: BundledAgent) => void;
  /** Starts a thread with a new id and an empty recording. */
  readonly newThread: () => void;
}

/** A named set of headers. */
export interface HeaderProfile {
  readonly id: string;
  /** Empty for the set that is used while no profile is. */
  readonly name: string;
  /** The only origin that its headers are sent to; absent for any. */
  readonly origin: string | undefined;
  readonly headers: readonly HeaderField[];
}

/** What is sent along with every run. `profileInUse` and `headersInUse` say what that is for the endpoint. */
export interface HeadersSlice {
  /** The first is the set without a name, which is always there and for any endpoint. */
  readonly profiles: readonly HeaderProfile[];
  /** The one that the user chose. */
  readonly profileId: string;
  /** Changes the headers of the profile in use. */
  readonly setHeaders: (headers: readonly HeaderField[]) => void;
  readonly selectProfile: (id: string) => void;
  /** Makes a profile for the endpoint's origin, without headers or with those of the set without a name, and chooses it. */
  readonly addProfile: (from?: "headers") => void;
  readonly editProfile: (id: string, change: Partial<Pick<HeaderProfile, "name" | "origin">>) => void;
  readonly removeProfile: (id: string) => void;
}

/** `auto`: through the relay where there is one and the endpoint is on another origin than the page. */
export type Route = "auto" | "direct" | "relay";

/** What an agent is asked to send over HTTP. */
export type WireFormat = NonNullable<OutgoingRequest["format"]>;

/** How to reach one origin. */
export interface ConnectionChoice {
  readonly route: Route;
  /** A WebSocket sends what it likes. */
  readonly format: WireFormat;
}

/** What is known of the relay. */
export interface RelayState {
  readonly status: "unknown" | "absent" | "ready";
  /** The origins that it may reach in this launch. */
  readonly targets: readonly string[];
  /** Why there is none, in one sentence. */
  readonly why: string;
}

/** What an endpoint said when it was asked what it is. */
export interface DiscoveryState {
  /** The address that was asked. */
  readonly endpoint: string;
  readonly status: "asking" | "done" | "failed";
  /** Absent until it is done. */
  readonly found?: Discovery;
  /** Why nothing could be asked, in one sentence; else empty. */
  readonly problem: string;
}

/** How the next run travels. `connectionOf` resolves it. */
export interface ConnectionSlice {
  readonly pageOrigin: string;
  /** By origin. An origin that nobody chose for is absent. */
  readonly connections: Readonly<Record<string, ConnectionChoice>>;
  readonly relay: RelayState;
  /** The discovered choice that the endpoint was taken from: it says how to call it. Undefined once the address was edited. */
  readonly endpointCall: EndpointChoice | undefined;
  /** The last discovery. */
  readonly discovery: DiscoveryState | undefined;
  /** What shall be done to the answer on its way; undefined while nothing shall. */
  readonly faults: FaultPlan | undefined;
  /** Changes the choice for the endpoint's origin. */
  readonly setConnection: (change: Partial<ConnectionChoice>) => void;
  /** Asks the endpoint what it is, by the route of its connection. Nothing is asked but by this. */
  readonly discover: () => Promise<void>;
  /** Makes a discovered choice the endpoint, on a new thread where it is another one. */
  readonly pickChoice: (choice: EndpointChoice) => void;
  /** Asks whether there is a relay, once. */
  readonly loadRelay: () => Promise<void>;
  /** Tells which origins the relay may reach, whenever it says so. */
  readonly setTargets: (targets: readonly string[]) => void;
  /** Takes an origin from those that the relay may reach. */
  readonly removeTarget: (origin: string) => Promise<void>;
  readonly emptyTargets: () => Promise<void>;
}

/** The recording on screen and the run that feeds it. */
export interface SessionSlice {
  readonly session: Session;
  /** Grows at most once per animation frame while the recording grows. Read it to re-render. */
  readonly revision: number;
  /** How many frames are on screen: the log's length as of `revision`, so that one render never sees two lengths. */
  readonly length: number;
  /**
   * How many frames the live view includes: `length`, while little comes. While more comes than anyone could read, rows and views are
   * shown in frames of their own (publisher.ts): then it is up to two tenths of a second behind `length`, and for a frame or two ahead of it.
   */
  readonly viewLength: number;
  /** The revision at which `viewLength` last caught up: read it instead of `revision` where a tenth of a second is soon enough. */
  readonly viewRevision: number;
  readonly status: RunStatus;
  readonly notice: Notice | undefined;
  /** How many frames were saved to a file; 0 before the first time. */
  readonly savedLength: number;
  /** The revision of the bookmarks and notes that are in a file. */
  readonly savedAnnotations: number;
  /** What the notice offers: the recording that left the screen unsaved last, or all that were closed unsaved; empty for none. */
  readonly setAside: readonly KeptThread[];
  /**
   * Sends the request of the draft; `anyway` sends it although it has problems. A `body` is sent instead, as the next of the recording on screen,
   * in the form for the endpoint unless it is to go out `asTyped`; a `text` is sent as if the user had written it as the body of the draft.
   */
  readonly run: (options?: {
    readonly anyway?: boolean;
    readonly body?: string;
    readonly asTyped?: boolean;
    readonly text?: string;
  }) => Promise<void>;
  readonly stop: () => void;
  /** Tells that the recording was saved to a file with so many frames, and its bookmarks and notes as of a revision of theirs. */
  readonly markSaved: (length: number, annotations: number) => void;
  /** Shows a message to the user that no panel owns. */
  readonly notify: (notice: Notice) => void;
  readonly dismissNotice: () => void;
}

/** Reading files. */
export interface OpeningSlice {
  /** The file that is being read, and how much of it was, from 0 to 1. Its recording is on screen as soon as there is an event in it, and grows. */
  readonly opening: { readonly name: string; readonly part: number } | undefined;
  /** Opens a recording, an SSE capture, NDJSON or a JSON array. What is on screen stays if it cannot be read. Another file that is being read is given up. */
  readonly open: (file: { readonly name: string; readonly bytes: Uint8Array }) => Promise<void>;
  /** Ends the reading of a file. What was on screen before it comes back. */
  readonly cancelOpening: () => void;
}

/** Fault rules under a name, kept in this browser. */
export interface FaultSet {
  readonly name: string;
  readonly plan: FaultPlan;
}

/** Faults for the page's own runs, and the sets of rules that any place can take over. `faults` of the connection is what is in force. */
export interface FaultsSlice {
  readonly faultsOn: boolean;
  /** The rules as edited, in force or not. */
  readonly faultPlan: FaultPlan;
  readonly faultSets: readonly FaultSet[];
  readonly setFaultsOn: (on: boolean) => void;
  readonly setFaultPlan: (plan: FaultPlan) => void;
  /** Keeps a plan under a name; one of that name is replaced. */
  readonly saveFaultSet: (set: FaultSet) => void;
  readonly deleteFaultSet: (name: string) => void;
}

/** Runs of the user's own app. The data is in their recordings; these are rows about them. */
export interface LiveSlice {
  /** Where the connection to the server's live traffic stands. */
  readonly liveConnection: "off" | "connecting" | "open" | "lost";
  /** Why there is no connection, in one sentence; empty where there is one. */
  readonly liveProblem: string;
  readonly recorders: readonly LiveRecorder[];
  /** Newest first. Changes at most once per animation frame, and only rows that differ are new. */
  readonly liveRuns: readonly LiveRunRow[];
  /** Calls that neither the server nor the page keeps any more. */
  readonly forgottenRuns: number;
  /** Deliveries that wait at a breakpoint. */
  readonly held: readonly HeldDelivery[];
  /** Follows the live traffic from now on. Asking again does no harm, and tries once more where it was given up. */
  readonly followLive: () => void;
  /** Lets go of the connection while the page is out of sight, unless a recorder or a run needs it: a browser has few for one server. */
  readonly restLive: () => void;
  /** Brings the recording of a call on screen, as of its end. */
  readonly openRun: (exchange: string) => void;
  /** Lets go of all calls that are over. */
  readonly clearRuns: () => Promise<void>;
  readonly startRecorder: (target: string, port?: number) => Promise<Result<LiveRecorder>>;
  readonly changeRecorder: (id: string, change: RecorderChange) => Promise<void>;
  readonly stopRecorder: (id: string) => Promise<void>;
  readonly releaseHeld: (exchange: string, action: HeldAction) => Promise<void>;
}

/** What is found out after a run that failed, and what the user does about it. */
export interface DiagnosisSlice {
  /** Why the run on screen failed, or a hint about one that did not; undefined while one goes on, and for a request that was never sent. */
  readonly diagnosis: Diagnosis | undefined;
  /** What is being asked of the agent's server now. */
  readonly asking: "nothing" | "preflight" | "paths";
  /** What is at the usual paths; undefined until the user asks, and from the next run on. */
  readonly pathsFound: readonly PathFinding[] | undefined;
  /** The draft whose body the agent complained about: the complaints stand beside it until it is edited. */
  readonly refusedDraft: RequestDraft | undefined;
  readonly isRequestEditorOpen: boolean;
  /** Asks the address of the last run with OPTIONS through the relay, and says better why that run failed. */
  readonly lookBehind: () => Promise<void>;
  /** Asks the usual paths of the server with GET and OPTIONS; no run is started. */
  readonly tryPaths: () => Promise<void>;
  readonly showRequestEditor: (isOpen: boolean) => void;
  /** Adds a header without a value to those in use, unless there is one of that name. */
  readonly addHeader: (name: string) => void;
}

/** Breakpoints on the page's own runs. Those on live traffic are the recorder's. */
export interface BreakpointsSlice {
  /** Kept in this browser. */
  readonly runBreakpoints: readonly RunBreakpoint[];
  /** How often each was met in the last run; those that were not on then are absent. */
  readonly breakpointHits: Readonly<Record<string, number>>;
  /** A held run is not read any further, so that the agent feels it. Off whenever the page opens, so that it surprises nobody. */
  readonly slowsAgent: boolean;
  /** The run that is held, and the id of the recording that it belongs to. Changes at most once per animation frame. */
  readonly heldRun: (HeldRun & { readonly session: string }) | undefined;
  /** Adds one that is on, and gives its id. */
  readonly addBreakpoint: (condition: BreakCondition) => string;
  readonly changeBreakpoint: (id: string, change: Partial<Omit<RunBreakpoint, "id">>) => void;
  readonly removeBreakpoint: (id: string) => void;
  readonly setSlowsAgent: (on: boolean) => void;
  /** Steps or releases the run on screen where it is held. */
  readonly releaseRun: (action: HoldAction) => void;
  /** Delivers what is held of the recording on screen now, and holds what comes after. Resolves with how many events that were. */
  readonly deliverHeld: () => Promise<number>;
  /** How many events of the recording on screen have come and are not delivered yet, at this moment. */
  readonly heldEvents: () => number;
  /** Makes what holds the next run; undefined where its code cannot be had. */
  readonly guardRun: (session: Session) => Promise<BreakGate | undefined>;
}

/** The one cursor. */
export interface CursorSlice {
  readonly cursor: Cursor;
  readonly goTo: (seq: number) => void;
  readonly goLive: () => void;
  /** Moves by events; from `live` it starts at the end. */
  readonly step: (by: number) => void;
}

/** How fast a recording plays: a multiple of the pace at which it was received, or at once. */
export type Pace = 0.25 | 0.5 | 1 | 2 | 4 | 10 | "instant";

/** Plays the recording on screen: moves the cursor as time passes. */
export interface PlayerSlice {
  /** True until the end is reached, or anyone else moves the cursor. */
  readonly playing: boolean;
  readonly pace: Pace;
  /** True while the slider is dragged: then a frame may show other messages each time, and nobody reads all of them. */
  readonly dragging: boolean;
  /** Plays on from the cursor; from the end, it starts at the beginning. */
  readonly play: () => void;
  readonly pause: () => void;
  readonly setPace: (pace: Pace) => void;
  readonly setDragging: (on: boolean) => void;
}

/** Bookmarks and notes on the events of the recording on screen, which `session.reading.annotations` holds. */
export interface AnnotationsSlice {
  /** Grows with every change of a bookmark or note. Read it to render again. */
  readonly annotationsRevision: number;
  /** Bookmarks an event, or takes its bookmark away; one with a note stays, and a notice says why. */
  readonly toggleBookmark: (seq: number) => void;
  /** Changes the note of an event; an empty one leaves a bookmark where there is one. */
  readonly setNote: (seq: number, text: string) => void;
  /** Takes the bookmark and the note from an event. */
  readonly removeAnnotation: (seq: number) => void;
}

/** Look and layout: settings shared by all recordings. */
export interface LayoutSlice {
  readonly theme: Theme;
  readonly inputTab: InputTab;
  readonly meaningTab: MeaningTab;
  /** Sizes of split panels in percent, by the group's and the panel's id. A group that was never resized is absent. */
  readonly panelSizes: PanelSizes;
  readonly setTheme: (theme: Theme) => void;
  readonly showInput: (tab: InputTab) => void;
  readonly showMeaning: (tab: MeaningTab) => void;
  readonly rememberSizes: (group: string, sizes: Readonly<Record<string, number>>) => void;
}

/** What the state at the cursor is compared with: the event before, the state before its last change, the very first, or an event. */
export type DiffBase =
  { readonly kind: "previous-event" | "previous-change" | "start" } | { readonly kind: "event"; readonly seq: number };

/** The views of the shared state beside its tree. */
export interface StateViewsSlice {
  readonly stateTab: StateTab;
  readonly diffBase: DiffBase;
  /** The JSON Pointer whose history is shown; undefined until one is chosen. */
  readonly historyPointer: string | undefined;
  /** The pinned JSON Pointers by the id of the recording. They last as long as the page. */
  readonly watches: Readonly<Record<string, readonly string[]>>;
  readonly showState: (tab: StateTab) => void;
  readonly compareWith: (base: DiffBase) => void;
  /** Opens the history of a JSON Pointer. */
  readonly showHistory: (pointer: string) => void;
  /** Pins a JSON Pointer for the recording on screen, or takes the pin out. */
  readonly toggleWatch: (pointer: string) => void;
}

/** One thing that another panel shall bring into sight, mark for a moment and give the focus to. */
export type RevealTarget =
  | { readonly kind: "message" | "toolCall"; readonly id: string }
  /** `by` is the event that began it or ended it. */
  | { readonly kind: "run" | "step" | "subagent"; readonly by: number }
  | { readonly kind: "state"; readonly pointer: string }
  /** All problems of one rule of the catalogue. */
  | { readonly kind: "rule"; readonly id: string };

/** Ways from one panel to what another one shows, and what there is to say about a jump that led nowhere. */
export interface JumpsSlice {
  /** What waits to be shown, until the panel that shows it has taken it. */
  readonly revealing: RevealTarget | undefined;
  /** The last remark; `times` tells two equal ones apart. */
  readonly remark: { readonly text: string; readonly times: number } | undefined;
  /** Opens the panel that shows something, and has it shown there. */
  readonly reveal: (target: RevealTarget) => void;
  /** Says that the panel has taken what it was to show. */
  readonly endReveal: () => void;
  /** Says something in passing that needs no answer: that a jump found nothing. */
  readonly say: (text: string) => void;
}

/** What tokens cost, as the user says it; there are no other prices. Kept in this browser. */
export interface PricesSlice {
  readonly tokenPrices: TokenPrices;
  /** What stands beside an amount of money, for example "USD"; may be empty. */
  readonly currency: string;
  /** Sets the prices of one model by its `priceKey`; an empty price forgets it. */
  readonly setTokenPrice: (key: string, price: TokenPrice) => void;
  readonly setCurrency: (currency: string) => void;
}

/** What the Timeline shows of a recording. Changes nothing in it. */
export interface TimelineSlice {
  /** The text of the filter line, as typed; empty for all events. It lasts as long as the page, and is kept in its address. */
  readonly filterText: string;
  /** Whether a row of deltas of one entity is shown as one. Kept in this browser. */
  readonly folded: boolean;
  /** Milliseconds without an arrival that count as a stall. Kept in this browser. */
  readonly stallMs: number;
  readonly setFilterText: (text: string) => void;
  readonly setFolded: (on: boolean) => void;
  /** A number that is not above 0 changes nothing. */
  readonly setStallMs: (ms: number) => void;
}

/** The whole store. */
export type ScopeState = RequestSlice &
  RequestOptionsSlice &
  EnvironmentsSlice &
  RequestProfilesSlice &
  HeadersSlice &
  ConnectionSlice &
  FaultsSlice &
  ToolsSlice &
  TurnSlice &
  TurnControlSlice &
  SessionSlice &
  OpeningSlice &
  ThreadsSlice &
  ForksSlice &
  DiagnosisSlice &
  BreakpointsSlice &
  LiveSlice &
  PricesSlice &
  CursorSlice &
  TimelineSlice &
  AnnotationsSlice &
  PlayerSlice &
  LayoutSlice &
  StateViewsSlice &
  JumpsSlice &
  WhatIfSlice &
  BisectSlice &
  CompareSlice;
