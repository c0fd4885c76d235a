import { createServer, get, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { scenarios } from "#server/agents/registry.ts";
import type { Scenario } from "#server/agents/types.ts";
import { agentSockets } from "#server/agents/webSocket.ts";
import { HostCheck } from "#server/hostCheck.ts";
import { decodeProtobuf } from "#src/protocol/protobuf.ts";
import { Reading } from "#src/reconstruction/reading.ts";
import type { OutgoingRequest } from "#src/transport/runTransport.ts";
import type { TransportSignal } from "#src/transport/types.ts";
import { createWebSocketTransport } from "#src/transport/webSocketTransport.ts";

const cleanups: (() => void | Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function listen(server: Server): Promise<string> {
  const sockets = new Set<{ destroy(): void }>();
  server.on("connection", (socket) => sockets.add(socket));
  cleanups.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The bundled agents, or others, behind WebSockets. */
function serveAgents(agents: readonly Scenario[] = scenarios, failures: unknown[] = []): Promise<string> {
  const server = createServer();
  const sockets = agentSockets({
    scenarios: agents,
    hosts: new HostCheck(undefined),
    onFailure: (error) => failures.push(error),
  });
  server.on("upgrade", (req, socket, head) => {
    if (!sockets(req, socket, head))
      socket.end("HTTP/1.1 418 Not ours\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
  });
  return listen(server);
}

/** A server that does with each WebSocket what a test says. */
function serveOdd(behave: (socket: WebSocket, first: string) => void): Promise<string> {
  const server = createServer();
  const upgrades = new WebSocketServer({ server });
  upgrades.on("connection", (socket) => socket.once("message", (data: Buffer) => behave(socket, data.toString())));
  return listen(server);
}

const input = (text: string, forwardedProps: Record<string, unknown> = {}): string =>
  JSON.stringify({
    threadId: "t",
    runId: "r",
    state: {},
    messages: [{ id: "m", role: "user", content: text }],
    tools: [],
    context: [],
    forwardedProps: { pace: 0, ...forwardedProps },
  });

async function run(
  request: Partial<OutgoingRequest> & { readonly url: string },
  watch: (signal: TransportSignal, stop: AbortController) => void = () => undefined,
): Promise<{ readonly reading: Reading; readonly signals: readonly TransportSignal[] }> {
  const reading = new Reading({ decodeProtobuf });
  const signals: TransportSignal[] = [];
  const stop = new AbortController();
  const transport = createWebSocketTransport({ WebSocket: WebSocket as unknown as typeof globalThis.WebSocket });
  await transport.run(
    { headers: [], body: input("hello"), ...request },
    (signal) => {
      signals.push(signal);
      reading.receive(signal);
      watch(signal, stop);
    },
    stop.signal,
  );
  return { reading, signals };
}

const endOf = ({ reading }: { reading: Reading }) => reading.log.exchanges[0]?.end;
const typesOf = (reading: Reading): unknown[] =>
  Array.from({ length: reading.length }, (_, index) => reading.typeAt(index + 1));
const rulesOf = (reading: Reading): string[] => reading.findings.map(({ rule }) => rule);

describe("the bundled agents over a WebSocket", () => {
  it.each([
    ["text", "text-message"],
    ["protobuf", "binary-message"],
  ])("stream one event a message as %s", async (format, kind) => {
    const url = `${await serveAgents()}/agents/chat/ws?format=${format}`;
    const { reading, signals } = await run({ url });
    const [exchange] = reading.log.exchanges;
    expect(exchange?.request).toMatchObject({ method: "GET", via: "direct", url });
    expect(exchange?.response).toMatchObject({ status: 101 });
    expect(exchange?.end).toMatchObject({ reason: "complete", message: "" });
    expect(reading.log.kind(1)).toBe(kind);
    expect(typesOf(reading).at(0)).toBe("RUN_STARTED");
    expect(typesOf(reading).at(-1)).toBe("RUN_FINISHED");
    expect(reading.findings).toEqual([]);
    expect(signals.filter(({ type }) => type === "chunk")).toHaveLength(reading.length);
  });

  it("say the same in text and in protobuf as over HTTP", async () => {
    const base = await serveAgents();
    const text = await run({ url: `${base}/agents/shared-state/ws` });
    const binary = await run({ url: `${base}/agents/shared-state/ws?format=protobuf` });
    expect(typesOf(binary.reading)).toEqual(typesOf(text.reading));
    expect(binary.reading.viewAt(binary.reading.length).state).toEqual(text.reading.viewAt(text.reading.length).state);
  });

  it("break off in the middle of a message when they are asked to", async () => {
    const url = `${await serveAgents()}/agents/errors/ws`;
    const { reading } = await run({ url, body: input("cut") });
    expect(endOf({ reading })).toMatchObject({ reason: "reset", message: "the WebSocket was closed with code 1006" });
    expect(rulesOf(reading)).toEqual(["transport/connection-lost"]);
  });

  it("send the message that is no JSON as such", async () => {
    const { reading } = await run({ url: `${await serveAgents()}/agents/errors/ws`, body: input("malformed") });
    expect(rulesOf(reading)).toContain("json/invalid");
    expect(endOf({ reading })?.reason).toBe("complete");
  });

  it("say what HTTP would have answered instead of a stream", async () => {
    const { reading } = await run({ url: `${await serveAgents()}/agents/errors/ws`, body: input("http-500") });
    expect(endOf({ reading })?.message).toContain("code 1011, Over HTTP this would be status 500");
    expect(reading.dataAt(1)).toContain("no model is configured");
  });

  it.each([
    ["{", "invalid_json", "line 1, column 2"],
    ["{}", "invalid_input", "/threadId"],
    [input("hello", { pace: -1 }), "invalid_input", "/forwardedProps/pace"],
  ])("refuse %s with a RUN_ERROR and a reason", async (body, code, place) => {
    const { reading } = await run({ url: `${await serveAgents()}/agents/chat/ws`, body });
    const { event } = reading.decodedAt(1);
    expect(event).toMatchObject({ type: "RUN_ERROR", code });
    expect(JSON.stringify(event)).toContain(place);
    expect(endOf({ reading })).toMatchObject({ reason: "reset", message: expect.stringContaining("code 1008, ") });
  });

  it("refuse a first message that is binary, and a second one", async () => {
    const base = await serveAgents();
    const closed = (send: (socket: WebSocket) => void): Promise<number> =>
      new Promise((resolve) => {
        const socket = new WebSocket(`${base}/agents/chat/ws`);
        socket.on("open", () => send(socket));
        socket.on("close", resolve);
      });
    expect(await closed((socket) => socket.send(Buffer.from(input("hello"))))).toBe(1008);
    expect(
      await closed((socket) => {
        socket.send(input("hello", { pace: 20 }));
        socket.send("more");
      }),
    ).toBe(1008);
  });

  it("stop when the client leaves", async () => {
    let leave: () => void = () => undefined;
    const left = new Promise<void>((resolve) => (leave = resolve));
    const endless: Scenario = {
      name: "endless",
      title: "",
      description: "",
      example: "",
      capabilities: {},
      async *run(_input, tools) {
        try {
          yield { type: "CUSTOM", name: "tick", value: 1 };
          await tools.sleepExactly(3_600_000);
        } finally {
          leave();
        }
      },
    };
    const { reading } = await run({ url: `${await serveAgents([endless])}/agents/endless/ws` }, (signal, stop) => {
      if (signal.type === "chunk") stop.abort();
    });
    await left;
    expect(endOf({ reading })?.reason).toBe("aborted");
  });

  it("turn what a scenario throws into a RUN_ERROR", async () => {
    const failures: unknown[] = [];
    const broken: Scenario = {
      name: "broken",
      title: "",
      description: "",
      example: "",
      capabilities: {},
      // oxlint-disable-next-line require-yield
      async *run() {
        throw new Error("out of luck");
      },
    };
    const { reading } = await run({ url: `${await serveAgents([broken], failures)}/agents/broken/ws` });
    expect(reading.decodedAt(1).event).toMatchObject({ type: "RUN_ERROR", message: "out of luck" });
    expect(failures).toHaveLength(1);
  });

  it("answer for known agents, known hosts and their own paths only", async () => {
    const base = (await serveAgents()).replace("ws:", "http:");
    const upgrade = (path: string, host?: string): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const headers = {
          connection: "Upgrade",
          upgrade: "websocket",
          "sec-websocket-version": "13",
          "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
          origin: "http://elsewhere.example",
          ...(host !== undefined && { host }),
        };
        const request = get(`${base}${path}`, { headers }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        });
        request.on("upgrade", (answer, socket) => {
          socket.destroy();
          resolve(answer.statusCode);
        });
        request.on("error", reject);
      });
    expect(await upgrade("/agents/chat/ws")).toBe(101);
    expect(await upgrade("/agents/nobody/ws")).toBe(404);
    expect(await upgrade("/agents/chat/ws", "evil.example")).toBe(421);
    expect(await upgrade("/agents/chat")).toBe(418);
    expect(await upgrade("//")).toBe(418);
  });
});

describe("a WebSocket of a page", () => {
  it("sends the request as the first text message, unchanged", async () => {
    let seen = "";
    const url = await serveOdd((socket, first) => {
      seen = first;
      socket.send("é✓😀");
      socket.close();
    });
    const { reading } = await run({ url, body: ' {"threadId":"ü"}\n' });
    expect(seen).toBe(' {"threadId":"ü"}\n');
    expect(reading.dataAt(1)).toBe("é✓😀");
    expect(endOf({ reading })?.reason).toBe("complete");
  });

  it("tells with which code and reason it was closed", async () => {
    const url = await serveOdd((socket) => socket.close(4001, "no more credit"));
    expect(endOf(await run({ url }))).toMatchObject({
      reason: "reset",
      message: "the WebSocket was closed with code 4001, no more credit",
    });
  });

  it("takes binary messages as bytes and not as blobs, which would come later", async () => {
    const opened: WebSocket[] = [];
    class Watched extends WebSocket {
      constructor(url: string) {
        super(url);
        opened.push(this);
      }
    }
    const url = await serveOdd((socket) => socket.close());
    const transport = createWebSocketTransport({ WebSocket: Watched as unknown as typeof globalThis.WebSocket });
    await transport.run({ url, headers: [], body: "{}" }, () => undefined, new AbortController().signal);
    expect(opened[0]?.binaryType).toBe("arraybuffer");
  });

  it("keeps empty messages apart from none", async () => {
    const url = await serveOdd((socket) => {
      socket.send("");
      socket.send(Buffer.alloc(0));
      socket.close(1000);
    });
    const { reading } = await run({ url });
    expect([reading.log.kind(1), reading.log.kind(2), reading.length]).toEqual(["text-message", "binary-message", 2]);
  });

  it("is unreachable when nobody listens, when it is no WebSocket, and when the address is none", async () => {
    const plain = await listen(createServer((_request, response) => response.writeHead(404).end()));
    for (const url of ["ws://127.0.0.1:1/", plain, "ws://127.0.0.1:1/#fragment"]) {
      const outcome = await run({ url });
      expect(outcome.signals.map(({ type }) => type)).toEqual(["request", "end"]);
      expect(endOf(outcome)?.reason).toBe("unreachable");
    }
  });

  it.each<[string, Partial<OutgoingRequest>]>([
    ['"X-Key" cannot go along', { headers: [{ name: "X-Key", value: "secret" }] }],
    ["cannot ask for protobuf", { format: "protobuf" }],
    [
      "Faults can only be injected",
      { faults: { seed: 1, rules: [{ id: "a", kind: "cut", enabled: true, where: {} }] } },
    ],
  ])("sends nothing where %s", async (why, request) => {
    let calls = 0;
    const url = await serveOdd(() => calls++);
    const outcome = await run({ url, ...request });
    expect(endOf(outcome)).toMatchObject({ reason: "unreachable", message: expect.stringContaining(why) });
    expect(endOf(outcome)?.message).not.toContain("secret");
    expect(calls).toBe(0);
  });

  it("aborts before it is open", async () => {
    const url = await serveOdd(() => undefined);
    const outcome = await run({ url }, (signal, stop) => signal.type === "request" && stop.abort());
    expect(endOf(outcome)?.reason).toBe("aborted");
  });
});
