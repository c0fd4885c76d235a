import type { Result } from "#src/lib/result.ts";
import type { HeldDelivery, LiveRunRow } from "#src/run/live/types.ts";
import type { HeldAction, RecorderChange } from "#src/transport/liveFeed.ts";
import type { LiveRecorder } from "#src/transport/liveTraffic.ts";

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
