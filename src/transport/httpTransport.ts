import { BodyReader } from "./bodyReader.ts";
import { nothingFramed } from "./framer.ts";
import { yieldToHost } from "./hostYield.ts";
import { checkHeaders, headersToSend } from "./requestHeaders.ts";
import type { OutgoingRequest, RunTransport, SignalSink } from "./runTransport.ts";
import type { EndReason, WireResponse } from "./types.ts";

/** What the transport needs from its host; everything has the platform's own as its default. */
export interface HttpTransportHost {
  readonly fetch?: typeof fetch;
  /** A clock that never goes back, in milliseconds with decimals: `performance.now`. */
  readonly now?: () => number;
  /** Milliseconds since the Unix epoch. */
  readonly wallClock?: () => number;
  /** Resolves in a new macrotask. */
  readonly yieldToHost?: () => Promise<void>;
}

/** One signal hands over at most this many bytes, so that no task grows long with the size of a read. */
const PIECE = 256 * 1024;
/** Milliseconds of continuous work after which the host gets its turn. */
const BUDGET = 8;

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
  private readonly now: () => number;
  private readonly wallClock: () => number;
  private readonly yieldToHost: () => Promise<void>;
  private startedAt = 0;
  private body: BodyReader | undefined;

  constructor(
    host: HttpTransportHost,
    private readonly sink: SignalSink,
    private readonly signal: AbortSignal,
  ) {
    this.fetch = host.fetch ?? fetch;
    this.now = host.now ?? (() => performance.now());
    this.wallClock = host.wallClock ?? (() => Date.now());
    this.yieldToHost = host.yieldToHost ?? yieldToHost;
  }

  async run(request: OutgoingRequest): Promise<void> {
    const headers = headersToSend(request.headers);
    this.startedAt = this.now();
    this.sink({
      type: "request",
      request: {
        method: "POST",
        url: request.url,
        headers,
        body: request.body,
        startedAt: this.wallClock(),
        via: "direct",
      },
    });
    const answer = await this.send({ ...request, headers });
    const ending = "reason" in answer ? answer : await this.receive(answer);
    const { frames, notes } = this.body?.end() ?? nothingFramed();
    this.sink({ type: "end", time: this.time(), ...ending, frames, notes });
  }

  private async send({ url, headers, body }: OutgoingRequest): Promise<Response | Ending> {
    if (this.signal.aborted) return ABORTED;
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
    const told: WireResponse = { status, statusText, headers, url, redirected };
    this.sink({ type: "response", time: this.time(), response: told });
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
    let busySince = this.now();
    for (;;) {
      const asked = this.now();
      let read: ReadableStreamReadResult<Uint8Array>;
      try {
        read = await reader.read();
      } catch (error) {
        return this.signal.aborted ? ABORTED : { reason: "reset", message: messageOf(error) };
      }
      const time = this.time();
      // A read that took long has waited for the network, and the host had its turn.
      if (this.now() - asked >= BUDGET) busySince = this.now();
      if (read.done) return this.signal.aborted ? ABORTED : { reason: "complete", message: "" };
      for (let from = 0; from < read.value.length; from += PIECE) {
        const bytes = read.value.length <= PIECE ? read.value : read.value.subarray(from, from + PIECE);
        this.sink({ type: "chunk", time, bytes, ...body.push(bytes) });
        if (this.now() - busySince < BUDGET) continue;
        await this.yieldToHost();
        busySince = this.now();
      }
    }
  }

  /** Milliseconds since the request, to the microsecond. */
  private time(): number {
    return Math.round((this.now() - this.startedAt) * 1000) / 1000;
  }
}

/** The error's own words, with those of what caused it where the host says so: Node keeps "connect ECONNREFUSED" there. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  const detail = cause instanceof Error ? cause.message || ("code" in cause ? String(cause.code) : "") : "";
  return detail ? `${error.message}: ${detail}` : error.message;
}
