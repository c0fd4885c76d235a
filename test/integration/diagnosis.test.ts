import type { RequestListener } from "node:http";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { evidenceOf } from "#src/run/diagnosis/evidence.ts";
import { createHttpTransport } from "#src/transport/httpTransport.ts";
import { answering, at, FINISHED, frames, INPUT, json, run, SSE, STARTED } from "./support/diagnosing.ts";
import { deferred, RunningScope } from "./support/relayServer.ts";

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

  it("403 of a server that speaks HTTP/2 only, in the words of Node's own", async () => {
    const answer: RequestListener = (request, response) => {
      request.resume();
      response.writeHead(403, { "content-type": "text/plain" }).end("Missing ALPN Protocol, expected `h2`");
    };
    const { diagnosis } = await at(answer);
    expect(diagnosis).toMatchObject({ code: "http-version" });
    expect(diagnosis?.sentence).toContain("HTTP/2 only");
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

  it("415 to JSON, which was sent as it should", async () => {
    const { diagnosis } = await at(answering(415, {}));
    expect(diagnosis).toMatchObject({ code: "media-type", offers: [{ type: "try-paths" }] });
    expect(diagnosis?.sentence).not.toContain("Send Content-Type");
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

  it("ends or breaks because of a fault rule, and says whose doing that was", async () => {
    const { origin } = await RunningScope.start();
    const sentenceFor = async (rule: object) => {
      const faults = encodeURIComponent(JSON.stringify({ rules: [rule] }));
      const { diagnosis } = await run(`${origin}/agents/chat?faults=${faults}`, {
        body: { ...INPUT, forwardedProps: { pace: 0 } },
      });
      return diagnosis?.sentence;
    };
    const ended = await sentenceFor({ kind: "drop", where: { eventType: "RUN_FINISHED" } });
    const broken = await sentenceFor({ kind: "cut", where: { from: 2 } });
    expect(ended).toMatch(/changed on purpose.* in one place: “.*Dropped a frame here\.”/);
    expect(broken).toMatch(/changed on purpose.* in one place: “.*Cut the connection here\.”/);
    // The agent is not to blame.
    for (const sentence of [ended, broken]) expect(sentence).not.toMatch(/exception|crashed/);
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
    expect(diagnosis).toMatchObject({
      code: "broken",
      sentence: expect.stringContaining("broke after 1 event (closed in the middle of the answer)."),
    });
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
