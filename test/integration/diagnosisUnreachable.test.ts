import { readFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { createServer as createHttps } from "node:https";
import { createServer as createTcp, type AddressInfo } from "node:net";
import { connect } from "node:tls";
import { describe, expect, it } from "vitest";
import { describeFailure } from "#server/relay/upstreamFailure.ts";
import { Reading } from "#src/reconstruction/reading.ts";
import { diagnose } from "#src/run/diagnosis/diagnose.ts";
import { factsOf } from "#src/run/diagnosis/facts.ts";
import { knownCause } from "#src/run/diagnosis/noAnswer.ts";
import { judgeProbe, lookBehind } from "#src/run/diagnosis/probe.ts";
import { tryPaths } from "#src/run/diagnosis/tryPaths.ts";
import type { Diagnosis, ExchangeFacts } from "#src/run/diagnosis/types.ts";
import { RelayClient } from "#src/transport/relayClient.ts";
import { createRelayTransport } from "#src/transport/relayTransport.ts";
import { answering, at, pageOf, run, SSE } from "./support/diagnosing.ts";
import { agent, onClose, open, RunningScope } from "./support/relayServer.ts";

const fixture = (name: string): string => readFileSync(new URL(`../fixtures/tls/${name}`, import.meta.url), "utf8");
const TLS = { key: fixture("other.test.key"), cert: fixture("other.test.crt") };

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
    // One sentence, not one in another.
    expect(diagnosis?.sentence).toMatch(/^There is no host called no-such-host\.invalid/);
  });

  it("faults on a WebSocket: nothing was sent, and another route is no help", async () => {
    const { status, diagnosis } = await run("ws://127.0.0.1:1/ws", {
      faults: { seed: 1, rules: [{ id: "a", kind: "drop", enabled: true, where: {} }] },
    });
    expect(status.detail).toBe("The relay did not send it");
    expect(diagnosis).toMatchObject({
      code: "not-allowed",
      sentence: expect.stringMatching(/^Faults cannot.*nothing was sent/),
      offers: [],
    });
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

  it("a relay that is gone: offers to send directly", async () => {
    const transport = createRelayTransport(new RelayClient({ base: `http://127.0.0.1:${await closedPort()}` }));
    const { diagnosis } = await run("http://127.0.0.1:1/", { transport });
    expect(diagnosis).toMatchObject({
      sentence: expect.stringContaining("is not running any more"),
      offers: [{ type: "use-direct" }],
    });
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
    expect(diagnose(blocked("http://agent.test/", "https://scope.test/"))).toMatchObject({
      code: "mixed-content",
      short: "Mixed content",
      offers: [{ type: "use-relay" }],
    });
    expect(diagnose(blocked("http://agent.test/", PAGE))).toMatchObject({
      code: "unreachable",
      mend: { headers: ["content-type"] },
    });
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
