import type { Breakpoint } from "./breakpoint.ts";
import type { FaultPlan } from "./faults/types.ts";
import type { RelayRecord } from "./relayWire.ts";

/** One address of ours that the user's own app sends to instead of its agent. */
export interface LiveRecorder {
  readonly id: string;
  /** The agent behind it: the path of a call is appended to that of the target. */
  readonly target: string;
  /** What the app is given instead of the target. */
  readonly address: string;
  readonly faults: FaultPlan | undefined;
  readonly breakpoints: readonly Breakpoint[];
}

/** Records beside those of the exchanges on the stream of live traffic (`GET /live/stream`). */
export type LiveRecord =
  | RelayRecord
  /** All recorders, when the stream begins and whenever one changes. */
  | { readonly type: "recorders"; readonly recorders: readonly LiveRecorder[] }
  /** Delivery of an exchange is held before a frame. `waiting` counts the frames behind it that have arrived as well. */
  | {
      readonly type: "held";
      readonly exchange: string;
      /** The payload of the frame, as it can be edited. */
      readonly text: string;
      readonly waiting: number;
      /** The breakpoint that held it; absent after a step. */
      readonly breakpoint?: string;
    }
  | { readonly type: "released"; readonly exchange: string }
  /** What the server has let go of because it keeps only so much: totals since it started, so the last record counts. */
  | { readonly type: "forgotten"; readonly exchanges: number; readonly byteCount: number };
