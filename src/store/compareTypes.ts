import type { Reading } from "#src/reconstruction/reading.ts";
import type { EndpointChoice } from "#src/run/discovery/types.ts";
import type { RunStatus } from "#src/run/types.ts";

/** One run: an exchange of a recording of this page. */
export interface RunRef {
  /** The id of the recording. */
  readonly session: string;
  readonly exchange: number;
}

/** One of several endpoints that get the same input. */
export interface SideEndpoint {
  /** What stands above its column. */
  readonly title: string;
  readonly url: string;
  /** How it is called, where its address alone does not say it. */
  readonly call?: EndpointChoice;
}

/** One run beside others. */
export interface CompareColumn {
  /** Stays the same as long as the column is there. */
  readonly id: string;
  readonly title: string;
  readonly reading: Reading;
  /** Which exchange of the reading it is; there is none where nothing was sent. */
  readonly exchange: number;
  readonly status: RunStatus;
  /** What of the input this endpoint did not get, in sentences. */
  readonly remarks: readonly string[];
}

/** What is compared, the first column with each of the others. */
export interface Comparison {
  /** `runs` were there already; `sideBySide` are started from here, and none are there before that. */
  readonly kind: "runs" | "sideBySide";
  readonly columns: readonly CompareColumn[];
  /** Grows at most once per animation frame while a column grows. */
  readonly revision: number;
}

/** Runs beside each other. */
export interface CompareSlice {
  /** Undefined while nothing is compared: then the view is closed. */
  readonly comparison: Comparison | undefined;
  /** The endpoints that were chosen to get the same input, the first the one that the others are compared with. They last as long as the page. */
  readonly sideBySide: readonly SideEndpoint[];
  /** Why nothing was sent to them, in a sentence; empty for nothing. */
  readonly sideBySideProblem: string;
  /** Opens the comparison of two or more runs; the first is the one that the others are compared with. Runs that are gone are left out. */
  readonly compareRuns: (runs: readonly RunRef[]) => void;
  /** Opens the choice of endpoints, with the runs that were last started there. */
  readonly openSideBySide: () => void;
  readonly setSideBySide: (endpoints: readonly SideEndpoint[]) => void;
  /** Sends the input of the draft to all endpoints, each with a recording of its own; `anyway` sends it although it has problems. */
  readonly startSideBySide: (options?: { readonly anyway?: boolean; readonly withHistory?: boolean }) => Promise<void>;
  /** Stops all runs that were started side by side. */
  readonly stopSideBySide: () => void;
  /** Brings the recording of a column on screen, as a thread that can be continued. */
  readonly openColumn: (id: string) => void;
  /** Closes the view and stops what was started in it. */
  readonly closeCompare: () => void;
}
