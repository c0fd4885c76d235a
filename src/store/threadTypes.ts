import type { EndpointChoice } from "#src/run/discovery/types.ts";
import type { RequestDraft } from "#src/run/types.ts";
import type { Fork } from "./forkTypes.ts";
import type { Session } from "./sessionTypes.ts";
import type { Cursor } from "./types.ts";

/** What stood beside a recording when it left the screen. It comes back with it. */
export interface LeftThread {
  readonly endpoint: string;
  readonly endpointCall: EndpointChoice | undefined;
  /** What the variables of the address were. */
  readonly pathValues: Readonly<Record<string, string>>;
  readonly draft: RequestDraft;
  readonly fork: Fork | undefined;
  readonly cursor: Cursor;
  /** How many of its frames, and which revision of its notes, a file has. */
  readonly savedLength: number;
  readonly savedAnnotations: number;
}

/** A recording of this page. */
export interface KeptThread {
  readonly session: Session;
  /** Undefined while it is on screen: then the fields of the store say it. */
  readonly left: LeftThread | undefined;
}

/** The recordings of this page. */
export interface ThreadsSlice {
  /**
   * Newest first, the one on screen included. One stays until it is closed, unless it is empty; runs of the user's own app, which have a list of
   * their own, only while they are on screen.
   */
  readonly threads: readonly KeptThread[];
  /** Brings one back on screen as it was left. A run of the one that leaves is stopped. */
  readonly showThread: (id: string) => void;
  /** Lets go of one. What no file has can be brought back. */
  readonly closeThread: (id: string) => void;
  /** Returns to the recording that the notice offers; where it offers several, all of them are threads again. */
  readonly bringBack: () => void;
}
