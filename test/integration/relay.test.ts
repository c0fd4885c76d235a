import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTcpServer, type AddressInfo, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import type { RelayRecord } from "#src/transport/relayWire.ts";
import {
  agent,
  bytesOf,
  deferred,
  endOf,
  onClose,
  open,
  recordsOf,
  recordStream,
  responseOf,
  RunningScope,
} from "./support/relayServer.ts";

const sse = { "content-type": "text/event-stream" };

/** An agent that writes raw bytes to the socket, whatever HTTP says; resolves with its origin. */
async function rawAgent(talk: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.once("data", () => talk(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onClose(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("bytes", () => {
  it("pass as they were sent, whatever their cuts and line ends, and the status line and headers with them", async () => {
    const body = Buffer.concat([Buffer.from("data: é\r\n\r\n\uFEFFdata: 🎈\r\r"), Buffer.from([0xff, 0x00, 0xc3])]);
    const url = await rawAgent((socket) => {
      socket.setNoDelay(true);
      socket.write("HTTP/1.1 299 Quite Fine\r\nX-Twice: a\r\nx-twice: b\r\nContent-Type: text/event-stream\r\n");
      socket.write(`Content-Length: ${body.length}\r\n\r\n`);
      const next = (at: number): void => {
        if (at >= body.length) socket.end();
        else socket.write(body.subarray(at, at + 1), () => setImmediate(() => next(at + 1)));
      };
      next(0);
    });
    const records = await (await RunningScope.start()).run(`${url}/run?a=1`);
    expect(bytesOf(records)).toEqual(body);
    expect(responseOf(records)).toEqual({
      status: 299,
      statusText: "Quite Fine",
      httpVersion: "1.1",
      headers: [
        { name: "X-Twice", value: "a" },
        { name: "x-twice", value: "b" },
        { name: "Content-Type", value: "text/event-stream" },
        { name: "Content-Length", value: String(body.length) },
      ],
      url: `${url}/run?a=1`,
      redirected: false,
    });
    expect(endOf(records)).toMatchObject({ reason: "complete", message: "" });
  });

  it("stay compressed where the agent compresses unasked; none is asked for", async () => {
    const zipped = gzipSync("data: 1\n\n");
    const asked = deferred<string | undefined>();
    const url = await agent((req, res) => {
      asked.resolve(req.headers["accept-encoding"]?.toString());
      res.writeHead(200, { ...sse, "content-encoding": "gzip" }).end(zipped);
    });
    expect(bytesOf(await (await RunningScope.start()).run(url))).toEqual(zipped);
    expect(await asked.promise).toBe("identity");
  });

  it("are asked for as the user wants", async () => {
    const seen = deferred<readonly string[]>();
    const body = deferred<string>();
    const url = await agent((req, res) => {
      seen.resolve(req.rawHeaders);
      let text = "";
      req.on("data", (piece: Buffer) => (text += piece.toString())).on("end", () => body.resolve(text));
      res.end();
    });
    const headers = [
      { name: "Accept-Encoding", value: "gzip" },
      { name: "X-Case", value: "1" },
      { name: "x-case", value: "2" },
    ];
    await (await RunningScope.start()).run(url, { headers, body: '{"é":1}' });
    expect(await body.promise).toBe('{"é":1}');
    const lines = `Host,${new URL(url).host},Accept-Encoding,gzip,X-Case,1,x-case,2,Content-Length,8,Connection,close`;
    expect((await seen.promise).join(",")).toBe(lines);
  });

  it.each([200, 204, 301, 302, 303, 304, 400, 401, 404, 405, 415, 422, 429, 500, 503])(
    "and status %i arrive",
    async (status) => {
      const url = await agent((_, res) => {
        res.writeHead(status, { "retry-after": "7", location: "/elsewhere" }).end(`body of ${status}`);
      });
      const records = await (await RunningScope.start()).run(url);
      expect(responseOf(records)).toMatchObject({ status, url: `${url}/`, redirected: false });
      expect(responseOf(records).headers).toContainEqual({ name: "retry-after", value: "7" });
      expect(bytesOf(records).toString()).toBe(status === 204 || status === 304 ? "" : `body of ${status}`);
    },
  );

  it("take GET and OPTIONS as well", async () => {
    const url = await agent((req, res) => {
      res.setHeader("x-saw", `${req.method} ${req.headers.origin} ${req.headers["content-length"]}`);
      res.end();
    });
    const scope = await RunningScope.start();
    const headers = [{ name: "Origin", value: "http://app.example" }];
    const saw = async (method: string) =>
      responseOf(await scope.run(url, { method, headers, body: "" })).headers.find(({ name }) => name === "x-saw")
        ?.value;
    expect(await saw("OPTIONS")).toBe("OPTIONS http://app.example undefined");
    expect(await saw("GET")).toBe("GET undefined undefined");
  });
});

describe("timing", () => {
  it("an event arrives before the next one is sent", async () => {
    const answers: ServerResponse[] = [];
    const url = await agent((_, res) => {
      res.writeHead(200, sse).write("data: 0\n\n");
      answers.push(res);
    });
    const scope = await RunningScope.start();
    await scope.scope.targets.allow(url);
    const seen: string[] = [];
    const times: number[] = [];
    for await (const record of recordStream(await scope.call(url))) {
      if ("time" in record) times.push(record.time);
      if (record.type !== "chunk") continue;
      seen.push(Buffer.from(record.bytes).toString());
      // The agent goes on only when what it sent has been seen here.
      if (seen.length < 5) answers[0]?.write(`data: ${seen.length}\n\n`);
      else answers[0]?.end();
    }
    expect(seen).toEqual([0, 1, 2, 3, 4].map((index) => `data: ${index}\n\n`));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it("the call is taken before the agent has answered", async () => {
    const answer = deferred<ServerResponse>();
    const url = await agent((_, res) => answer.resolve(res));
    const scope = await RunningScope.start();
    await scope.scope.targets.allow(url);
    const taken = await scope.call(url);
    expect(taken.headers["content-type"]).toBe("application/vnd.agui-scope.relay");
    (await answer.promise).end();
    expect(endOf(await recordsOf(taken)).reason).toBe("complete");
  });

  it("an agent that never answers is given up after the time set", async () => {
    const url = await agent(() => undefined);
    const scope = await RunningScope.start({ headersTimeoutMs: 50 });
    for (const [at, method] of [
      [url, "POST"],
      [url.replace("http:", "ws:"), "GET"],
    ] as const) {
      const end = endOf(await scope.run(at, { method }));
      expect(end).toMatchObject({ reason: "unreachable", code: "HEADERS_TIMEOUT" });
    }
  });

  it("200 calls run at once", async () => {
    const waiting: ServerResponse[] = [];
    const all = deferred();
    const url = await agent((_, res) => {
      waiting.push(res);
      if (waiting.length === 200) all.resolve();
    });
    const scope = await RunningScope.start();
    await scope.scope.targets.allow(url);
    const calls = Array.from({ length: 200 }, async () => endOf(await recordsOf(await scope.call(url))).reason);
    await all.promise;
    for (const res of waiting) res.end("done");
    expect(new Set(await Promise.all(calls))).toEqual(new Set(["complete"]));
  });
});

describe("either side", () => {
  it.each([["before", false] as const, ["after", true] as const])(
    "a page that leaves %s the answer has begun frees the agent",
    async (_, answersFirst) => {
      const freed = deferred<string>();
      const asked = deferred();
      const url = await agent((_req, res) => {
        res.once("close", () => freed.resolve("freed"));
        if (answersFirst) res.writeHead(200, sse).write("data: 1\n\n");
        asked.resolve();
      });
      const scope = await RunningScope.start();
      await scope.scope.targets.allow(url);
      const call = await scope.call(url);
      await asked.promise;
      if (answersFirst) await recordStream(call).next();
      call.destroy();
      expect(await freed.promise).toBe("freed");
    },
  );

  it("an agent that breaks off is a reset, with what came before", async () => {
    const url = await agent((_, res) => {
      res.writeHead(200, sse).write("data: 1\n\ndata: 2", () => res.socket?.destroy());
    });
    const records = await (await RunningScope.start()).run(url);
    expect(bytesOf(records).toString()).toBe("data: 1\n\ndata: 2");
    expect(endOf(records)).toMatchObject({ reason: "reset" });
    expect(endOf(records).message).not.toBe("");
  });

  it("a page that does not read holds the agent back", async () => {
    let sent = 0;
    const piece = Buffer.alloc(64 * 1024, "x");
    const stopped = deferred();
    const url = await agent((_, res) => {
      const pump = (): void => {
        while (sent < 1024 ** 3 && res.write(piece)) sent += piece.length;
        // Half a second without a drain: every buffer on the way is full, or this machine is busy and less was sent still.
        const timer = setTimeout(stopped.resolve, 500);
        res.once("drain", () => {
          clearTimeout(timer);
          pump();
        });
      };
      pump();
    });
    const scope = await RunningScope.start();
    await scope.scope.targets.allow(url);
    const call = await scope.call(url);
    call.pause();
    await stopped.promise;
    // A gigabyte was wanted; what four sockets hold is a few megabytes.
    expect(sent).toBeLessThan(64 * 1024 * 1024);
    call.destroy();
  });
});

describe("redirects", () => {
  it.each([307, 308])("%i within the origin keeps method, headers and body", async (status) => {
    const seen: string[] = [];
    const url = await agent((req, res) => {
      let body = "";
      req.on("data", (piece: Buffer) => (body += piece.toString()));
      req.on("end", () => {
        seen.push(`${req.method} ${req.url} ${req.headers["x-key"]?.toString()} ${body}`);
        if (req.url === "/run") res.writeHead(status, { location: "/run/?x=1" }).end("moved");
        else res.end("here");
      });
    });
    const headers = [{ name: "x-key", value: "k" }];
    const records = await (await RunningScope.start()).run(`${url}/run`, { headers });
    expect(seen).toEqual(["POST /run k {}", "POST /run/?x=1 k {}"]);
    expect(bytesOf(records).toString()).toBe("here");
    expect(responseOf(records)).toMatchObject({ status: 200, url: `${url}/run/?x=1`, redirected: true });
  });

  it("in a circle end with the redirect itself", async () => {
    let asked = 0;
    const url = await agent((_, res) => {
      asked++;
      res.writeHead(307, { location: "/again" }).end();
    });
    const records = await (await RunningScope.start()).run(url);
    expect(responseOf(records)).toMatchObject({ status: 307, redirected: true });
    expect(asked).toBe(6);
  });
});

describe("an agent that cannot be reached", () => {
  it("refuses the connection", async () => {
    const server = createServer();
    const port = await open(server);
    await new Promise((resolve) => server.close(resolve));
    const [end, ...more] = await (await RunningScope.start()).run(`http://127.0.0.1:${port}/`);
    expect(more).toEqual([]);
    expect(end).toMatchObject({ type: "end", reason: "unreachable", code: "ECONNREFUSED" });
    expect(endOf(end ? [end] : []).message).toContain(`127.0.0.1:${port}`);
  });

  it("has no name that is known", async () => {
    const end = endOf(await (await RunningScope.start()).run("http://agent.invalid/run"));
    expect(end.reason).toBe("unreachable");
    expect(["ENOTFOUND", "EAI_AGAIN"]).toContain(end.code);
    expect(end.message).toContain("agent.invalid");
  });

  it("speaks http where https is asked for", async () => {
    const url = (await agent((_, res) => res.end())).replace("http:", "https:");
    const end = endOf(await (await RunningScope.start()).run(url));
    expect(end).toMatchObject({ reason: "unreachable" });
    expect(end.message).toMatch(/TLS/);
  });

  it("speaks no HTTP at all", async () => {
    const url = await rawAgent((socket) => socket.end("+OK ready\r\n"));
    const end = endOf(await (await RunningScope.start()).run(url));
    expect(end.reason).toBe("unreachable");
    expect(end.code).toMatch(/^HPE_/);
  });

  it("closes without a word", async () => {
    const url = await rawAgent((socket) => socket.destroy());
    expect(endOf(await (await RunningScope.start()).run(url))).toMatchObject({
      reason: "unreachable",
      code: "ECONNRESET",
    });
  });
});

describe("faults", () => {
  it("are injected and marked", async () => {
    const url = await agent((_, res) => res.writeHead(200, sse).end("data: 1\n\ndata: 2\n\n"));
    const rule = { id: "a", kind: "drop", enabled: true, where: { from: 2 } };
    const records = await (await RunningScope.start()).run(url, { faults: { seed: 1, rules: [rule] } });
    expect(bytesOf(records).toString()).toBe("data: 1\n\n");
    expect(records.find(({ type }) => type === "injected")).toMatchObject({ injection: { kind: "drop" } });
  });
});

describe("WebSockets", () => {
  /** An agent on a WebSocket; resolves with its ws: URL. */
  async function socketAgent(serve: (socket: WebSocket, first: string, isBinary: boolean) => void): Promise<string> {
    const server = createServer();
    const sockets = new WebSocketServer({ server });
    sockets.on("connection", (socket) => {
      socket.once("message", (data: Buffer, isBinary: boolean) => serve(socket, data.toString(), isBinary));
    });
    onClose(() => {
      for (const client of sockets.clients) client.terminate();
    });
    return `ws://127.0.0.1:${await open(server)}/ws`;
  }
  const messagesOf = (records: readonly RelayRecord[]) =>
    records.flatMap((record) =>
      record.type === "chunk" ? [[record.message, Buffer.from(record.bytes).toString("latin1")]] : [],
    );

  it("carry the body as first text message and each message back as one record", async () => {
    const url = await socketAgent((socket, first, isBinary) => {
      socket.send(`${isBinary} ${first}`);
      socket.send(Buffer.from([0xff, 0x00]));
      socket.send("");
      socket.close(1000);
    });
    const records = await (await RunningScope.start()).run(url, { method: "GET", body: '{"a":1}' });
    expect(responseOf(records)).toMatchObject({ status: 101, url });
    expect(messagesOf(records)).toEqual([
      ["text", 'false {"a":1}'],
      ["binary", "\xff\x00"],
      ["text", ""],
    ]);
    expect(endOf(records)).toMatchObject({ reason: "complete", message: "" });
  });

  it("of the bundled agents work", async () => {
    const scope = await RunningScope.start();
    const body = JSON.stringify({ threadId: "t", runId: "r", messages: [], forwardedProps: { pace: 0 } });
    const url = `${scope.origin.replace("http", "ws")}/agents/chat/ws`;
    const records = await recordsOf(await scope.call(url, { method: "GET", body }));
    expect(messagesOf(records).at(-1)?.[1]).toContain("RUN_FINISHED");
    expect(endOf(records).reason).toBe("complete");
  });

  it.each([
    [(socket: WebSocket) => socket.close(), "complete", ""],
    [(socket: WebSocket) => socket.close(1011, "model is gone"), "reset", "1011: model is gone"],
    [(socket: WebSocket) => socket.terminate(), "reset", "1006"],
  ] as const)("end as the agent ends them: %s", async (close, reason, words) => {
    const end = endOf(await (await RunningScope.start()).run(await socketAgent(close), { method: "GET" }));
    expect(end.reason).toBe(reason);
    expect(end.message).toContain(words);
  });

  it("send the user's headers with the handshake, but no cookies", async () => {
    const seen = deferred<IncomingMessage["headers"]>();
    const server = createServer();
    new WebSocketServer({ server }).on("connection", (socket, req) => {
      seen.resolve(req.headers);
      socket.close();
    });
    const headers = [
      { name: "X-Key", value: "k" },
      { name: "Cookie", value: "a=b" },
      { name: "Sec-WebSocket-Protocol", value: "ag-ui" },
    ];
    const scope = await RunningScope.start();
    await scope.run(`ws://127.0.0.1:${await open(server)}/`, { method: "GET", headers });
    expect(await seen.promise).toMatchObject({ "x-key": "k", "sec-websocket-protocol": "ag-ui" });
    expect(await seen.promise).not.toHaveProperty("cookie");
    expect(await seen.promise).not.toHaveProperty("sec-websocket-extensions");
  });

  it("that are answered with something else tell that answer", async () => {
    const server = createServer((_, res) => res.end());
    server.on("upgrade", (_, socket) =>
      socket.end("HTTP/1.1 401 No\r\nWWW-Authenticate: Bearer\r\nContent-Length: 2\r\n\r\nno"),
    );
    const url = `ws://127.0.0.1:${await open(server)}/`;
    const records = await (await RunningScope.start()).run(url, { method: "GET" });
    expect(responseOf(records)).toMatchObject({ status: 401, headers: [{ name: "WWW-Authenticate" }, {}] });
    expect(bytesOf(records).toString()).toBe("no");
    expect(endOf(records).reason).toBe("complete");
  });

  it("close when the page leaves", async () => {
    const closed = deferred<number>();
    const url = await socketAgent((socket) => {
      socket.once("close", closed.resolve);
      socket.send("1");
    });
    const scope = await RunningScope.start();
    await scope.scope.targets.allow(url);
    const call = await scope.call(url, { method: "GET" });
    await recordStream(call).next();
    call.destroy();
    expect(await closed.promise).toBe(1000);
  });

  it("that nobody serves say so, and take no faults", async () => {
    const server = createServer();
    const port = await open(server);
    await new Promise((resolve) => server.close(resolve));
    const scope = await RunningScope.start();
    const url = `ws://127.0.0.1:${port}/`;
    expect(endOf(await scope.run(url, { method: "GET" }))).toMatchObject({
      reason: "unreachable",
      code: "ECONNREFUSED",
    });
    const rule = { id: "a", kind: "drop", enabled: true, where: {} };
    const answer = await scope.call(url, { method: "GET", faults: { seed: 1, rules: [rule] } });
    expect(answer.statusCode).toBe(400);
    answer.destroy();
  });
});

describe("the bundled agents", () => {
  it("can be called through the relay without being allowed first, also when the list was emptied", async () => {
    const scope = await RunningScope.start();
    await scope.ask({ method: "DELETE", path: "/relay/targets" });
    const body = JSON.stringify({ threadId: "t", runId: "r", messages: [], forwardedProps: { pace: 0 } });
    const records = await recordsOf(await scope.call(`${scope.origin}/agents/chat`, { body }));
    expect(bytesOf(records).toString()).toContain("RUN_FINISHED");
  });
});
