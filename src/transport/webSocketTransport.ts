import { messageOf } from "./errorWords.ts";
import { HostBudget, type TransportClock } from "./hostBudget.ts";
import { NO_FAULTS_HERE, wantsFaults } from "./requestHeaders.ts";
import type { OutgoingRequest, RunTransport, SignalSink } from "./runTransport.ts";
import { SignalAssembler } from "./signalAssembler.ts";
import type { EndReason } from "./types.ts";

/** What the transport needs from its host; everything has the platform's own as its default. */
export interface WebSocketTransportHost extends TransportClock {
  readonly WebSocket?: typeof WebSocket;
}

/** The codes of a close that is the end of a stream: said so, or no code at all (https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1). */
const CLOSED_WELL: ReadonlySet<number> = new Set([1000, 1005]);

/**
 * Talks to an agent directly over a WebSocket: the request is the first text message, each message of the answer is one frame.
 * No subprotocol is asked for. A page can send no headers this way, so a request that has some is not sent.
 */
export function createWebSocketTransport(host: WebSocketTransportHost = {}): RunTransport {
  return {
    run: (request, sink, signal) =>
      new Promise((resolve) => {
        new Exchange(host, sink, signal, resolve).run(request);
      }),
  };
}

class Exchange {
  private readonly budget: HostBudget;
  private readonly assembler: SignalAssembler;
  private socket: WebSocket | undefined;
  private readonly abort = (): void => this.end("aborted", "");

  constructor(
    private readonly host: WebSocketTransportHost,
    sink: SignalSink,
    private readonly signal: AbortSignal,
    private readonly over: () => void,
  ) {
    this.budget = new HostBudget(host);
    this.assembler = new SignalAssembler(sink);
  }

  run(request: OutgoingRequest): void {
    const { url, headers, body } = request;
    void this.assembler.accept({
      type: "request",
      exchange: "",
      request: { method: "GET", url, headers, body, startedAt: this.budget.wallTime, via: "direct" },
      source: { from: "page", kind: "run", client: "" },
    });
    if (this.signal.aborted) return this.abort();
    const refused = whyNotSent(request);
    if (refused !== undefined) return this.end("unreachable", refused);
    this.signal.addEventListener("abort", this.abort, { once: true });
    try {
      this.open(url, body);
    } catch (error) {
      this.end("unreachable", messageOf(error));
    }
  }

  private open(url: string, body: string): void {
    const socket = new (this.host.WebSocket ?? WebSocket)(url);
    this.socket = socket;
    socket.binaryType = "arraybuffer";
    let opened = false;
    socket.addEventListener("open", () => {
      opened = true;
      const response = { status: 101, statusText: "Switching Protocols", headers: [], url, redirected: false };
      void this.assembler.accept({ type: "response", exchange: "", time: this.budget.elapsed, response });
      if (!this.assembler.isOver) socket.send(body);
    });
    socket.addEventListener("message", ({ data }: MessageEvent<string | ArrayBuffer>) => {
      const time = this.budget.elapsed;
      const isText = typeof data === "string";
      const bytes = isText ? new TextEncoder().encode(data) : new Uint8Array(data);
      // A browser hands over messages as they come, asked or not.
      void this.assembler.accept({ type: "chunk", exchange: "", time, bytes, message: isText ? "text" : "binary" });
    });
    // A close always follows, and it alone has a code.
    socket.addEventListener("error", () => undefined);
    socket.addEventListener("close", ({ code, reason }) => {
      if (opened && CLOSED_WELL.has(code)) return this.end("complete", "");
      const why = `code ${code}${reason ? `, ${reason}` : ""}`;
      if (opened) return this.end("reset", `the WebSocket was closed with ${why}`);
      this.end("unreachable", `The WebSocket was not opened (${why}); a browser does not say why.`);
    });
  }

  private end(reason: EndReason, message: string): void {
    if (this.assembler.isOver) return;
    this.signal.removeEventListener("abort", this.abort);
    void this.assembler.accept({ type: "end", exchange: "", time: this.budget.elapsed, reason, message });
    this.socket?.close();
    this.over();
  }
}

/** What a page cannot do over a WebSocket of its own, though the request asks for it. */
function whyNotSent({ headers, format, faults }: OutgoingRequest): string | undefined {
  if (wantsFaults(faults)) return NO_FAULTS_HERE;
  const [first] = headers;
  if (first !== undefined) {
    return `A web page cannot send headers over a WebSocket, so "${first.name}" cannot go along; nothing was sent. Use the relay, or remove the header.`;
  }
  if (format === "protobuf") {
    return "A web page cannot ask for protobuf over a WebSocket, because that takes a header; nothing was sent. Use the relay, or an address that says it.";
  }
  return undefined;
}
