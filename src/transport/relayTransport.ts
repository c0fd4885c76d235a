import { HostBudget, piecesOf, type TransportClock } from "./hostBudget.ts";
import type { RelayClient, RelayRefusal } from "./relayClient.ts";
import type { RelayRecord } from "./relayWire.ts";
import { headersToSend, isWebSocketUrl, wantsFaults } from "./requestHeaders.ts";
import type { OutgoingRequest, RunTransport, SignalSink } from "./runTransport.ts";
import { SignalAssembler } from "./signalAssembler.ts";

const NO_FAULTS_ON_MESSAGES =
  "Faults cannot be injected into the messages of a WebSocket; nothing was sent. Use an http address, or switch the faults off.";

/**
 * Talks to an agent through the relay of the server that serves the page: over HTTP, or over a WebSocket where the address says so.
 * Each run lets the relay reach the address first, because a run is what the user asked for. Times are those that the server measured.
 */
export function createRelayTransport(client: RelayClient, clock: TransportClock = {}): RunTransport {
  return { run: (request, sink, signal) => new Exchange(client, clock, sink, signal).run(request) };
}

class Exchange {
  private readonly budget: HostBudget;
  private readonly assembler: SignalAssembler;
  /** When the last record was made: nothing that is told later may lie before it. */
  private lastTime = 0;
  private answered = false;

  constructor(
    private readonly client: RelayClient,
    clock: TransportClock,
    sink: SignalSink,
    private readonly signal: AbortSignal,
  ) {
    this.budget = new HostBudget(clock);
    this.assembler = new SignalAssembler(sink);
  }

  async run({ url, headers: own, body, faults, format }: OutgoingRequest): Promise<void> {
    const method = isWebSocketUrl(url) ? "GET" : "POST";
    const headers = headersToSend({ url, headers: own, ...(format && { format }) });
    const request = { method, url, headers, body, startedAt: this.budget.wallTime, via: "relay" };
    const source = { from: "page", kind: "run", client: "" } as const;
    void this.assembler.accept({ type: "request", exchange: "", request, source });
    if (this.signal.aborted) return this.end("aborted", "");
    if (method === "GET" && wantsFaults(faults))
      return this.end("unreachable", NO_FAULTS_ON_MESSAGES, "FAULTS_REFUSED");
    const allowed = await this.client.allow(url);
    if (this.signal.aborted) return this.end("aborted", "");
    if (!allowed.ok) return this.end("unreachable", allowed.error);
    const call = { method, url, headers, body, ...(faults && { faults }) } as const;
    const told = await this.client.call(call, (record) => this.accept(record), this.signal);
    if (!told.ok) this.fail(told.error);
  }

  private accept(record: RelayRecord): Promise<void> | undefined {
    this.budget.resume();
    if ("time" in record) this.lastTime = record.time;
    if (record.type === "response") this.answered = true;
    let held: void | Promise<void> = undefined;
    // What is read already is taken in; the last promise tells when to read on.
    if (record.type === "chunk" && record.message === undefined) {
      for (const bytes of piecesOf(record.bytes)) held = this.assembler.accept({ ...record, bytes });
    } else held = this.assembler.accept(record);
    return held ? held.then(() => this.budget.rest()) : this.budget.rest();
  }

  private fail({ code, message }: RelayRefusal): void {
    if (code === "ABORTED" || this.signal.aborted) this.end("aborted", "");
    else this.end(this.answered ? "reset" : "unreachable", message, code);
  }

  private end(reason: "aborted" | "unreachable" | "reset", message: string, code?: string): void {
    const time = Math.max(this.lastTime, this.budget.elapsed);
    void this.assembler.accept({
      type: "end",
      exchange: "",
      time,
      reason,
      message,
      ...(code !== undefined && { code }),
    });
  }
}
