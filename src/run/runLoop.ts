import { assert } from "#src/lib/assert.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import type { OutgoingRequest, RunTransport } from "#src/transport/runTransport.ts";
import type { TransportSignal } from "#src/transport/types.ts";
import type { BreakGate } from "./breakpoints/breakGate.ts";
import { checkUrl, headerProblem, type OutgoingHeader } from "./checkTarget.ts";
import { statusOf } from "./runStatus.ts";
import type { RunStatus } from "./types.ts";

/** One request to send, and where its answer goes. */
export interface RunOrder extends Pick<OutgoingRequest, "format" | "faults"> {
  readonly transport: RunTransport;
  readonly url: string;
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
  const { transport, body, reading, notify, pageUrl, format, faults, gate } = order;
  const headers = order.headers.filter(({ name, value }) => name !== "" || value !== "");
  const target = checkUrl(order.url);
  const refused = target.ok ? headers.map(headerProblem).find((problem) => problem !== undefined) : target.error;
  if (!target.ok || refused !== undefined) {
    const status: RunStatus = { phase: "failed", detail: "Nothing was sent", sentence: refused ?? "" };
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
  const finished = transport
    .run(
      { url: target.value, headers, body, ...(format && { format }), ...(faults && { faults }) },
      gate ? (signal) => gate.accept(signal) : receive,
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
