import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { http, HttpResponse } from "msw";
import { setupServer } from "msw/node";
import { afterEach, describe, expect, it } from "vitest";
import { createHttpTransport } from "#src/transport/httpTransport.ts";
import type { EndReason, TransportSignal, WireFrame } from "#src/transport/types.ts";

type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** Starts a server on a free port of the loopback address and gives its URL. */
async function serve(handler: Handler): Promise<string> {
  const server = createServer((request, response) => void handler(request, response));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

interface Outcome {
  readonly types: string;
  readonly status: number | undefined;
  readonly url: string | undefined;
  readonly redirected: boolean | undefined;
  readonly received: string;
  readonly frames: readonly WireFrame[];
  readonly data: readonly string[];
  readonly format: string | undefined;
  readonly reason: EndReason | undefined;
  readonly message: string | undefined;
}

/** One run against `url`; `watch` sees every signal as it is told. */
async function run(
  url: string,
  watch?: (told: TransportSignal) => void,
  stop = new AbortController(),
): Promise<Outcome> {
  const signals: TransportSignal[] = [];
  await createHttpTransport().run(
    { url, headers: [{ name: "X-Test", value: "1" }], body: '{"threadId":"t"}' },
    (told) => {
      signals.push(told);
      watch?.(told);
    },
    stop.signal,
  );
  const framed = signals.filter((told) => told.type === "chunk" || told.type === "end");
  const frames = framed.flatMap((told) => told.frames);
  const response = signals.find((told) => told.type === "response")?.response;
  const end = signals.find((told) => told.type === "end");
  const bytes = signals.flatMap((told) => (told.type === "chunk" ? [told.bytes] : []));
  return {
    types: signals
      .map(({ type }) => type)
      .filter((type, index, all) => type !== all[index - 1])
      .join(" "),
    status: response?.status,
    url: response?.url,
    redirected: response?.redirected,
    received: Buffer.concat(bytes).toString(),
    frames,
    data: frames.map(({ data }) => data),
    format: framed.flatMap((told) => told.notes).find(({ code }) => code === "format")?.detail,
    reason: end?.reason,
    message: end?.message,
  };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const SSE = { "Content-Type": "text/event-stream" };
const STREAM = 'data: {"type":"A","text":"é✓😀"}\n\n: keep-alive\n\ndata: {"type":"B"}\n\n';
const STREAM_DATA = ['{"type":"A","text":"é✓😀"}', "", '{"type":"B"}'];

describe("an event stream", () => {
  it("arrives as sent, with the request as told", async () => {
    let seen: Pick<IncomingMessage, "method" | "headers"> | undefined;
    let body = "";
    const url = await serve(async (request, response) => {
      seen = request;
      for await (const chunk of request) body += String(chunk);
      response.writeHead(200, SSE).end(STREAM);
    });
    const outcome = await run(url);
    expect(outcome).toMatchObject({
      types: "request response chunk end",
      reason: "complete",
      format: "sse",
      received: STREAM,
    });
    expect(outcome.data).toEqual(STREAM_DATA);
    expect(body).toBe('{"threadId":"t"}');
    expect(seen?.method).toBe("POST");
    expect(seen?.headers).toMatchObject({
      accept: "text/event-stream",
      "content-type": "application/json",
      "x-test": "1",
    });
    expect(seen?.headers.cookie).toBeUndefined();
  });

  it("may come byte by byte, slowly, and with CRLF", async () => {
    const bytes = Buffer.from(STREAM.replaceAll("\n", "\r\n"));
    const url = await serve(async (_request, response) => {
      response.writeHead(200, SSE);
      for (const byte of bytes) {
        response.write(Uint8Array.of(byte));
        await pause(1);
      }
      response.end();
    });
    const times: number[] = [];
    const outcome = await run(url, (told) => told.type === "chunk" && times.push(told.time));
    expect(outcome).toMatchObject({ reason: "complete", received: bytes.toString() });
    expect(outcome.data).toEqual(STREAM_DATA);
    expect(times.length).toBeGreaterThan(10);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it("may be compressed", async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { ...SSE, "Content-Encoding": "gzip" }).end(gzipSync(STREAM));
    });
    expect(await run(url)).toMatchObject({ reason: "complete", data: STREAM_DATA });
  });

  it("that ends inside a frame keeps it and says so", async () => {
    const url = await serve(
      (_request, response) => void response.writeHead(200, SSE).end('data: {"a":1}\n\ndata: {"b"'),
    );
    const outcome = await run(url);
    expect(outcome).toMatchObject({ reason: "complete", data: ['{"a":1}', '{"b"'] });
    expect(outcome.frames.map(({ unterminated }) => unterminated)).toEqual([false, true]);
  });

  it("whose connection breaks is a reset that keeps what came", async () => {
    const url = await serve(async (_request, response) => {
      response.writeHead(200, SSE).write('data: {"a":1}\n\ndata: {"b"');
      await pause(30);
      response.destroy();
    });
    const outcome = await run(url);
    expect(outcome).toMatchObject({ types: "request response chunk end", reason: "reset", data: ['{"a":1}', '{"b"'] });
    expect(outcome.message).not.toBe("");
  });

  it("of many megabytes arrives whole", async () => {
    const count = 50_000;
    const url = await serve((_request, response) => void response.writeHead(200, SSE).end(STREAM.repeat(count)));
    const outcome = await run(url);
    expect(outcome.reason).toBe("complete");
    expect(outcome.frames).toHaveLength(3 * count);
    expect(outcome.frames.at(-1)?.end).toBe(Buffer.byteLength(STREAM) * count);
  });
});

