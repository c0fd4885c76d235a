import { assert } from "#src/lib/assert.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import type { OutgoingRequest, RunTransport, SignalSink } from "#src/transport/runTransport.ts";
import type { TransportSignal } from "#src/transport/types.ts";
import { signalHidden } from "./addressTemplate/hideSecrets.ts";
import type { BreakGate } from "./breakpoints/breakGate.ts";
import { checkTarget, type OutgoingHeader } from "./checkTarget.ts";
import { statusOf } from "./runStatus.ts";
import type { RunStatus } from "./types.ts";

/** One request to send, and where its answer goes. */
export interface RunOrder extends Pick<OutgoingRequest, "format" | "faults"> {
  readonly transport: RunTransport;
  readonly url: string;
  /** For an address with secrets: as it may be kept, and what writes names over their values in a text. */
  readonly kept?: { readonly url: string; readonly hide: (text: string) => string };
  /** Why it cannot be sent, where that is known already. */
  readonly problem?: string;
  /** Headers without a name are left out. */
  readonly headers: readonly OutgoingHeader[];
  /** The exact text to send. */
  readonly body: string;
  /** Receives every signal at once. */
  readonly reading: Reading;
  /** Called after each signal, so often that the caller should draw at most once per frame. */
  readonly notify: (status: RunStatus) => void;
  /** Holds the answer at breakpoints, between transport and reading. */
  readonly gate?: BreakGate;
  /** The address of the page that sends, which explains why some addresses cannot be reached from it. */
  readonly pageUrl?: string;
}

/** A run that goes on. */
export interface ActiveRun {
  /** Aborts the request; what had arrived stays, and what a gate held goes into the reading. */
  stop(): void;
  /** Where it ended. Never rejects on anything that an agent or a network does. */
  readonly finished: Promise<RunStatus>;
}

/**
 * Sends one request and feeds the reading with what comes back. An address or a header that cannot be sent ends at once as
 * `failed`, with nothing recorded; everything else is recorded as one exchange.
 */
export function startRun(order: RunOrder): ActiveRun {
  const { transport, body, reading, notify, pageUrl, format, faults, gate, kept } = order;
  const target = checkTarget(order);
  if (!target.ok) {
    const status: RunStatus = { phase: "failed", detail: "Nothing was sent", sentence: target.error };
    notify(status);
    return { stop: () => undefined, finished: Promise.resolve(status) };
  }
  const exchange = reading.log.exchanges.length;
  const current = (): RunStatus => statusOf(reading, exchange, pageUrl);
  const abort = new AbortController();
  notify({ phase: "connecting", detail: "" });
  const receive = (signal: TransportSignal): void => {
    reading.receive(signal);
    notify(current());
  };
  gate?.open(reading, receive);
  const accept: SignalSink = gate ? (signal) => gate.accept(signal) : receive;
  const finished = transport
    .run(
      { ...target.value, body, ...(format && { format }), ...(faults && { faults }) },
      kept ? (signal) => accept(signalHidden(signal, kept.url, kept.hide)) : accept,
      abort.signal,
    )
    .then(() => gate?.whenIdle())
    .then(() => {
      assert(reading.log.exchanges[exchange]?.end, "a transport resolved before it emitted the end");
      return current();
    });
  const stop = (): void => {
    gate?.letGo();
    abort.abort();
  };
  return { stop, finished };
}
