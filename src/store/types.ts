import type { TokenPrice, TokenPrices } from "#src/analysis/tokenUsage.ts";
import type { BundledAgent } from "#src/run/discovery/agentList.ts";
import type { RequestDraft } from "#src/run/types.ts";
import type { BreakpointsSlice } from "./breakpointTypes.ts";
import type { CompareSlice } from "./compareTypes.ts";
import type { ConnectionSlice } from "./connectionTypes.ts";
import type { DiagnosisSlice } from "./diagnosisTypes.ts";
import type { EnvironmentsSlice, RequestProfilesSlice } from "./environmentTypes.ts";
import type { FaultsSlice } from "./faultTypes.ts";
import type { ForksSlice } from "./forkTypes.ts";
import type { HeadersSlice } from "./headerTypes.ts";
import type { LiveSlice } from "./liveTypes.ts";
import type { RequestOptionsSlice } from "./requestOptionTypes.ts";
import type { OpeningSlice, SessionSlice } from "./sessionTypes.ts";
import type { ThreadsSlice } from "./threadTypes.ts";
import type { ToolsSlice } from "./toolTypes.ts";
import type { TurnControlSlice } from "./turnControlTypes.ts";
import type { TurnSlice } from "./turnTypes.ts";
import type { BisectSlice, WhatIfSlice } from "./whatIfTypes.ts";

/** `live` follows the end; a number is the event that everything on screen is as of (0: before the first). */
export type Cursor = "live" | number;

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
