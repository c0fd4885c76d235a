import type { Reading } from "#src/reconstruction/reading.ts";
import type { RunStatus } from "#src/run/types.ts";
import type { KeptThread } from "./threadTypes.ts";

/** One recording on screen: a live conversation, an opened file, or what the user's own app exchanges. It holds the data; the store holds only pointers into it. */
export interface Session {
  readonly id: string;
  /** A file's name, what it was started as, or which app and thread it was heard from. */
  readonly name: string;
  /** `traffic`: runs of the user's own app, which arrive whatever is on screen. */
  readonly origin: "live" | "file" | "traffic";
  readonly reading: Reading;
}

/** A message to the user that no panel owns: a file that could not be read, a save that failed. */
export interface Notice {
  readonly severity: "info" | "error";
  readonly text: string;
  /** What a button beside it does: `bring-back` returns to the recording that was closed. */
  readonly action?: "bring-back";
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
