import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { HostCheck } from "#server/hostCheck.ts";
import { createLive, type Live, type LiveDeps } from "#server/live/live.ts";
import { Guard } from "#server/relay/guard.ts";
import type { LiveRecord, LiveRecorder } from "#src/transport/liveTraffic.ts";
import { type RelayRecord, RelayRecordReader } from "#src/transport/relayWire.ts";

const TOKEN = "the-token-of-this-launch";

/** What an agent on loopback does with a call; the body has been read. */
export type Agent = (res: ServerResponse, body: string, req: IncomingMessage) => void;

/** A promise and what settles it (Promise.withResolvers needs Node 22). */
export function deferred<T = void>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => (resolve = settle));
  return { promise, resolve };
}

/** Opens a server on a port of its own and adds its end to `closers`. */
async function opened(server: Server, closers: (() => void)[]): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Live traffic behind a server of its own, agents and pages for it; everything ends with `stop`. */
export class LiveHarness {
  private readonly closers: (() => void)[] = [];
  private constructor(
    readonly live: Live,
    /** Where the page's calls go. */
    readonly url: string,
  ) {}

  static async start(options: Omit<LiveDeps, "guard"> = {}): Promise<LiveHarness> {
    const live = createLive({ guard: new Guard({ token: TOKEN, hosts: new HostCheck(undefined) }), ...options });
    const closers: (() => void)[] = [];
    const server = createServer((req, res) => void (live.handle(req, res) || res.writeHead(404).end()));
    const harness = new LiveHarness(live, await opened(server, closers));
    harness.closers.push(...closers);
    return harness;
  }

  async stop(): Promise<void> {
    await this.live.close();
    for (const close of this.closers.splice(0)) close();
  }

  /** An agent; its address has no path. */
  agent(behaviour: Agent): Promise<string> {
    const server = createServer((req, res) => {
      const pieces: Buffer[] = [];
      req.on("data", (piece: Buffer) => pieces.push(piece));
      req.on("end", () => behaviour(res, Buffer.concat(pieces).toString(), req));
    });
    return opened(server, this.closers);
  }

  /** A recorder in front of `target`. */
  async record(target: string): Promise<LiveRecorder> {
    const recorder = await this.live.record(target);
    if (!recorder.ok) throw new Error(recorder.error);
    return recorder.value;
  }

  /** A call as the page makes it. */
  call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, {
      method,
      headers: { "x-agui-scope-token": TOKEN, origin: this.url, ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  /** A page that reads live traffic. */
  async page(): Promise<LivePage> {
    const page = await LivePage.open(`${this.url}/live/stream`);
    this.closers.push(() => page.close());
    return page;
  }
}

/** The reader of `GET /live/stream`. */
export class LivePage {
  readonly records: LiveRecord[] = [];
  private readonly waiting = new Set<() => void>();
  private readonly stop = new AbortController();
  /** Resolves when the connection is over. */
  readonly over: Promise<void>;

  private constructor(response: Response) {
    this.over = this.read(response);
  }

  static async open(url: string): Promise<LivePage> {
    const abort = new AbortController();
    const response = await fetch(url, { headers: { "x-agui-scope-token": TOKEN }, signal: abort.signal });
    if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
    const page = new LivePage(response);
    page.stop.signal.addEventListener("abort", () => abort.abort());
    return page;
  }

  close(): void {
    this.stop.abort();
  }

  /** The first record that `wanted` takes, now or when it comes. */
  async until<T extends LiveRecord>(wanted: (record: LiveRecord) => record is T): Promise<T>;
  async until(wanted: (record: LiveRecord) => boolean): Promise<LiveRecord>;
  async until(wanted: (record: LiveRecord) => boolean): Promise<LiveRecord> {
    for (;;) {
      const found = this.records.find(wanted);
      if (found) return found;
      await new Promise<void>((resolve) => this.waiting.add(resolve));
    }
  }

  /** The request of the first exchange, or of the n-th, once it was told. */
  async request(index = 0): Promise<Extract<RelayRecord, { type: "request" }>> {
    for (;;) {
      const found = this.records.filter(isRequest)[index];
      if (found) return found;
      await new Promise<void>((resolve) => this.waiting.add(resolve));
    }
  }

  end(exchange?: string): Promise<Extract<RelayRecord, { type: "end" }>> {
    return this.until(
      (record): record is Extract<RelayRecord, { type: "end" }> =>
        record.type === "end" && (exchange === undefined || record.exchange === exchange),
    );
  }

  /** The text of all chunks of an exchange so far, or of all exchanges. */
  text(exchange?: string): string {
    const chunks = this.records.filter((record) => record.type === "chunk");
    return Buffer.concat(
      chunks.filter((record) => exchange === undefined || record.exchange === exchange).map(({ bytes }) => bytes),
    ).toString();
  }

  /** Resolves when the chunks hold `text`. */
  async sees(text: string, exchange?: string): Promise<void> {
    while (!this.text(exchange).includes(text)) await new Promise<void>((resolve) => this.waiting.add(resolve));
  }

  private async read(response: Response): Promise<void> {
    const reader = new RelayRecordReader<LiveRecord>();
    try {
      for await (const bytes of response.body ?? []) {
        const records = reader.push(bytes);
        if (!records.ok) throw new Error(records.error);
        this.records.push(...records.value);
        const waiting = [...this.waiting];
        this.waiting.clear();
        for (const wake of waiting) wake();
      }
    } catch {
      // The connection was broken, by either side.
    }
  }
}

export const isRequest = (record: LiveRecord): record is Extract<RelayRecord, { type: "request" }> =>
  record.type === "request";

/** One SSE frame of an event. */
export const frame = (event: object): string => `data: ${JSON.stringify(event)}\n\n`;

export const STARTED = frame({ type: "RUN_STARTED", threadId: "t", runId: "r" });
export const FINISHED = frame({ type: "RUN_FINISHED", threadId: "t", runId: "r" });

/** A whole message of one delta. */
export const message = (id: string, delta: string): string =>
  frame({ type: "TEXT_MESSAGE_START", messageId: id, role: "assistant" }) +
  frame({ type: "TEXT_MESSAGE_CONTENT", messageId: id, delta }) +
  frame({ type: "TEXT_MESSAGE_END", messageId: id });

/** The body of a run. */
export const RUN = JSON.stringify({
  threadId: "t",
  runId: "r",
  state: {},
  messages: [{ id: "u", role: "user", content: "Go" }],
  tools: [],
  context: [],
  forwardedProps: {},
});

/** Answers 200 with an SSE head and the first frames at once. */
export function startStream(res: ServerResponse, first = STARTED): void {
  res.writeHead(200, { "content-type": "text/event-stream" });
  res.write(first);
}

/** A call with headers that `fetch` would not send, such as Host. */
export function rawCall(
  url: string,
  options: { readonly method?: string; readonly path?: string; readonly headers?: Record<string, string> },
): Promise<{ readonly status: number; readonly headers: IncomingMessage["headers"]; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const req = request({ hostname, port, agent: false, path: "/", ...options }, (res) => {
      let body = "";
      res.on("data", (piece: Buffer) => (body += piece.toString()));
      res.on("end", () => resolve({ status: res.statusCode ?? 0, headers: res.headers, body }));
    });
    req.on("error", reject);
    req.end();
  });
}
