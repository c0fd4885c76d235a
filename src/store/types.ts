import type { Reading } from "#src/reconstruction/reading.ts";
import type { HeaderField, RequestDraft, RunStatus } from "#src/run/types.ts";

import type { SetAside } from "./setAside.ts";

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

/** One agent of the bundled server. */
export interface BundledAgent {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** A message that shows what it does. */
  readonly example: string;
  readonly url: string;
}

/** A message to the user that no panel owns: a file that could not be read, a save that failed. */
export interface Notice {
  readonly severity: "info" | "error";
  readonly text: string;
  /** What a button beside it does: `bring-back` returns to the recording that was closed. */
  readonly action?: "bring-back";
}

export type Theme = "system" | "dark" | "light";
export type MeaningTab = "conversation" | "event" | "problems";
export type PanelSizes = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** What was entered for the next run. */
export interface RequestSlice {
  readonly endpoint: string;
  readonly draft: RequestDraft;
  readonly headers: readonly HeaderField[];
  readonly agents: readonly BundledAgent[];
  readonly setEndpoint: (url: string) => void;
  readonly editDraft: (change: Partial<RequestDraft>) => void;
  readonly setHeaders: (headers: readonly HeaderField[]) => void;
  /** Asks the server that serves this page which agents it brings along. */
  readonly loadAgents: () => Promise<void>;
  /** Makes a bundled agent the endpoint and its example the message, on a new thread. */
  readonly pickAgent: (agent: BundledAgent) => void;
  /** Starts a thread with a new id and an empty recording. */
  readonly newThread: () => void;
}

/** The recording on screen and the run that feeds it. */
export interface SessionSlice {
  readonly session: Session;
  /** Grows at most once per animation frame while the recording grows. Read it to re-render. */
  readonly revision: number;
  /** How many frames are on screen: the log's length as of `revision`, so that one render never sees two lengths. */
  readonly length: number;
  /**
   * How many frames the live view includes: `length`, or a tenth of a second behind it while events come in faster than anyone
   * could read what they mean. The Timeline shows each frame at once; a conversation that changes wholly 60 times a second
   * would only cost the time that the Timeline needs.
   */
  readonly viewLength: number;
  /** The revision at which `viewLength` last caught up: read it instead of `revision` where a tenth of a second is soon enough. */
  readonly viewRevision: number;
  readonly status: RunStatus;
  readonly notice: Notice | undefined;
  /** How many frames were saved to a file; 0 before the first time. */
  readonly savedLength: number;
  /** The last recording that was closed unsaved, until it is brought back, dismissed or another one is closed. */
  readonly setAside: SetAside | undefined;
  /** Sends the request of the draft; `anyway` sends it although it has problems. */
  readonly run: (options?: { readonly anyway?: boolean }) => Promise<void>;
  readonly stop: () => void;
  /** Opens a recording, an SSE capture, NDJSON or a JSON array. What is on screen stays if it cannot be read. */
  readonly open: (file: { readonly name: string; readonly bytes: Uint8Array }) => Promise<void>;
  /** Tells that the recording was saved to a file with so many frames. */
  readonly markSaved: (length: number) => void;
  /** Returns to the recording that was closed last. */
  readonly bringBack: () => void;
  /** Shows a message to the user that no panel owns. */
  readonly notify: (notice: Notice) => void;
  readonly dismissNotice: () => void;
}

/** The one cursor. */
export interface CursorSlice {
  readonly cursor: Cursor;
  readonly goTo: (seq: number) => void;
  readonly goLive: () => void;
  /** Moves by events; from `live` it starts at the end. */
  readonly step: (by: number) => void;
}

/** Look and layout: settings shared by all recordings. */
export interface LayoutSlice {
  readonly theme: Theme;
  readonly meaningTab: MeaningTab;
  /** Sizes of split panels in percent, by the group's and the panel's id. A group that was never resized is absent. */
  readonly panelSizes: PanelSizes;
  readonly setTheme: (theme: Theme) => void;
  readonly showMeaning: (tab: MeaningTab) => void;
  readonly rememberSizes: (group: string, sizes: Readonly<Record<string, number>>) => void;
}

/** The whole store. */
export type ScopeState = RequestSlice & SessionSlice & CursorSlice & LayoutSlice;
