import { BodyReader } from "./bodyReader.ts";
import { messageOf } from "./errorWords.ts";
import { nothingFramed } from "./framer.ts";
import { HostBudget, piecesOf, type TransportClock } from "./hostBudget.ts";
import { checkHeaders, headersToSend, NO_FAULTS_HERE, wantsFaults } from "./requestHeaders.ts";
import type { OutgoingRequest, RunTransport, SignalSink } from "./runTransport.ts";
import type { EndReason, WireResponse } from "./types.ts";

/** What the transport needs from its host; everything has the platform's own as its default. */
export interface HttpTransportHost extends TransportClock {
  readonly fetch?: typeof fetch;
  /** The protocol by which the answer from a URL came, as ALPN writes it ("h2"); "" where the browser does not tell. */
  readonly protocolOf?: (url: string) => string;
}

/** How an exchange ended. */
interface Ending {
  readonly reason: EndReason;
  readonly message: string;
}

const ABORTED: Ending = { reason: "aborted", message: "" };

/**
 * Talks to an agent directly with `fetch`: POST, no cookies, redirects followed, nothing cached.
 * `chunk` signals come for every read of the body, a large one in pieces with the same time; their frames are those of `BodyReader`.
 */
export function createHttpTransport(host: HttpTransportHost = {}): RunTransport {
  return { run: (request, sink, signal) => new Exchange(host, sink, signal).run(request) };
}

class Exchange {
  private readonly fetch: typeof fetch;
  private readonly budget: HostBudget;
  private body: BodyReader | undefined;

  constructor(
    private readonly host: HttpTransportHost,
    private readonly sink: SignalSink,
    private readonly signal: AbortSignal,
  ) {
    this.fetch = host.fetch ?? fetch;
    this.budget = new HostBudget(host);
  }

  async run(request: OutgoingRequest): Promise<void> {
    const headers = headersToSend(request);
    void this.sink({
      type: "request",
      request: {
        method: "POST",
        url: request.url,
        headers,
        body: request.body,
        startedAt: this.budget.wallTime,
        via: "direct",
      },
    });
    const answer = await this.send({ ...request, headers });
    const ending = "reason" in answer ? answer : await this.receive(answer);
    const { frames, notes } = this.body?.end() ?? nothingFramed();
    void this.sink({ type: "end", time: this.budget.elapsed, ...ending, frames, notes });
  }

  private async send({ url, headers, body, faults }: OutgoingRequest): Promise<Response | Ending> {
    if (this.signal.aborted) return ABORTED;
    if (wantsFaults(faults)) return { reason: "unreachable", message: NO_FAULTS_HERE };
    try {
      const checked = checkHeaders(url, headers);
      if (!checked.ok) return { reason: "unreachable", message: checked.error };
      const init: RequestInit = {
        method: "POST",
        headers: checked.value,
        body,
        credentials: "omit",
        redirect: "follow",
        cache: "no-store",
        signal: this.signal,
      };
      // Called on nothing: a page's own `fetch` refuses to be a method of anything but the window.
      const { fetch } = this;
      return await fetch(url, init);
    } catch (error) {
      return this.signal.aborted ? ABORTED : { reason: "unreachable", message: messageOf(error) };
    }
  }

  private async receive(response: Response): Promise<Ending> {
    const { status, statusText, url, redirected } = response;
    const headers = Array.from(response.headers, ([name, value]) => ({ name, value }));
    const httpVersion = versionOf(this.host.protocolOf?.(url) ?? "");
    const told: WireResponse = { status, statusText, ...(httpVersion && { httpVersion }), headers, url, redirected };
    void this.sink({ type: "response", time: this.budget.elapsed, response: told });
    this.body = new BodyReader({ status, contentType: response.headers.get("content-type") ?? "" });
    if (!response.body) return this.signal.aborted ? ABORTED : { reason: "complete", message: "" };
    const reader = response.body.getReader();
    // The stream of a response that did not come from the network knows nothing of the signal.
    const cancel = (): void => void reader.cancel().catch(() => undefined);
    this.signal.addEventListener("abort", cancel, { once: true });
    if (this.signal.aborted) cancel();
    try {
      return await this.read(reader, this.body);
    } finally {
      this.signal.removeEventListener("abort", cancel);
    }
  }

  private async read(reader: ReadableStreamDefaultReader<Uint8Array>, body: BodyReader): Promise<Ending> {
    for (;;) {
      let read: ReadableStreamReadResult<Uint8Array>;
      try {
        read = await reader.read();
      } catch (error) {
        return this.signal.aborted ? ABORTED : { reason: "reset", message: messageOf(error) };
      }
      const time = this.budget.elapsed;
      this.budget.resume();
      if (read.done) return this.signal.aborted ? ABORTED : { reason: "complete", message: "" };
      for (const bytes of piecesOf(read.value)) {
        const held = this.sink({ type: "chunk", time, bytes, ...body.push(bytes) });
        if (held) await held;
        const busy = this.budget.rest();
        if (busy) await busy;
      }
    }
  }
}

/** "2" for "h2", "1.1" for "http/1.1". */
function versionOf(protocol: string): string | undefined {
  return /^(?:h|http\/)(\d(?:\.\d)?)$/.exec(protocol)?.[1];
}