describe("an answer that is no event stream", () => {
  const HTML = { "Content-Type": "text/html" };
  const JSON_TYPE = { "Content-Type": "application/json" };
  it.each([
    [404, HTML, "<!doctype html><title>Not Found</title>", "html"],
    [500, { "Content-Type": "text/plain" }, "Internal Server Error", "text"],
    [422, JSON_TYPE, '{"detail":[{"type":"missing"}]}', "json"],
    [200, HTML, "<html></html>", "html"],
    [200, JSON_TYPE, '{"ok":true}', "json"],
    [200, SSE, '{"ok":true}', "json"],
  ])("%i %j %s", async (status, headers, body, format) => {
    const url = await serve((_request, response) => void response.writeHead(status, headers).end(body));
    const outcome = await run(url);
    expect(outcome).toMatchObject({ status, format, reason: "complete", data: [body], received: body });
    expect(outcome.frames.map(({ kind }) => kind)).toEqual(["body"]);
  });

  it.each([200, 204])("%i without a body", async (status) => {
    const url = await serve((_request, response) => void response.writeHead(status).end());
    expect(await run(url)).toMatchObject({
      types: "request response end",
      status,
      format: "empty",
      reason: "complete",
      frames: [],
    });
  });

  it("comes from where a redirect leads, with the same body", async () => {
    let body = "";
    const url = await serve(async (request, response) => {
      if (request.url === "/agent") {
        response.writeHead(307, { Location: "/agent/" }).end();
        return;
      }
      for await (const chunk of request) body += String(chunk);
      response.writeHead(200, SSE).end(STREAM);
    });
    const outcome = await run(`${url}/agent`);
    expect(outcome).toMatchObject({ status: 200, redirected: true, url: `${url}/agent/`, data: STREAM_DATA });
    expect(body).toBe('{"threadId":"t"}');
  });
});

describe("no answer", () => {
  it("from a port that nobody listens on", async () => {
    const url = await serve(() => undefined);
    await new Promise((resolve) => servers.splice(0)[0]?.close(resolve));
    const outcome = await run(url);
    expect(outcome).toMatchObject({ types: "request end", reason: "unreachable", format: undefined });
    expect(outcome.message).toContain("ECONNREFUSED");
  });

  it("because the network failed", async () => {
    const network = setupServer(http.post("http://agent.test/run", () => HttpResponse.error()));
    network.listen({ onUnhandledRequest: "bypass" });
    try {
      expect(await run("http://agent.test/run")).toMatchObject({
        types: "request end",
        reason: "unreachable",
        frames: [],
      });
    } finally {
      network.close();
    }
  });
});

describe("Stop", () => {
  it("before the answer ends the request", async () => {
    const stop = new AbortController();
    let closed: Promise<unknown> | undefined;
    const url = await serve((_request, response) => {
      closed = new Promise((resolve) => response.on("close", resolve));
      stop.abort();
    });
    expect(await run(url, undefined, stop)).toMatchObject({ types: "request end", reason: "aborted", message: "" });
    await closed;
  });

  it("in the middle closes the connection and keeps what came", async () => {
    const stop = new AbortController();
    let closed: Promise<unknown> | undefined;
    const url = await serve((_request, response) => {
      closed = new Promise((resolve) => response.on("close", resolve));
      response.writeHead(200, SSE).write('data: {"a":1}\n\ndata: {"b"');
    });
    const outcome = await run(url, (told) => told.type === "chunk" && stop.abort(), stop);
    expect(outcome).toMatchObject({
      types: "request response chunk end",
      reason: "aborted",
      data: ['{"a":1}', '{"b"'],
    });
    await closed;
  });
});
