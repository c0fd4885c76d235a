import type { FaultPlan } from "./faults/types.ts";
import type { TransportSignal } from "./types.ts";

/**
 * Receives signals. Must not throw. A promise asks the transport to read no further until it resolves, so that the agent feels it; it never
 * rejects. A WebSocket in a browser cannot be held back and reads on.
 */
export type SignalSink = (signal: TransportSignal) => void | Promise<void>;

/** What to send. */
export interface OutgoingRequest {
  readonly url: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly body: string;
  /** What the agent is asked for in Accept, unless the user gives that header; "sse" by default. */
  readonly format?: "sse" | "protobuf";
  /** What shall be done to the answer on its way. Only the relay can; any other transport refuses to send. */
  readonly faults?: FaultPlan;
}

/**
 * One way to reach an agent. `run` emits signals until `end`, which it always emits exactly once, and then resolves; it never rejects.
 * Aborting `signal` ends with reason `aborted`. The relay of `agui-scope` and a WebSocket are further implementations of this seam.
 */
export interface RunTransport {
  run(request: OutgoingRequest, sink: SignalSink, signal: AbortSignal): Promise<void>;
}
