import { spawn } from "node:child_process";
import { request, type IncomingMessage } from "node:http";
import { HttpAgent } from "@ag-ui/client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Reading } from "#src/reconstruction/reading.ts";
import { SignalAssembler } from "#src/transport/signalAssembler.ts";
import {
  deferred,
  FINISHED,
  isRequest,
  LiveHarness,
  message,
  rawCall,
  RUN,
  STARTED,
  startStream,
} from "./liveHarness.ts";

let scope: LiveHarness;
beforeEach(async () => {
  scope = await LiveHarness.start();
});
afterEach(() => scope.stop());

const SAID = message("m", "Grüße, 世界");

/** An agent that ends its stream only when the page has seen the beginning. */
async function patientAgent(): Promise<{ readonly url: string; readonly goOn: () => void }> {
  const seen = deferred();
  const url = await scope.agent((res) => {
    startStream(res);
    void seen.promise.then(() => res.end(SAID + FINISHED));
  });
  return { url, goOn: () => seen.resolve() };
}

describe("a recorder and real clients", () => {
  it("gives HttpAgent its events while the page sees them before the end", async () => {
    const { url, goOn } = await patientAgent();
    const [recorder, page] = await Promise.all([scope.record(`${url}/agent`), scope.page()]);
    const agent = new HttpAgent({ url: recorder.address, threadId: "t" });
    const types: string[] = [];
    const run = agent.runAgent({ runId: "r" }, { onEvent: ({ event }) => void types.push(event.type) });
    await page.sees("RUN_STARTED");
    goOn();
    await run;
    expect(types).toEqual([
      "RUN_STARTED",
      "TEXT_MESSAGE_START",
      "TEXT_MESSAGE_CONTENT",
      "TEXT_MESSAGE_END",
      "RUN_FINISHED",
    ]);
    expect(agent.messages.at(-1)?.content).toBe("Grüße, 世界");
    const { request: sent, source } = await page.request();
    expect(sent).toMatchObject({ method: "POST", url: `${url}/agent`, via: "recorder" });
    expect(JSON.parse(sent.body)).toMatchObject({ threadId: "t", runId: "r" });
    expect(source).toMatchObject({ from: recorder.id, kind: "run" });
    expect(await page.end()).toMatchObject({ reason: "complete" });
    expect(page.text()).toBe(STARTED + SAID + FINISHED);
  });

  it("gives curl the agent's very bytes, unbuffered", async () => {
    const { url, goOn } = await patientAgent();
    const [recorder, page] = await Promise.all([scope.record(`${url}/agent`), scope.page()]);
    const args = ["-sN", "-X", "POST", "-H", "content-type: application/json", "-d", RUN, recorder.address];
    const curl = spawn("curl", args, { stdio: ["ignore", "pipe", "inherit"] });
    const done = new Promise<number | null>((resolve, reject) => {
      curl.once("error", () => reject(new Error("This test needs curl on the path.")));
      curl.once("close", resolve);
    });
    const first = deferred();
    let output = "";
    curl.stdout.on("data", (piece: Buffer) => {
      output += piece.toString();
      if (output.includes(STARTED)) first.resolve();
    });
    await Promise.all([first.promise, page.sees("RUN_STARTED")]);
    goOn();
    expect(await done).toBe(0);
    expect(output).toBe(STARTED + SAID + FINISHED);
    expect((await page.request()).source.client).toMatch(/^curl\//);
  });

  it("gives fetch status, headers and bytes as sent, for any method and path", async () => {
    const url = await scope.agent((res, body, req) => {
      res.writeHead(418, "Short and stout", { "x-agent": "yes", "content-type": "application/json" });
      res.end(JSON.stringify({ method: req.method, path: req.url, body, auth: req.headers.authorization }));
    });
    const recorder = await scope.record(`${url}/base/`);
    const response = await fetch(`${recorder.address}x/y?q=1&r=%20`, {
      method: "PUT",
      headers: { authorization: "Bearer s3cret" },
      body: "hello",
    });
    expect([response.status, response.statusText]).toEqual([418, "Short and stout"]);
    expect(response.headers.get("x-agent")).toBe("yes");
    expect(await response.json()).toEqual({
      method: "PUT",
      path: "/base/x/y?q=1&r=%20",
      body: "hello",
      auth: "Bearer s3cret",
    });
  });

  it.each([
    ["/agent", "/", "/agent"],
    ["/agent", "/x", "/agent/x"],
    ["/agent/", "/", "/agent/"],
    ["/agent/", "/x/", "/agent/x/"],
    ["", "/x?a=1", "/x?a=1"],
    ["/agent?key=1", "/?a=2", "/agent?key=1&a=2"],
    ["", "//other.example/x", "//other.example/x"],
  ])("passes a call on from target path %j and path %j to %j", async (targetPath, path, expected) => {
    const url = await scope.agent((res, _body, req) => res.end(req.url));
    const recorder = await scope.record(`${url}${targetPath}`);
    expect((await rawCall(recorder.address, { path })).body).toBe(expected);
  });

  it("passes cookies on in both directions, and keeps neither", async () => {
    const url = await scope.agent((res, _body, req) => {
      res.writeHead(200, { "set-cookie": ["a=s3cret-1", "b=s3cret-2"] });
      res.end(req.headers.cookie);
    });
    const [recorder, page] = await Promise.all([scope.record(url), scope.page()]);
    const { headers, body } = await rawCall(recorder.address, { headers: { cookie: "session=mine" } });
    expect(body).toBe("session=mine");
    expect(headers["set-cookie"]).toEqual(["a=s3cret-1", "b=s3cret-2"]);
    await page.end();
    expect(JSON.stringify(page.records)).not.toMatch(/s3cret|"session=mine"/);
  });

  it("passes answers without a body on", async () => {
    const url = await scope.agent((res, _body, req) => {
      if (req.method === "HEAD") res.setHeader("content-length", "1000");
      else res.statusCode = 204;
      res.end();
    });
    const [recorder, page] = await Promise.all([scope.record(url), scope.page()]);
    const head = await rawCall(recorder.address, { method: "HEAD" });
    expect([head.status, head.headers["content-length"]]).toEqual([200, "1000"]);
    expect((await rawCall(recorder.address, { method: "DELETE" })).status).toBe(204);
    const { exchange } = await page.request(1);
    expect(await page.end(exchange)).toMatchObject({ reason: "complete" });
  });

  it("passes a large body on that curl asks leave for", async () => {
    const url = await scope.agent((res, body) => res.end(String(body.length)));
    const [recorder, page] = await Promise.all([scope.record(url), scope.page()]);
    const args = ["-s", "-X", "POST", "-H", "expect: 100-continue", "--data-binary", "@-", recorder.address];
    const curl = spawn("curl", args, { stdio: ["pipe", "pipe", "inherit"] });
    curl.stdin.end("x".repeat(3_000_000));
    let output = "";
    curl.stdout.on("data", (piece: Buffer) => (output += piece.toString()));
    await new Promise((resolve, reject) => {
      curl.once("error", () => reject(new Error("This test needs curl on the path.")));
      curl.once("close", resolve);
    });
    expect(output).toBe("3000000");
    expect((await page.request()).request.body).toHaveLength(3_000_000);
  });

  it("asks for no compression, which it could not read", async () => {
    const url = await scope.agent((res, _body, req) => res.end(req.headers["accept-encoding"]));
    const recorder = await scope.record(url);
    const { body } = await rawCall(recorder.address, { headers: { "accept-encoding": "gzip" } });
    expect(body).toBe("identity");
  });

  it("goes on to where the agent has moved a path, and says so", async () => {
    const url = await scope.agent((res, body, req) => {
      if (req.url === "/chat/") res.end(body);
      else res.writeHead(307, { location: "/chat/" }).end();
    });
    const [recorder, page] = await Promise.all([scope.record(`${url}/chat`), scope.page()]);
    expect(await (await fetch(recorder.address, { method: "POST", body: RUN })).text()).toBe(RUN);
    const { type } = await page.until(
      (record) => record.type === "response" && record.response.redirected && record.response.url === `${url}/chat/`,
    );
    expect(type).toBe("response");
  });

  it("answers 502 with the reason where the agent cannot be reached", async () => {
    const [recorder, page] = await Promise.all([scope.record("http://127.0.0.1:9"), scope.page()]);
    const response = await fetch(recorder.address, { method: "POST", body: RUN });
    expect(response.status).toBe(502);
    expect(await response.json()).toMatchObject({ code: "ECONNREFUSED" });
    expect(await page.end()).toMatchObject({ reason: "unreachable", code: "ECONNREFUSED" });
  });

  it("tells what a reading needs: the page's copy reads as the app's would", async () => {
    const url = await scope.agent((res) => {
      startStream(res);
      res.end(SAID + FINISHED);
    });
    const [recorder, page] = await Promise.all([scope.record(url), scope.page()]);
    await (await fetch(recorder.address, { method: "POST", body: RUN })).text();
    await page.end();
    const reading = new Reading();
    const assembler = new SignalAssembler((signal) => reading.receive(signal));
    for (const record of page.records) {
      if (record.type === "recorders" || record.type === "held" || record.type === "released") continue;
      if (record.type !== "forgotten") void assembler.accept(record);
    }
    expect(reading.length).toBe(5);
    expect(reading.viewAt(5).messages.at(-1)).toMatchObject({ content: "Grüße, 世界" });
  });
});

describe("leaving and breaking", () => {
  it("an app that leaves frees the agent", async () => {
    const freed = deferred();
    const url = await scope.agent((res) => {
      startStream(res);
      res.on("close", () => freed.resolve());
    });
    const [recorder, page] = await Promise.all([scope.record(url), scope.page()]);
    const leave = new AbortController();
    const response = await fetch(recorder.address, { method: "POST", body: RUN, signal: leave.signal });
    expect(response.status).toBe(200);
    leave.abort();
    await freed.promise;
    expect(await page.end()).toMatchObject({ reason: "aborted" });
  });

  it("an app that leaves before the answer frees the agent as well", async () => {
    const asked = deferred();
    const freed = deferred();
    const url = await scope.agent((res) => {
      asked.resolve();
      res.on("close", () => freed.resolve());
    });
    const [recorder, page] = await Promise.all([scope.record(url), scope.page()]);
    const leave = new AbortController();
    const answer = fetch(recorder.address, { method: "POST", body: RUN, signal: leave.signal });
    await asked.promise;
    leave.abort();
    await expect(answer).rejects.toThrow("aborted");
    await freed.promise;
    expect(await page.end()).toMatchObject({ reason: "aborted" });
  });

  it("an agent that breaks off breaks the app's stream, after all that it had sent", async () => {
    const url = await scope.agent((res) => {
      startStream(res);
      res.write(SAID, () => res.destroy());
    });
    const [recorder, page] = await Promise.all([scope.record(url), scope.page()]);
    const response = await fetch(recorder.address, { method: "POST", body: RUN });
    let text = "";
    const read = async (): Promise<void> => {
      for await (const piece of response.body ?? []) text += Buffer.from(piece).toString();
    };
    await expect(read()).rejects.toThrow("terminated");
    expect(text).toBe(STARTED + SAID);
    expect(await page.end()).toMatchObject({ reason: "reset" });
  });

  it("an app that does not read holds the agent back", async () => {
    let sent = 0;
    const filler = Buffer.alloc(64 * 1024, "x");
    const blocked = deferred();
    const url = await scope.agent((res) => {
      startStream(res);
      const more = (): void => {
        while (sent < 1024 * 1024 * 1024) {
          sent += filler.length;
          if (!res.write(filler)) {
            const stuck = setTimeout(() => blocked.resolve(), 500);
            res.once("drain", () => {
              clearTimeout(stuck);
              more();
            });
            return;
          }
        }
      };
      more();
    });
    const recorder = await scope.record(url);
    const response = await new Promise<IncomingMessage>((resolve) => {
      request(recorder.address, { method: "POST" }, resolve).end(RUN);
    });
    response.pause();
    await blocked.promise;
    expect(sent).toBeLessThan(64 * 1024 * 1024);
    response.destroy();
  });

  it("breaks what is under way when the recorder is removed, and tells", async () => {
    const url = await scope.agent((res) => startStream(res));
    const [recorder, page] = await Promise.all([scope.record(url), scope.page()]);
    const response = await fetch(recorder.address, { method: "POST", body: RUN });
    expect((await scope.call("DELETE", `/live/recorders/${recorder.id}`)).status).toBe(200);
    await expect(response.text()).rejects.toThrow("terminated");
    expect(await page.end()).toMatchObject({ reason: "aborted" });
    await page.until((record) => record.type === "recorders" && record.recorders.length === 0);
  });
});

describe("pages and foreign callers", () => {
  it("answers a preflight of a page on this machine itself and lets it read", async () => {
    let calls = 0;
    const url = await scope.agent((res) => {
      calls++;
      res.end("[]");
    });
    const recorder = await scope.record(url);
    const origin = "http://localhost:3000";
    const preflight = await rawCall(recorder.address, {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type,token",
        "access-control-request-private-network": "true",
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers).toMatchObject({
      "access-control-allow-origin": origin,
      "access-control-allow-methods": "POST",
      "access-control-allow-headers": "content-type,token",
      "access-control-allow-private-network": "true",
    });
    expect(calls).toBe(0);
    const answer = await rawCall(recorder.address, { method: "POST", headers: { origin } });
    expect(answer.headers["access-control-allow-origin"]).toBe(origin);
  });

  it("leaves an agent's own CORS headers as they are", async () => {
    const url = await scope.agent((res) => {
      res.setHeader("access-control-allow-origin", "*");
      res.end();
    });
    const recorder = await scope.record(url);
    const answer = await rawCall(recorder.address, { headers: { origin: "http://localhost:3000" } });
    expect(answer.headers["access-control-allow-origin"]).toBe("*");
    expect(answer.headers["access-control-allow-credentials"]).toBeUndefined();
  });

  it.each([
    ["a foreign Origin", { origin: "https://evil.example" }],
    ["an Origin that looks like this machine", { origin: "http://localhost.evil.example" }],
    ["an opaque Origin", { origin: "null" }],
    ["a foreign Host", { host: "evil.example" }],
    ["a foreign page's image", { "sec-fetch-site": "cross-site" }],
  ])("refuses %s with 403 and calls nobody", async (_what, headers) => {
    let calls = 0;
    const url = await scope.agent((res) => {
      calls++;
      res.end();
    });
    const recorder = await scope.record(url);
    const answer = await rawCall(recorder.address, { headers });
    expect(answer.status).toBe(403);
    expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
    expect(calls).toBe(0);
  });

  it("lets a page in whose origin was allowed", async () => {
    await scope.stop();
    scope = await LiveHarness.start({ allowOrigins: ["https://app.example"] });
    const recorder = await scope.record(await scope.agent((res) => res.end("ok")));
    const { status, body } = await rawCall(recorder.address, { headers: { origin: "https://app.example" } });
    expect([status, body]).toEqual([200, "ok"]);
  });

  it("says that it takes no WebSockets, and ignores other upgrades", async () => {
    const recorder = await scope.record(await scope.agent((res) => res.end("ok")));
    const upgrade = (to: string) =>
      rawCall(recorder.address, { headers: { connection: "Upgrade", upgrade: to, "sec-websocket-key": "x" } });
    expect(await upgrade("websocket")).toMatchObject({ status: 501 });
    expect(await upgrade("h2c")).toMatchObject({ status: 200, body: "ok" });
  });

  it("is no proxy", async () => {
    const recorder = await scope.record(await scope.agent((res) => res.end()));
    expect((await rawCall(recorder.address, { path: "http://example.com/" })).status).toBe(400);
  });

  it("asks the page for its token and Origin", async () => {
    for (const [headers, status] of [
      [{ "x-agui-scope-token": "wrong" }, 401],
      [{ origin: "http://localhost:1" }, 403],
    ] as const) {
      expect((await scope.call("GET", "/live/stream", undefined, headers)).status).toBe(status);
      expect((await scope.call("POST", "/live/recorders", { target: "http://127.0.0.1:9" }, headers)).status).toBe(
        status,
      );
    }
    expect(scope.live.hub.recorders).toEqual([]);
  });
});

describe("what is kept", () => {
  it("keeps no value of a header that may be secret", async () => {
    const url = await scope.agent((res) => {
      res.writeHead(200, { "x-api-key": "s3cret", "x-session-id": "s3cret", "x-plain": "kept" });
      res.end();
    });
    const [recorder, page] = await Promise.all([scope.record(url), scope.page()]);
    await fetch(recorder.address, {
      method: "POST",
      headers: {
        authorization: "Bearer s3cret",
        token: "s3cret",
        "x-api-key": "s3cret",
        "x-user-id": "s3cret",
        "content-type": "application/json",
      },
      body: RUN,
    });
    await page.end();
    expect(JSON.stringify(page.records)).not.toContain("s3cret");
    const { headers } = (await page.request()).request;
    expect(headers).toContainEqual({ name: "authorization" });
    expect(headers).toContainEqual({ name: "content-type", value: "application/json" });
    expect(JSON.stringify(page.records)).toContain("kept");
  });

  it.each([
    ["GET", "/api/copilotkit/info", "", "info"],
    ["POST", "/api/copilotkit/agent/default/run", RUN, "run"],
    ["POST", "/api/copilotkit/agent/default/connect", RUN, "connect"],
    ["POST", "/api/copilotkit/agent/default/stop/t", RUN, "other"],
    ["POST", "/single", '{"method":"info"}', "info"],
    ["POST", "/single", `{"method":"agent/run","params":{"agentId":"default"},"body":${RUN}}`, "run"],
    ["POST", "/single", `{"method":"agent/connect","params":{"agentId":"default"},"body":${RUN}}`, "connect"],
    ["POST", "/agent", RUN, "run"],
    ["POST", "/agent", '{"messages":[]}', "run"],
    ["POST", "/agent", '{"threadId":"t","runId":"r"}', "run"],
    ["POST", "/agent", "not json", "other"],
    ["GET", "/threads", "", "other"],
  ])("takes %s %s %s for %s", async (method, path, body, kind) => {
    const url = await scope.agent((res) => res.end());
    const [recorder, page] = await Promise.all([scope.record(url), scope.page()]);
    await fetch(recorder.address.replace(/\/$/, path), { method, ...(body !== "" && { body }) });
    const { request: sent, source } = await page.request();
    expect(source.kind).toBe(kind);
    expect(sent.body).toBe(body);
  });

  it("tells a page that comes later what was before, in order", async () => {
    const { url, goOn } = await patientAgent();
    const recorder = await scope.record(url);
    const early = await scope.page();
    const runs = [1, 2].map(() => fetch(recorder.address, { method: "POST", body: RUN }));
    await Promise.all(runs);
    const [first, second] = [await early.request(0), await early.request(1)].map(({ exchange }) => exchange);
    await Promise.all([early.sees("RUN_STARTED", first), early.sees("RUN_STARTED", second)]);
    const late = await scope.page();
    await Promise.all([late.sees("RUN_STARTED", first), late.sees("RUN_STARTED", second)]);
    expect(late.records[0]).toMatchObject({ type: "recorders", recorders: [{ id: recorder.id }] });
    expect(late.records.filter(isRequest).map(({ exchange }) => exchange)).toEqual([first, second]);
    goOn();
    await Promise.all([late.end(first), late.end(second)]);
    expect(late.text(first)).toBe(STARTED + SAID + FINISHED);
    expect(late.text(second)).toBe(STARTED + SAID + FINISHED);
    for (const answer of runs) expect(await (await answer).text()).toBe(STARTED + SAID + FINISHED);
  });

  it("forgets the oldest finished exchanges over the limit, and says how many", async () => {
    await scope.stop();
    scope = await LiveHarness.start({ limitBytes: 1024 * 1024 });
    const filler = "x".repeat(200_000);
    const recorder = await scope.record(await scope.agent((res) => res.end(filler)));
    for (let run = 0; run < 20; run++) await (await fetch(recorder.address, { method: "POST", body: RUN })).text();
    expect(scope.live.hub.usedBytes).toBeLessThanOrEqual(1024 * 1024);
    const page = await scope.page();
    const { exchanges, byteCount } = {
      exchanges: 0,
      byteCount: 0,
      ...(await page.until(({ type }) => type === "forgotten")),
    };
    await page.end(`${recorder.id}-20`);
    expect(exchanges).toBeGreaterThan(10);
    expect(byteCount).toBeGreaterThan(exchanges * 200_000);
    const told = page.records.filter(isRequest).map(({ exchange }) => exchange);
    expect(told).toEqual(
      Array.from({ length: 20 - exchanges }, (_, index) => `${recorder.id}-${exchanges + index + 1}`),
    );
  });

  it("forgets finished exchanges when the page says so", async () => {
    const recorder = await scope.record(await scope.agent((res) => res.end("x")));
    const page = await scope.page();
    await (await fetch(recorder.address, { method: "POST", body: RUN })).text();
    await page.end();
    expect(await (await scope.call("DELETE", "/live/exchanges")).json()).toEqual({ forgotten: 1 });
    expect([...scope.live.hub.exchanges]).toEqual([]);
  });
});
