import type { RunPhase } from "#src/run/types.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import type { ExchangeSource } from "#src/transport/relayWire.ts";

/** One call of the user's own app, as a row of plain values. */
export interface LiveRunRow {
  /** The exchange's id. */
  readonly id: string;
  /** The recording that it belongs to: runs that continue a thread share one. */
  readonly recording: string;
  /** When the request came: milliseconds since the Unix epoch. */
  readonly startedAt: number;
  readonly kind: ExchangeSource["kind"];
  /** A short name of who sent it, and the words that it goes by itself. */
  readonly client: string;
  readonly clientDetail: string;
  /** The id of the recorder that it passed through, or "tap". */
  readonly recorder: string;
  readonly method: string;
  readonly url: string;
  /** Path and query of the address. */
  readonly path: string;
  /** Empty where the request names none. */
  readonly threadId: string;
  readonly runId: string;
  readonly phase: RunPhase;
  /** One sentence about where it stands; may be empty. */
  readonly detail: string;
  /** HTTP status of the answer. */
  readonly httpStatus: number | undefined;
  /** Frames that came. */
  readonly events: number;
  readonly errors: number;
  readonly warnings: number;
  /** Milliseconds from request to end; undefined while it goes on. */
  readonly duration: number | undefined;
  /** True while its delivery is held at a breakpoint. */
  readonly held: boolean;
}

/** Calls of one thread to one agent, read as one conversation. */
export interface LiveRecording {
  readonly id: string;
  /** Who and which thread, for example "curl 8.5 · thread t1". */
  readonly name: string;
  readonly reading: Reading;
}

/** Delivery that waits at a breakpoint. */
export interface HeldDelivery {
  readonly exchange: string;
  readonly recording: string;
  /** The payload of the frame that is held. */
  readonly text: string;
  /** How many frames behind it have arrived. */
  readonly waiting: number;
  /** The id of the breakpoint; absent after a step. */
  readonly breakpoint: string | undefined;
}
