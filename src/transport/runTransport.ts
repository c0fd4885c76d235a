import type { TransportSignal } from "./types.ts";

/** Receives signals. Must not throw. */
export type SignalSink = (signal: TransportSignal) => void;

/** What to send. */
export interface OutgoingRequest {
  readonly url: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly body: string;
}

/**
 * One way to reach an agent. `run` emits signals until `end`, which it always emits exactly once, and then resolves; it never rejects.
 * Aborting `signal` ends with reason `aborted`. The relay of `agui-scope` and a WebSocket are further implementations of this seam.
 */
export interface RunTransport {
  run(request: OutgoingRequest, sink: SignalSink, signal: AbortSignal): Promise<void>;
}
