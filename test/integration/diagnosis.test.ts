import { readFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { createServer as createHttps } from "node:https";
import { createServer as createTcp, type AddressInfo } from "node:net";
import { connect } from "node:tls";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { describeFailure } from "#server/relay/upstreamFailure.ts";
import { Reading } from "#src/reconstruction/reading.ts";
import { factsOf } from "#src/run/diagnosis/facts.ts";
import { evidenceOf } from "#src/run/diagnosis/evidence.ts";
import { knownCause } from "#src/run/diagnosis/noAnswer.ts";
import { judgeProbe, lookBehind } from "#src/run/diagnosis/probe.ts";
import { tryPaths } from "#src/run/diagnosis/tryPaths.ts";
import type { Diagnosis, ExchangeFacts } from "#src/run/diagnosis/types.ts";
import { statusOf } from "#src/run/runStatus.ts";
import type { RunStatus } from "#src/run/types.ts";
import { createHttpTransport } from "#src/transport/httpTransport.ts";
import { RelayClient } from "#src/transport/relayClient.ts";
import { createRelayTransport } from "#src/transport/relayTransport.ts";
import type { RunTransport } from "#src/transport/runTransport.ts";
import type { TransportSignal } from "#src/transport/types.ts";
import { agent, deferred, onClose, open, RunningScope } from "./support/relayServer.ts";

const fixture = (name: string): string => readFileSync(new URL(`../fixtures/tls/${name}`, import.meta.url), "utf8");
const TLS = { key: fixture("other.test.key"), cert: fixture("other.test.crt") };
const INPUT = {
  threadId: "t",
  runId: "r",
  state: {},
  messages: [{ id: "m", role: "user", content: "hi" }],
  tools: [],
  context: [],
  forwardedProps: {},
};
const frames = (...events: object[]): string => events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");
const STARTED = { type: "RUN_STARTED", threadId: "t", runId: "r" };
const FINISHED = { type: "RUN_FINISHED", threadId: "t", runId: "r" };
const SSE = { "content-type": "text/event-stream" };

interface Order {
  readonly body?: unknown;
  readonly headers?: readonly { readonly name: string; readonly value: string }[];
  readonly transport?: RunTransport;
  readonly pageUrl?: string;
  readonly onSignal?: (signal: TransportSignal) => void;
  readonly signal?: AbortSignal;
}

interface Outcome {
  readonly status: RunStatus;
  readonly diagnosis: Diagnosis | undefined;
  readonly facts: ExchangeFacts;
}

/** A relay client as the page of a running AG-UI Scope has it. */
async function pageOf(scope: RunningScope): Promise<RelayClient> {
  return new RelayClient({
    base: scope.origin,
    fetch: (input, init) => {
      const headers = new Headers(init?.headers);
      headers.set("origin", scope.origin);
      return fetch(input, { ...init, headers });
    },
  });
}

/** Sends a run for real: through the relay, which sees everything, unless another transport is given. */
async function run(url: string, order: Order = {}): Promise<Outcome> {
  const transport = order.transport ?? createRelayTransport(await pageOf(await RunningScope.start()));
  const reading = new Reading();
  const body = JSON.stringify(order.body ?? INPUT);
  await transport.run(
    { url, headers: order.headers ?? [], body },
    (signal) => {
      reading.receive(signal);
      order.onSignal?.(signal);
    },
    order.signal ?? new AbortController().signal,
  );
  const facts = factsOf(reading, 0, order.pageUrl);
  if (!facts) throw new Error("There is no exchange.");
  const status = statusOf(reading, 0, order.pageUrl);
  return { status, diagnosis: status.diagnosis, facts };
}

/** What a run meets at an agent that answers so. */
const at = async (listener: RequestListener, order?: Order, path = "/agent"): Promise<Outcome> =>
  run(`${await agent(listener)}${path}`, order);

const answering =
  (status: number, headers: Record<string, string>, body = ""): RequestListener =>
  (request, response) => {
    request.resume().on("end", () => response.writeHead(status, headers).end(body));
  };
const json = (status: number, value: unknown): RequestListener =>
  answering(status, { "content-type": "application/json" }, JSON.stringify(value));

/** A port that nothing listens on. */
async function closedPort(): Promise<number> {
  const server = createTcp();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe("no answer, as the relay sees it", () => {
  it("refused", async () => {
    const { status, diagnosis } = await run(`http://127.0.0.1:${await closedPort()}/`);
    expect(status).toMatchObject({ phase: "failed", detail: "Connection refused" });
    expect(diagnosis).toMatchObject({ code: "refused", sentence: expect.stringContaining("Nothing listens") });
  });

  it("an unknown name", async () => {
    const { diagnosis } = await run("http://no-such-host.invalid/");
    expect(diagnosis).toMatchObject({ code: "dns", short: "Unknown host no-such-host.invalid" });
  });

  it("a certificate that nobody signed", async () => {
    const port = await open(createHttps(TLS, answering(200, SSE)));
    const { diagnosis } = await run(`https://127.0.0.1:${port}/`);
    expect(diagnosis).toMatchObject({ code: "tls", sentence: expect.stringMatching(/certificate.*SELF_SIGNED/) });
  });

  it("a certificate for another name", async () => {
    const port = await open(createHttps(TLS, answering(200, SSE)));
    const failure = await new Promise<unknown>((resolve, reject) => {
      const socket = connect({ port, host: "127.0.0.1", servername: "agent.test", ca: TLS.cert }, () =>
        reject(new Error("The certificate was accepted.")),
      );
      socket.on("error", resolve);
      onClose(() => void socket.destroy());
    });
    const url = new URL(`https://agent.test:${port}/`);
    const { code, message } = describeFailure(failure, url);
    expect(knownCause(code, message, url.href)).toMatchObject({
      code: "tls",
      sentence: expect.stringMatching(/other names.*ERR_TLS_CERT_ALTNAME_INVALID/),
    });
  });

  it("https at a port that speaks http: offers http", async () => {
    const url = await agent(answering(200, SSE));
    const { diagnosis } = await run(url.replace("http:", "https:"));
    expect(diagnosis).toMatchObject({ code: "tls", offers: [{ type: "use-url", url }] });
  });

  it("a port that speaks something else", async () => {
    const server = createTcp((socket) => void socket.on("error", () => undefined).end("220 mail.test ESMTP\r\n"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onClose(() => void server.close());
    const { diagnosis } = await run(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    expect(diagnosis).toMatchObject({ code: "not-http" });
  });

  it("a connection that is closed without an answer", async () => {
    const { diagnosis } = await at((request) => void request.socket.destroy());
    expect(diagnosis).toMatchObject({ code: "network", short: "Closed without an answer" });
  });

  it("headers that never come", async () => {
    const scope = await RunningScope.start({ headersTimeoutMs: 20 });
    const transport = createRelayTransport(await pageOf(scope));
    const { diagnosis } = await at(() => undefined, { transport });
    expect(diagnosis).toMatchObject({ code: "timeout", short: "No answer in time" });
  });
});

/** A run that the browser blocked: it tells the page nothing but that it failed. */
function blocked(
  url: string,
  pageUrl: string,
  headers: readonly { name: string; value: string }[] = [],
): ExchangeFacts {
  const reading = new Reading();
  const all = [
    { name: "Content-Type", value: "application/json" },
    { name: "Accept", value: "text/event-stream" },
    ...headers,
  ];
  const request = { method: "POST", url, headers: all, body: "{}", startedAt: 0, via: "direct" };
  reading.receive({ type: "request", request });
  reading.receive({ type: "end", time: 1, reason: "unreachable", message: "Failed to fetch", frames: [], notes: [] });
  const facts = factsOf(reading, 0, pageUrl);
  if (!facts) throw new Error("There is no exchange.");
  return facts;
}

describe("what a browser hides", () => {
  const PAGE = "http://127.0.0.1:4700/";

  async function behind(url: string, headers: readonly { name: string; value: string }[] = []): Promise<Diagnosis> {
    const scope = await RunningScope.start();
    await scope.scope.targets.allow(url);
    const facts = blocked(url, PAGE, headers);
    return judgeProbe(facts, await lookBehind(await pageOf(scope), facts, new AbortController().signal));
  }

  const preflight = (status: number, headers: Record<string, string> = {}): RequestListener =>
    answering(status, headers);
  const allow = (origin: string, names = "content-type"): Record<string, string> => ({
    "access-control-allow-origin": origin,
    "access-control-allow-headers": names,
  });
  const BEARER = [{ name: "Authorization", value: "Bearer secret" }];

  it.each<[string, RequestListener, readonly { name: string; value: string }[], string]>([
    [
      "a preflight with 405",
      preflight(405, { allow: "POST" }),
      [],
      "HTTP 405 Method Not Allowed and no Access-Control",
    ],
    ["a preflight with 404", preflight(404), [], "HTTP 404 Not Found"],
    ["a preflight with 401", preflight(401), BEARER, "HTTP 401 Unauthorized"],
    ["Starlette's 400 for another origin", preflight(400), [], "HTTP 400 Bad Request"],
    ["no Access-Control-Allow-Origin", preflight(204), [], "without Access-Control-Allow-Origin"],
    [
      "another origin",
      preflight(204, allow("http://localhost:3000")),
      [],
      "sends Access-Control-Allow-Origin: http://localhost:3000, and this page is at http://127.0.0.1:4700",
    ],
    ["two origins at once", preflight(204, allow("http://a.test, http://b.test")), [], "must be one origin or *"],
    [
      "no header allowed",
      preflight(200, allow("*", "")),
      [],
      "sends no Access-Control-Allow-Headers, and the request has content-type",
    ],
    [
      "a header that is not allowed",
      preflight(204, allow("*")),
      [{ name: "token", value: "secret" }],
      "allows only the headers content-type, and the request has token",
    ],
    ["* does not cover authorization", preflight(204, allow("*", "*")), BEARER, "authorization (* does not cover it)"],
  ])("CORS: %s", async (_name, listener, headers, said) => {
    const url = `${await agent(listener)}/chat`;
    const diagnosis = await behind(url, headers);
    expect(diagnosis.code).toBe("cors");
    expect(diagnosis.sentence).toContain(said);
    expect(diagnosis.mend?.origin).toBe("http://127.0.0.1:4700");
    expect(diagnosis.mend?.headers).toContain("content-type");
    expect(JSON.stringify(diagnosis)).not.toContain("secret");
  });

  it("asks as a browser would", async () => {
    let asked: object = {};
    const url = await agent((request, response) => {
      asked = { method: request.method, ...request.headers };
      response.writeHead(204).end();
    });
    await behind(url, [{ name: "X-Key", value: "secret" }]);
    expect(asked).toMatchObject({
      method: "OPTIONS",
      origin: "http://127.0.0.1:4700",
      "access-control-request-method": "POST",
      "access-control-request-headers": "content-type,x-key",
    });
    expect(JSON.stringify(asked)).not.toContain("secret");
  });

  it("a good preflight: then the answer itself lacks the header", async () => {
    const diagnosis = await behind(await agent(preflight(204, allow("*"))));
    expect(diagnosis.sentence).toMatch(/answers the preflight well, so its answer to the POST came without/);
    expect(diagnosis.offers).toEqual([{ type: "use-relay" }]);
  });

  it("a preflight that is redirected to a slash, as a Starlette mount does", async () => {
    const origin = await agent((request, response) => {
      if (request.url === "/chat") response.writeHead(307, { location: "/chat/" }).end();
      else response.writeHead(405, { allow: "POST" }).end();
    });
    const diagnosis = await behind(`${origin}/chat`);
    expect(diagnosis.code).toBe("redirect");
    expect(diagnosis.offers[0]).toEqual({ type: "use-url", url: `${origin}/chat/` });
  });

  it("refused", async () => {
    const diagnosis = await behind(`http://127.0.0.1:${await closedPort()}/`);
    expect(diagnosis).toMatchObject({ code: "refused", short: "Connection refused" });
  });

  it("an origin that the user has not allowed is not asked", async () => {
    let asked = 0;
    const url = await agent((_, response) => {
      asked++;
      response.end();
    });
    const facts = blocked(url, PAGE);
    const client = await pageOf(await RunningScope.start());
    const diagnosis = judgeProbe(facts, await lookBehind(client, facts, new AbortController().signal));
    expect(diagnosis.code).toBe("not-allowed");
    expect(asked).toBe(0);
  });

  it("mixed content is certain without a look", () => {
    const { exchange } = blocked("http://agent.test/", "https://scope.test/");
    expect(exchange.end?.reason).toBe("unreachable");
    const reading = new Reading();
    reading.receive({ type: "request", request: exchange.request });
    reading.receive({ type: "end", time: 1, reason: "unreachable", message: "", frames: [], notes: [] });
    expect(statusOf(reading, 0, "https://scope.test/")).toMatchObject({
      detail: "Mixed content",
      diagnosis: { code: "mixed-content", offers: [{ type: "use-relay" }] },
    });
    expect(statusOf(reading, 0, PAGE).diagnosis).toMatchObject({
      code: "unreachable",
      mend: { headers: ["content-type"] },
    });
  });
});

describe("an answer that is an error", () => {
  it("401: what is wanted, and that nothing was sent", async () => {
    const { diagnosis } = await at(answering(401, { "www-authenticate": 'Bearer realm="agents", scope="run"' }));
    expect(diagnosis).toMatchObject({ code: "unauthorized", offers: [{ type: "add-header", name: "Authorization" }] });
    expect(diagnosis?.sentence).toContain("It asks for Bearer for “agents”. It needs the scope run.");
    expect(diagnosis?.sentence).toContain("had no header with credentials");
  });

  it("401: why what was sent is not accepted, without its value", async () => {
    const { diagnosis, facts } = await at(
      answering(401, { "www-authenticate": 'Bearer error="invalid_token", error_description="The token has expired"' }),
      { headers: [{ name: "Authorization", value: "Bearer hunter2" }] },
    );
    expect(diagnosis?.sentence).toContain("The token has expired.");
    expect(diagnosis?.sentence).toContain("The request had Authorization, which was not accepted");
    const shown = JSON.stringify([diagnosis, diagnosis && evidenceOf(facts, diagnosis)]);
    expect(shown).toContain("Authorization");
    expect(shown).not.toContain("hunter2");
  });

  it("403", async () => {
    const { diagnosis } = await at(json(403, { detail: "Not your agent" }), {
      headers: [{ name: "X-API-Key", value: "k" }],
    });
    expect(diagnosis).toMatchObject({ code: "forbidden", sentence: expect.stringContaining("Not your agent.") });
  });

  it("422 for a header, as AG2's example of authentication answers", async () => {
    const { diagnosis } = await at(
      json(422, { detail: [{ type: "missing", loc: ["header", "token"], msg: "Field required" }] }),
    );
    expect(diagnosis).toMatchObject({
      code: "unauthorized",
      offers: [{ type: "add-header", name: "token" }],
      issues: [],
    });
  });

  it("404", async () => {
    const { diagnosis } = await at(json(404, { detail: "Not Found" }));
    expect(diagnosis).toMatchObject({ code: "not-found", offers: [{ type: "try-paths" }] });
    expect(diagnosis?.sentence).toContain("No agent is at /agent");
  });

  it("405 with Allow", async () => {
    const { diagnosis } = await at(answering(405, { allow: "GET, HEAD" }));
    expect(diagnosis).toMatchObject({ code: "method-not-allowed", offers: [{ type: "try-paths" }] });
    expect(diagnosis?.sentence).toContain("takes GET, HEAD only");
  });

  it("405 after a redirect that made a GET of the POST", async () => {
    const { diagnosis } = await at(
      (request, response) => {
        if (request.url === "/old") response.writeHead(302, { location: "/new" }).end();
        else response.writeHead(405, { allow: "POST" }).end();
      },
      { transport: createHttpTransport() },
      "/old",
    );
    expect(diagnosis?.sentence).toContain("made a GET of the POST");
    expect(diagnosis?.offers[0]).toMatchObject({ type: "use-url", url: expect.stringMatching(/\/new$/) });
  });

  it("307 to a slash, followed: the run works, and a hint names the address", async () => {
    const { status, diagnosis } = await at((request, response) => {
      if (request.url === "/agent") response.writeHead(307, { location: "/agent/" }).end();
      else response.writeHead(200, SSE).end(frames(STARTED, FINISHED));
    });
    expect(status.phase).toBe("finished");
    expect(diagnosis).toMatchObject({
      code: "redirected",
      severity: "hint",
      offers: [{ type: "use-url", url: expect.stringMatching(/\/agent\/$/) }],
    });
  });

  it("308 to another server, not followed", async () => {
    const { diagnosis } = await at(answering(308, { location: "http://other.test/agent" }));
    expect(diagnosis).toMatchObject({
      code: "redirect",
      offers: [{ type: "use-url", url: "http://other.test/agent" }],
    });
    expect(diagnosis?.sentence).toContain("points to another server");
  });

  it("415", async () => {
    const { diagnosis } = await at(answering(415, {}), { headers: [{ name: "Content-Type", value: "text/plain" }] });
    expect(diagnosis).toMatchObject({ code: "media-type", sentence: expect.stringContaining("text/plain") });
  });

  it.each<[string, number, unknown, string[]]>([
    [
      "FastAPI",
      422,
      { detail: [{ type: "missing", loc: ["body", "messages", 0, "user", "name"], msg: "Field required" }] },
      ["/messages/0/name Field required"],
    ],
    [
      "Pydantic AI",
      422,
      [{ type: "missing", loc: ["parentRunId"], msg: "Field required" }],
      ["/parentRunId Field required"],
    ],
    [
      "CopilotKit",
      400,
      {
        error: "Invalid request body",
        details: JSON.stringify([{ code: "invalid_type", path: ["messages", 0, "id"], message: "Required" }]),
      },
      ["/messages/0/id Required"],
    ],
    [
      "CopilotKit in prose",
      400,
      { error: "Invalid request body", details: "✖ Required\n  → at tools" },
      ["/tools Required"],
    ],
    [
      "our own agents",
      422,
      { error: "No", issues: [{ path: "/forwardedProps/pace", message: "Too small" }] },
      ["/forwardedProps/pace Too small"],
    ],
    [
      "problem details",
      400,
      { title: "No", errors: { "$.runId": ["The runId field is required."] } },
      ["/runId The runId field is required."],
    ],
  ])("a refused body: %s", async (_name, status, body, issues) => {
    const { diagnosis } = await at(json(status, body));
    expect(diagnosis).toMatchObject({ code: "invalid-request", offers: [{ type: "edit-request" }] });
    expect(diagnosis?.issues.map(({ pointer, message }) => `${pointer} ${message}`)).toEqual(issues);
  });

  it("500 text/plain, as AG2's mount answers: says what the request lacks", async () => {
    const { threadId: _, ...body } = { ...INPUT, tools: null, messages: [{ role: "user", content: "hi" }] };
    const { diagnosis } = await at(answering(500, { "content-type": "text/plain" }, "Internal Server Error"), { body });
    expect(diagnosis).toMatchObject({ code: "silent-500", offers: [{ type: "edit-request" }] });
    expect(diagnosis?.sentence).toContain("it lacks threadId and messages[0].id; tools is null");
  });

  it("500 text/plain for a request that lacks nothing", async () => {
    const { diagnosis } = await at(answering(500, { "content-type": "text/plain" }, "Internal Server Error"));
    expect(diagnosis?.sentence).toContain("the request has all seven fields, so the agent itself failed");
  });

  it("429 with Retry-After in seconds and as a date", async () => {
    const seconds = await at(answering(429, { "retry-after": "12" }, "slow down"));
    const { request, response } = seconds.facts.exchange;
    expect(seconds.diagnosis).toMatchObject({
      code: "too-many-requests",
      sentence: expect.stringContaining("wait 12 s"),
    });
    expect(seconds.diagnosis?.offers).toEqual([
      { type: "retry-after", at: request.startedAt + (response?.time ?? 0) + 12_000 },
    ]);
    const date = await at(answering(429, { "retry-after": "Wed, 21 Oct 2099 07:28:00 GMT" }));
    expect(date.diagnosis?.offers).toEqual([{ type: "retry-after", at: Date.UTC(2099, 9, 21, 7, 28) }]);
  });

  it("another 5xx with its words, and a gateway", async () => {
    const own = await at(json(500, { error: "The model is not configured" }));
    expect(own.diagnosis).toMatchObject({ code: "http-status", sentence: expect.stringContaining("not configured") });
    const gateway = await at(
      answering(502, { "content-type": "text/html" }, "<html><title>502 Bad Gateway</title></html>"),
    );
    expect(gateway.diagnosis?.sentence).toContain("the agent behind it is down");
  });
});

describe("an answer that is no run", () => {
  it.each<[string, RequestListener, string, RegExp]>([
    [
      "a page",
      answering(200, { "content-type": "text/html" }, "<!doctype html><title>Docs</title>"),
      "html",
      /HTML page \(Docs\)/,
    ],
    [
      "a dev server's index",
      answering(200, { "content-type": "text/html" }, '<!doctype html><title>App</title><div id="root"></div>'),
      "html",
      /single-page app/,
    ],
    [
      "a login",
      answering(200, { "content-type": "text/html" }, '<html><title>Hello</title><input type="password">'),
      "html",
      /login page/,
    ],
    ["JSON", json(200, { answer: 42 }), "not-a-stream", /JSON \(application\/json\)/],
    ["nothing", answering(200, SSE), "empty-body", /is empty/],
    ["keep-alives only", answering(200, SSE, ": a\n\n: b\n\n"), "no-events", /only 2 comments/],
    [
      "gzip that nobody asked for",
      (_, response) => {
        response.writeHead(200, { ...SSE, "content-encoding": "gzip" }).end(gzipSync(frames(STARTED, FINISHED)));
      },
      "compressed",
      /compressed \(gzip\)/,
    ],
  ])("%s", async (_name, listener, code, said) => {
    const { status, diagnosis } = await at(listener);
    expect(status.phase).toBe("failed");
    expect(diagnosis).toMatchObject({ code, sentence: expect.stringMatching(said) });
  });

  it("nothing from CopilotKit's connect", async () => {
    const { diagnosis } = await at(answering(200, SSE), {}, "/api/copilotkit/agent/default/connect");
    expect(diagnosis?.sentence).toContain("knows no run of this thread");
  });

  it("a stream under a wrong name is read, with a hint", async () => {
    const { status, diagnosis } = await at(answering(200, { "content-type": "text/plain" }, frames(STARTED, FINISHED)));
    expect(status.phase).toBe("finished");
    expect(diagnosis).toMatchObject({ code: "content-type", severity: "hint" });
  });
});

describe("a stream that goes wrong or comes badly", () => {
  /** Direct, by a clock that only the test moves. */
  const clocked = () => {
    const clock = { now: 0 };
    return { clock, transport: createHttpTransport({ now: () => clock.now, wallClock: () => clock.now }) };
  };
  const MANY = [STARTED, ...["a", "b", "c"].map((value) => ({ type: "CUSTOM", name: "n", value })), FINISHED];

  it("ends without a terminal event", async () => {
    const { diagnosis } = await at(answering(200, SSE, frames(STARTED)));
    expect(diagnosis).toMatchObject({
      code: "no-terminal",
      sentence: expect.stringContaining("RUN_STARTED (event 1)"),
    });
  });

  it("breaks", async () => {
    const arrived = deferred();
    const { diagnosis } = await at(
      (_, response) => {
        response.writeHead(200, SSE).write(frames(STARTED));
        void arrived.promise.then(() => response.destroy());
      },
      { onSignal: ({ type }) => type === "chunk" && arrived.resolve() },
    );
    expect(diagnosis).toMatchObject({ code: "broken", sentence: expect.stringContaining("broke after 1 event") });
  });

  it("comes at once long after its headers", async () => {
    const { clock, transport } = clocked();
    const answered = deferred();
    const { status, diagnosis } = await at(
      (_, response) => {
        response.writeHead(200, SSE).flushHeaders();
        void answered.promise.then(() => response.end(frames(...MANY)));
      },
      {
        transport,
        onSignal: ({ type }) => {
          if (type !== "response") return;
          clock.now += 4000;
          answered.resolve();
        },
      },
    );
    expect(status.phase).toBe("finished");
    expect(diagnosis).toMatchObject({ code: "buffered", severity: "hint" });
    expect(diagnosis?.sentence).toContain("All 5 events came at once, 4.0 s after the headers.");
  });

  it("comes at once although its timestamps say that it was paced", async () => {
    const stamped = MANY.map((event, index) => ({ ...event, timestamp: 1_790_000_000_000 + index * 500 }));
    const { diagnosis } = await at(answering(200, SSE, frames(...stamped)));
    expect(diagnosis?.sentence).toContain("The agent made them over 2.0 s by its own timestamps. So a proxy");
  });

  it("comes at once and compressed: that is the reason", async () => {
    const stamped = MANY.map((event, index) => ({ ...event, timestamp: 1_790_000_000_000 + index * 500 }));
    const { diagnosis } = await at(
      (_, response) => {
        response.writeHead(200, { ...SSE, "content-encoding": "gzip" }).end(gzipSync(frames(...stamped)));
      },
      // As a browser, Node's fetch unpacks it and leaves the header.
      { transport: createHttpTransport() },
    );
    expect(diagnosis?.sentence).toContain("The answer is compressed (gzip)");
  });

  it("a short run that comes at once is no news", async () => {
    const { diagnosis } = await at(answering(200, SSE, frames(...MANY)));
    expect(diagnosis).toBeUndefined();
  });

  it("has slow headers", async () => {
    const { clock, transport } = clocked();
    const { diagnosis } = await at(
      (_, response) => {
        clock.now += 7000;
        response.writeHead(200, SSE).end(frames(STARTED, FINISHED));
      },
      { transport },
    );
    expect(diagnosis).toMatchObject({ code: "slow-headers", sentence: expect.stringContaining("after 7.0 s") });
  });

  it("stalls until the user stops it", async () => {
    const { clock, transport } = clocked();
    const stop = new AbortController();
    const { status, diagnosis } = await at((_, response) => void response.writeHead(200, SSE).write(frames(STARTED)), {
      transport,
      signal: stop.signal,
      onSignal: ({ type }) => {
        if (type !== "chunk") return;
        clock.now += 20_000;
        stop.abort();
      },
    });
    expect(status.phase).toBe("stopped");
    expect(diagnosis).toMatchObject({
      code: "stalled",
      sentence: expect.stringContaining("20 s since RUN_STARTED (event 1)"),
    });
  });

  it("never answers, until the user stops it", async () => {
    const { clock, transport } = clocked();
    const stop = new AbortController();
    const { status, diagnosis } = await at(
      () => {
        clock.now += 12_000;
        stop.abort();
      },
      { transport, signal: stop.signal },
    );
    expect(status.phase).toBe("stopped");
    expect(diagnosis).toMatchObject({
      code: "slow-headers",
      sentence: expect.stringContaining("No answer had come for 12 s"),
    });
  });

  it("says RUN_ERROR", async () => {
    const { diagnosis } = await at(answering(200, SSE, frames(STARTED, { type: "RUN_ERROR", message: "No key" })));
    expect(diagnosis).toMatchObject({ code: "run-error", short: "RUN_ERROR: No key" });
  });
});

describe("the usual paths", () => {
  it("are judged by GET and OPTIONS, never by POST", async () => {
    const asked: string[] = [];
    const origin = await agent((request, response) => {
      const { method = "", url = "" } = request;
      asked.push(`${method} ${url}`);
      if (url === "/chat") response.writeHead(405, { allow: "POST" }).end();
      else if (url === "/awp") response.writeHead(method === "OPTIONS" ? 204 : 200, { allow: "GET, POST" }).end("{}");
      else if (url === "/agui") response.writeHead(307, { location: "/agui/" }).end();
      else if (url === "/agui/") response.writeHead(422).end();
      else if (url === "/")
        response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>x</title>");
      else if (url === "/invocations") response.writeHead(401).end();
      else response.writeHead(404).end();
    });
    const scope = await RunningScope.start();
    await scope.scope.targets.allow(origin);
    const found = await tryPaths(await pageOf(scope), `${origin}/wrong`, new AbortController().signal);
    expect(found.map(({ path, verdict }) => `${path} ${verdict}`)).toEqual([
      "/chat agent",
      "/awp agent",
      "/agui maybe",
      "/invocations maybe",
      "/ nothing",
      "/agent nothing",
    ]);
    expect(found[0]?.says).toBe("takes POST (GET: HTTP 405 Method Not Allowed, Allow: POST)");
    expect(asked.filter((line) => line.startsWith("POST"))).toEqual([]);
  });

  it("do not hang on a stream that never ends", async () => {
    const origin = await agent((_, response) => void response.writeHead(200, SSE).write(": hello\n\n"));
    const scope = await RunningScope.start();
    await scope.scope.targets.allow(origin);
    const found = await tryPaths(await pageOf(scope), origin, new AbortController().signal);
    expect(found.every(({ verdict }) => verdict === "maybe")).toBe(true);
  });
});
