import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { createScopeServer, httpServerOf, type ScopeServer } from "#server/scopeServer.ts";
import { decodeProtobuf } from "#src/protocol/protobuf.ts";
import { Reading } from "#src/reconstruction/reading.ts";
import { statusOf } from "#src/run/runStatus.ts";
import { createHttpTransport } from "#src/transport/httpTransport.ts";
import { RelayClient } from "#src/transport/relayClient.ts";
import { createRelayTransport } from "#src/transport/relayTransport.ts";
import { encodeRelayRecord, RELAY_MEDIA_TYPE, type RelayRecord } from "#src/transport/relayWire.ts";
import type { OutgoingRequest } from "#src/transport/runTransport.ts";
import type { TransportSignal } from "#src/transport/types.ts";

const cleanups: (() => void | Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

/** Listens, on a free port where none is given. The function that comes with the address ends everything at once. */
async function listen(
  server: Server,
  port = 0,
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => sockets.add(socket));
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  cleanups.push(close);
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

async function serve(handler: (request: IncomingMessage, response: ServerResponse) => unknown): Promise<string> {
  return (await listen(createServer((request, response) => void handler(request, response)))).url;
}

interface Running {
  readonly url: string;
  readonly scope: ScopeServer;
  readonly close: () => Promise<void>;
}

async function serveScope(port = 0, options: Parameters<typeof createScopeServer>[0] = {}): Promise<Running> {
  const scope = createScopeServer(options);
  const { url, close } = await listen(httpServerOf(scope), port);
  scope.listensOn(Number(new URL(url).port));
  cleanups.push(() => scope.close());
  return { url, scope, close };
}

/** `fetch` as the page of this server has it: with its Origin. */
const pageFetch =
  (base: string, calls: string[] = []): typeof fetch =>
  (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set("origin", base);
    calls.push(`${init?.method ?? "GET"} ${(input as string).slice(base.length)}`);
    return fetch(input, { ...init, headers });
  };

const clientOf = (base: string, calls: string[] = []): RelayClient =>
  new RelayClient({ base, fetch: pageFetch(base, calls) });

const input = (text: string): string =>
  JSON.stringify({
    threadId: "t",
    runId: "r",
    state: {},
    messages: [{ id: "m", role: "user", content: text }],
    tools: [],
    context: [],
    forwardedProps: { pace: 0 },
  });

interface Outcome {
  readonly reading: Reading;
  readonly signals: readonly TransportSignal[];
  readonly end: Extract<TransportSignal, { type: "end" }>;
  readonly rules: readonly string[];
}

async function run(
  client: RelayClient,
  request: Partial<OutgoingRequest> & { readonly url: string },
  watch: (signal: TransportSignal, stop: AbortController) => void = () => undefined,
  transport = createRelayTransport(client),
): Promise<Outcome> {
  const reading = new Reading({ decodeProtobuf });
  const signals: TransportSignal[] = [];
  const stop = new AbortController();
  await transport.run(
    { headers: [], body: input("hello"), ...request },
    (signal) => {
      signals.push(signal);
      reading.receive(signal);
      watch(signal, stop);
    },
    stop.signal,
  );
  const end = signals.at(-1);
  if (end?.type !== "end") throw new Error("the last signal is no end");
  return { reading, signals, end, rules: reading.findings.map(({ rule }) => rule) };
}

const bytesOf = ({ signals }: Outcome): string =>
  Buffer.concat(signals.flatMap((signal) => (signal.type === "chunk" ? [signal.bytes] : []))).toString();
const dataOf = ({ reading }: Outcome): string[] =>
  Array.from({ length: reading.length }, (_, index) => reading.dataAt(index + 1));

const SSE = { "content-type": "text/event-stream" };
const RUN = ['{"type":"RUN_STARTED","threadId":"t","runId":"r"}', '{"type":"RUN_FINISHED","threadId":"t","runId":"r"}'];
const STREAM = RUN.map((data) => `data: ${data}\n\n`).join("");

describe("a run through the relay", () => {
  it("reaches an agent without CORS and tells what it sent, as it was sent", async () => {
    const { url: base } = await serveScope();
    let seen: IncomingMessage | undefined;
    let body = "";
    const agent = await serve(async (request, response) => {
      seen = request;
      for await (const chunk of request) body += String(chunk);
      response.writeHead(200, "Fine", { ...SSE, "x-own": "é", "set-cookie": "a=b" }).end(STREAM);
    });
    const headers = [{ name: "token", value: "secret" }];
    const outcome = await run(clientOf(base), { url: `${agent}/chat/?x=1`, headers });
    expect(seen).toMatchObject({ method: "POST", url: "/chat/?x=1" });
    expect(seen?.headers).toMatchObject({
      token: "secret",
      accept: "text/event-stream",
      "content-type": "application/json",
    });
    expect(seen?.headers).not.toHaveProperty("origin");
    expect(body).toBe(input("hello"));
    const [exchange] = outcome.reading.log.exchanges;
    expect(exchange?.request).toMatchObject({ method: "POST", via: "relay", url: `${agent}/chat/?x=1` });
    expect(exchange?.response).toMatchObject({ status: 200, statusText: "Fine", httpVersion: "1.1" });
    expect(bytesOf(outcome)).toBe(STREAM);
    expect(outcome.end).toMatchObject({ reason: "complete", message: "" });
    expect(outcome.rules).toEqual([]);
    expect(statusOf(outcome.reading, 0).phase).toBe("finished");
  });

  it("tells the same frames and findings as a direct one", async () => {
    const { url: base } = await serveScope();
    const client = clientOf(base);
    for (const body of [input("hello"), input("malformed"), input("bad-patch")]) {
      const request = { url: `${base}/agents/errors`, body };
      const relayed = await run(client, request);
      const direct = await run(client, request, undefined, createHttpTransport());
      expect(dataOf(relayed)).toEqual(dataOf(direct));
      expect(relayed.reading.findings).toEqual(direct.reading.findings);
      expect(relayed.end).toMatchObject({ reason: "complete" });
    }
  });

  it("keeps the times that the server measured, in order", async () => {
    const { url: base } = await serveScope();
    const outcome = await run(clientOf(base), { url: `${base}/agents/chat` });
    const times = outcome.signals.flatMap((signal) => ("time" in signal ? [signal.time] : []));
    expect(times.length).toBeGreaterThanOrEqual(3);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it.each([
    [
      "status 422 with its body",
      422,
      "application/json",
      '{"detail":[{"loc":["body","runId"],"msg":"Field required"}]}',
      "transport/http-status",
    ],
    ["an HTML page", 200, "text/html", "<!doctype html><title>Sign in</title>", "transport/html-page"],
    ["NDJSON", 200, "application/x-ndjson", `${RUN.join("\n")}\n`, "transport/not-a-stream"],
    ["a JSON array", 200, "application/json", `[${RUN.join(",")}]`, "transport/not-a-stream"],
    ["an empty body", 200, "text/event-stream", "", "transport/empty-body"],
  ])("shows %s", async (_name, status, type, body, rule) => {
    const { url: base } = await serveScope();
    const agent = await serve((_request, response) => response.writeHead(status, { "content-type": type }).end(body));
    const outcome = await run(clientOf(base), { url: agent });
    expect(bytesOf(outcome)).toBe(body);
    expect(outcome.rules).toContain(rule);
    expect(outcome.end.reason).toBe("complete");
  });

  it("reads the events of NDJSON and of a JSON array", async () => {
    const { url: base } = await serveScope();
    for (const body of [`${RUN.join("\n")}\n`, `[${RUN.join(",")}]`]) {
      const agent = await serve((_request, response) => response.writeHead(200).end(body));
      const outcome = await run(clientOf(base), { url: agent });
      expect(dataOf(outcome)).toEqual(RUN);
      expect(statusOf(outcome.reading, 0).phase).toBe("finished");
    }
  });

  it("says that an answer is compressed", async () => {
    const { url: base } = await serveScope();
    const agent = await serve((_request, response) => {
      response.writeHead(200, { ...SSE, "content-encoding": "gzip" }).end(gzipSync(STREAM));
    });
    expect((await run(clientOf(base), { url: agent })).rules).toContain("transport/compressed");
  });

  it("says why there is no answer, with the code", async () => {
    const { url: base } = await serveScope();
    const { close, url } = await listen(createServer());
    await close();
    const outcome = await run(clientOf(base), { url });
    expect(outcome.signals.map(({ type }) => type)).toEqual(["request", "end"]);
    expect(outcome.end).toMatchObject({ reason: "unreachable", code: "ECONNREFUSED" });
  });

  it("is refused for addresses that are never reached", async () => {
    const { url: base } = await serveScope();
    const { end } = await run(clientOf(base), { url: "http://169.254.169.254/latest/meta-data" });
    expect(end).toMatchObject({ reason: "unreachable", message: expect.stringContaining("never called") });
  });

  it("ends as reset when the agent breaks off", async () => {
    const { url: base } = await serveScope();
    const outcome = await run(clientOf(base), { url: `${base}/agents/errors`, body: input("cut") });
    expect(outcome.end.reason).toBe("reset");
    expect(outcome.rules).toContain("transport/connection-lost");
  });

  it("stops at the agent when the user stops", async () => {
    const { url: base } = await serveScope();
    let left: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => (left = resolve));
    const agent = await serve((_request, response) => {
      response.writeHead(200, SSE).write(": hello\n\n");
      response.on("close", left);
    });
    const outcome = await run(
      clientOf(base),
      { url: agent },
      (signal, stop) => signal.type === "chunk" && stop.abort(),
    );
    await gone;
    expect(outcome.end).toMatchObject({ reason: "aborted", message: "" });
    expect(outcome.end).not.toHaveProperty("code");
  });

  it("sends nothing when it was stopped before", async () => {
    const { url: base } = await serveScope();
    const calls: string[] = [];
    const outcome = await run(
      clientOf(base, calls),
      { url: `${base}/agents/chat` },
      (signal, stop) => signal.type === "request" && stop.abort(),
    );
    expect(outcome.end.reason).toBe("aborted");
    expect(calls).toEqual([]);
  });

  it("marks the faults that it was asked for", async () => {
    const { url: base } = await serveScope();
    const faults = {
      seed: 1,
      rules: [{ id: "a", kind: "duplicate", enabled: true, where: { eventType: "RUN_STARTED" } }],
    } as const;
    const outcome = await run(clientOf(base), { url: `${base}/agents/chat`, faults });
    expect(outcome.rules).toContain("scope/injected");
    expect(dataOf(outcome)[1]).toBe(dataOf(outcome)[0]);
  });
});

describe("protobuf", () => {
  it.each(["direct", "relay"])("is asked for, and arrives decoded, %s", async (way) => {
    const { url: base } = await serveScope();
    const client = clientOf(base);
    const transport = way === "direct" ? createHttpTransport() : createRelayTransport(client);
    const request = { url: `${base}/agents/shared-state` };
    const { reading, rules } = await run(client, { ...request, format: "protobuf" }, undefined, transport);
    const text = await run(client, request, undefined, transport);
    expect(reading.log.exchanges[0]?.request.headers).toContainEqual({
      name: "Accept",
      value: "application/vnd.ag-ui.event+proto",
    });
    expect(reading.log.kind(1)).toBe("protobuf");
    expect(rules).toEqual([]);
    expect(reading.length).toBe(text.reading.length);
    expect(reading.viewAt(reading.length).state).toEqual(text.reading.viewAt(text.reading.length).state);
  });

  it.each<[string, string, string[]]>([
    ["nothing about an event stream that says so", "text/event-stream", []],
    ["that the type lies", "application/vnd.ag-ui.event+proto", ["transport/content-type"]],
  ])("leads to %s", async (_name, type, rules) => {
    const { url: base } = await serveScope();
    const agent = await serve((_request, response) => response.writeHead(200, { "content-type": type }).end(STREAM));
    expect((await run(clientOf(base), { url: agent, format: "protobuf" })).rules).toEqual(rules);
  });

  it("yields to the user's own Accept", async () => {
    const { url: base } = await serveScope();
    const headers = [{ name: "accept", value: "text/event-stream" }];
    const { reading } = await run(clientOf(base), { url: `${base}/agents/chat`, headers, format: "protobuf" });
    expect(reading.log.kind(1)).toBe("event");
  });
});

describe("a WebSocket through the relay", () => {
  it.each([
    ["sse", "text-message"],
    ["protobuf", "binary-message"],
  ] as const)("carries a run, asked for %s", async (format, kind) => {
    const { url: base } = await serveScope();
    const url = `${base.replace("http", "ws")}/agents/chat/ws`;
    const outcome = await run(clientOf(base), { url, format, headers: [{ name: "X-Key", value: "1" }] });
    expect(outcome.reading.log.exchanges[0]?.request).toMatchObject({ method: "GET", via: "relay", url });
    expect(outcome.reading.log.exchanges[0]?.response?.status).toBe(101);
    expect(outcome.reading.log.kind(1)).toBe(kind);
    expect(outcome.rules).toEqual([]);
    expect(statusOf(outcome.reading, 0).phase).toBe("finished");
  });

  it("shows the answer of a server that speaks none", async () => {
    const { url: base } = await serveScope();
    const agent = (await serve((_request, response) => response.writeHead(404).end("Nothing here"))).replace(
      "http",
      "ws",
    );
    const outcome = await run(clientOf(base), { url: agent });
    expect(outcome.reading.log.exchanges[0]?.response?.status).toBe(404);
    expect(outcome.rules).toEqual(["transport/http-status"]);
  });

  it("refuses faults instead of leaving them out", async () => {
    const { url: base } = await serveScope();
    const faults = { seed: 1, rules: [{ id: "a", kind: "cut", enabled: true, where: {} }] } as const;
    const { end } = await run(clientOf(base), { url: `${base.replace("http", "ws")}/agents/chat/ws`, faults });
    expect(end).toMatchObject({ reason: "unreachable", message: expect.stringContaining("messages of a WebSocket") });
  });
});

describe("RelayClient", () => {
  it("opens one session, however many ask", async () => {
    const { url: base, scope } = await serveScope(0, { version: "1.2.3" });
    const calls: string[] = [];
    const client = clientOf(base, calls);
    const sessions = await Promise.all([client.session(), client.session(), client.session()]);
    expect(calls).toEqual(["POST /relay/session"]);
    expect(sessions[0]).toEqual({ ok: true, value: { token: scope.token, targets: [], version: "1.2.3" } });
    expect(client.token).toBe(scope.token);
  });

  it("keeps the list of targets and tells each change", async () => {
    const { url: base } = await serveScope();
    const told: (readonly string[])[] = [];
    const client = new RelayClient({ base, fetch: pageFetch(base), onTargets: (targets) => told.push(targets) });
    await client.allow("http://127.0.0.1:1/a");
    await client.allow("ws://127.0.0.1:2/b");
    await client.forget("http://127.0.0.1:1");
    await client.forget();
    const [one, two] = ["http://127.0.0.1:1", "http://127.0.0.1:2"];
    expect(told).toEqual([[], [one], [one, two], [two], []]);
    expect(client.targets).toEqual([]);
  });

  it("passes the relay's own refusal on, with its code", async () => {
    const { url: base } = await serveScope();
    const call = { url: "http://127.0.0.1:1/", method: "GET", headers: [] } as const;
    const told = await clientOf(base).call(call, () => undefined, new AbortController().signal);
    expect(told).toMatchObject({ ok: false, error: { code: "TARGET_REFUSED" } });
  });

  it("opens a new session when the server was started anew, and says so when it is gone", async () => {
    const first = await serveScope();
    const client = clientOf(first.url);
    await client.session();
    await first.close();
    const request = { url: `${first.url}/agents/chat` };
    const gone = await run(client, request);
    expect(gone.end).toMatchObject({ reason: "unreachable", code: "RELAY_GONE" });
    expect(gone.end.message).toContain(`The relay at ${first.url} does not answer`);
    const second = await serveScope(Number(new URL(first.url).port));
    expect(second.scope.token).not.toBe(first.scope.token);
    expect((await run(client, request)).end.reason).toBe("complete");
    expect(client.token).toBe(second.scope.token);
  });

  it("does not go on asking a server that refuses every token", async () => {
    let sessions = 0;
    const base = await serve((request, response) => {
      if (request.url === "/relay/session") {
        sessions++;
        response.end(`{"token":"t${sessions}","targets":[],"version":""}`);
      } else response.writeHead(401).end('{"error":"A wrong token.","code":"TOKEN_REFUSED"}');
    });
    const { end } = await run(clientOf(base), { url: `${base}/agents/chat` });
    expect(end).toMatchObject({ reason: "unreachable", code: "TOKEN_REFUSED", message: "A wrong token." });
    expect(sessions).toBe(2);
  });

  it("gives the token of the page's address where the server asks for it", async () => {
    let seen: unknown;
    const base = await serve((request, response) => {
      seen = request.headers["x-agui-scope-token"];
      response.end('{"token":"given","targets":[],"version":""}');
    });
    await new RelayClient({ base, fetch: pageFetch(base), token: "given" }).session();
    expect(seen).toBe("given");
  });

  it("says that a page from elsewhere has no relay", async () => {
    const base = await serve((_request, response) => response.writeHead(404).end("<html>Not found</html>"));
    expect(await clientOf(base).session()).toMatchObject({ ok: false, error: expect.stringContaining("is no relay") });
  });

  /** A relay that answers every call with these bytes and then ends, properly or not. */
  const oddRelay = (bytes: Uint8Array, cut = false): Promise<string> =>
    serve((request, response) => {
      if (request.url === "/relay/session") return response.end('{"token":"t","targets":[],"version":""}');
      if (request.url === "/relay/targets") return response.end('{"targets":[]}');
      response.writeHead(200, { "content-type": RELAY_MEDIA_TYPE });
      return response.write(bytes, () => (cut ? response.destroy() : response.end()));
    });

  const head: RelayRecord = {
    type: "response",
    exchange: "1",
    time: 5000,
    response: { status: 200, statusText: "", headers: [], url: "http://127.0.0.1:1/", redirected: false },
  };

  it.each([
    ["ends without a last record", encodeRelayRecord(head), false, "reset", "RELAY_BROKE_OFF"],
    ["breaks off", encodeRelayRecord(head), true, "reset", "RELAY_BROKE_OFF"],
    ["breaks off before it says anything", new Uint8Array(3), false, "unreachable", "RELAY_BROKE_OFF"],
    ["is none", Buffer.from("<!doctype html><html></html>"), false, "unreachable", "RELAY_ODD"],
  ])("notices a relay that %s", async (_name, bytes, cut, reason, code) => {
    const base = await oddRelay(bytes, cut);
    const { end, signals } = await run(clientOf(base), { url: "http://127.0.0.1:1/" });
    expect(end).toMatchObject({ reason, code });
    const times = signals.flatMap((signal) => ("time" in signal ? [signal.time] : []));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it("hangs up on what is no relay, so that it does not go on sending", async () => {
    let left: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => (left = resolve));
    const base = await serve((request, response) => {
      if (request.url === "/relay/session") return response.end('{"token":"t","targets":[],"version":""}');
      response.on("close", left);
      return response.write("<!doctype html><html></html>");
    });
    const call = { url: "http://127.0.0.1:1/", method: "GET", headers: [] } as const;
    const told = await clientOf(base).call(call, () => undefined, new AbortController().signal);
    expect(told).toMatchObject({ ok: false, error: { code: "RELAY_ODD" } });
    await gone;
  });

  it("gives the host its turn, however much comes at once", async () => {
    const { url: base } = await serveScope();
    const size = 3 * 1024 * 1024;
    const agent = await serve((_request, response) => {
      response.writeHead(200, SSE).end(`data: ${"x".repeat(size)}\n\n`);
    });
    let turns = 0;
    let clock = 0;
    const transport = createRelayTransport(clientOf(base), {
      // Each look at the clock takes a millisecond, so that the work between two turns can be counted.
      now: () => clock++,
      yieldToHost: () => {
        turns++;
        return Promise.resolve();
      },
    });
    const outcome = await run(clientOf(base), { url: agent }, undefined, transport);
    expect(bytesOf(outcome)).toHaveLength(size + 8);
    expect(turns).toBeGreaterThan(2);
  });
});
