import { afterEach, describe, expect, it, vi } from "vitest";
import { bytesOf } from "./cutsForTests.ts";
import { yieldToHost } from "./hostYield.ts";
import { createHttpTransport, type HttpTransportHost } from "./httpTransport.ts";
import type { OutgoingRequest } from "./runTransport.ts";
import type { TransportSignal } from "./types.ts";

const REQUEST: OutgoingRequest = { url: "http://agent.test/run", headers: [], body: "{}" };

async function run(
  host: HttpTransportHost,
  request: Partial<OutgoingRequest> = {},
  signal = new AbortController().signal,
): Promise<TransportSignal[]> {
  const signals: TransportSignal[] = [];
  await createHttpTransport({ now: () => 0, wallClock: () => 1000, ...host }).run(
    { ...REQUEST, ...request },
    (told) => void signals.push(told),
    signal,
  );
  expect(signals.filter(({ type }) => type === "end")).toHaveLength(1);
  expect(signals.at(-1)?.type).toBe("end");
  return signals;
}

const answering = (body: BodyInit | null, init?: ResponseInit) =>
  vi.fn<typeof fetch>(() => Promise.resolve(new Response(body, init)));

/** A body of the given pieces; `after` acts on the controller when all were read. */
function streamOf(pieces: readonly Uint8Array[], after: (controller: ReadableStreamDefaultController) => void) {
  const rest = [...pieces];
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      const next = rest.shift();
      if (next) controller.enqueue(Uint8Array.from(next));
      else after(controller);
    },
  });
}

afterEach(() => void vi.unstubAllGlobals());

describe("the version of HTTP", () => {
  it.each([
    ["h2", "2"],
    ["h3", "3"],
    ["http/1.1", "1.1"],
    ["", undefined],
    ["h2c-14", undefined],
  ])("of %s is %s", async (protocol, httpVersion) => {
    const signals = await run({ fetch: answering("data: {}\n\n"), protocolOf: () => protocol });
    const told = signals.find((signal) => signal.type === "response");
    expect(told?.response.httpVersion).toBe(httpVersion);
  });
});

describe("a request for protobuf, or with faults", () => {
  it("says so in Accept, unless the user does", async () => {
    const fetch = answering("data: {}\n\n");
    const accept = { name: "ACCEPT", value: "application/x" };
    await run({ fetch }, { format: "protobuf" });
    await run({ fetch }, { format: "protobuf", headers: [accept] });
    const sent = fetch.mock.calls.map(([, init]) => new Headers(init?.headers).get("accept"));
    expect(sent).toEqual(["application/vnd.ag-ui.event+proto", "application/x"]);
  });

  it("is not sent where nobody could inject them", async () => {
    const fetch = answering("");
    const rule = { id: "a", kind: "cut", where: {} } as const;
    const refused = await run({ fetch }, { faults: { seed: 1, rules: [{ ...rule, enabled: true }] } });
    expect(refused.at(-1)).toMatchObject({ reason: "unreachable", message: expect.stringContaining("the relay") });
    expect(fetch).not.toHaveBeenCalled();
    await run({ fetch }, { faults: { seed: 1, rules: [{ ...rule, enabled: false }] } });
    expect(fetch).toHaveBeenCalledOnce();
  });
});

describe("the request", () => {
  it("is told before it is sent, and sent without cookies or caches", async () => {
    const order: string[] = [];
    const fetch = vi.fn<typeof globalThis.fetch>(() => {
      order.push("fetch");
      return Promise.resolve(new Response("data: {}\n\n"));
    });
    const transport = createHttpTransport({ fetch, now: () => 0, wallClock: () => 1000 });
    await transport.run(REQUEST, ({ type }) => void order.push(type), new AbortController().signal);
    expect(order).toEqual(["request", "fetch", "response", "chunk", "end"]);
    expect(fetch.mock.calls[0]?.[0]).toBe(REQUEST.url);
    expect(fetch.mock.calls[0]?.[1]).toMatchObject({
      method: "POST",
      body: "{}",
      credentials: "omit",
      redirect: "follow",
      cache: "no-store",
    });
  });

  it("has our two headers, the user's, and the user's where both give one", async () => {
    const fetch = answering("");
    const headers = [
      { name: "accept", value: "text/plain" },
      { name: "X-Key", value: "secret" },
    ];
    const [first] = await run({ fetch }, { headers });
    expect(first).toEqual({
      type: "request",
      request: {
        method: "POST",
        url: REQUEST.url,
        headers: [{ name: "Content-Type", value: "application/json" }, ...headers],
        body: "{}",
        startedAt: 1000,
        via: "direct",
      },
    });
    const sent = new Headers(fetch.mock.calls[0]?.[1]?.headers);
    expect([...sent]).toEqual([
      ["accept", "text/plain"],
      ["content-type", "application/json"],
      ["x-key", "secret"],
    ]);
  });

  it.each([
    ["bad name", "x", '"bad name" is no valid header name'],
    ["X-Key", "geheim\u2713", 'The value of the header "X-Key" has characters'],
  ])("is not sent with the header %j: %j", async (name, value, message) => {
    const fetch = answering("");
    const signals = await run({ fetch }, { headers: [{ name, value }] });
    expect(signals.map(({ type }) => type)).toEqual(["request", "end"]);
    expect(signals.at(-1)).toMatchObject({ reason: "unreachable", frames: [], notes: [] });
    expect(signals.at(-1)).toHaveProperty("message", expect.stringContaining(message));
    expect(signals.at(-1)).toHaveProperty("message", expect.not.stringContaining("geheim"));
    expect(fetch).not.toHaveBeenCalled();
  });

  it("is not sent without a header that a page would drop", async () => {
    const fetch = answering("");
    vi.stubGlobal(
      "Request",
      class {
        readonly headers: Headers;
        constructor(_url: string, init: RequestInit) {
          this.headers = new Headers(init.headers);
          this.headers.delete("cookie");
        }
      },
    );
    const signals = await run({ fetch }, { headers: [{ name: "Cookie", value: "a=b" }] });
    expect(signals.at(-1)).toMatchObject({
      reason: "unreachable",
      message: 'A web page may not set the header "Cookie"; nothing was sent. Remove it.',
    });
    expect(fetch).not.toHaveBeenCalled();
  });

  it("is not sent to an address that is none, nor after Stop", async () => {
    expect((await run({ fetch: answering("") }, { url: "http://" })).at(-1)).toMatchObject({ reason: "unreachable" });
    const fetch = answering("");
    expect((await run({ fetch }, {}, AbortSignal.abort())).at(-1)).toMatchObject({ reason: "aborted" });
    expect(fetch).not.toHaveBeenCalled();
  });
});

describe("the answer", () => {
  it("comes as response, chunks and end with times in milliseconds to the microsecond", async () => {
    let clock = 100;
    const fetch = answering("data: a\n\ndata: b", { status: 201, headers: { "Content-Type": "text/event-stream" } });
    const signals = await run({ fetch, now: () => (clock += 1.00049) });
    expect(signals.slice(1)).toMatchObject([
      {
        type: "response",
        time: 1,
        response: { status: 201, headers: [{ name: "content-type", value: "text/event-stream" }], redirected: false },
      },
      { type: "chunk", bytes: bytesOf("data: a\n\ndata: b"), frames: [{ data: "a" }], notes: [{ detail: "sse" }] },
      { type: "end", reason: "complete", message: "", frames: [{ data: "b", unterminated: true }], notes: [] },
    ]);
    for (const told of signals.slice(1)) {
      const time = told.type === "request" ? 0 : told.time;
      expect(time).toBe(Math.round(time * 1000) / 1000);
    }
  });

  it("may have no body", async () => {
    expect((await run({ fetch: answering(null, { status: 204 }) })).at(-1)).toMatchObject({
      reason: "complete",
      frames: [],
      notes: [{ code: "format", detail: "empty" }],
    });
  });

  it("that breaks in the middle is a reset that keeps what came", async () => {
    const body = streamOf([bytesOf("data: a\n\nda")], (controller) => controller.error(new TypeError("network error")));
    const signals = await run({ fetch: answering(body) });
    expect(signals.slice(2)).toMatchObject([
      { type: "chunk", frames: [{ data: "a" }] },
      { type: "end", reason: "reset", message: "network error", frames: [{ kind: "field", unterminated: true }] },
    ]);
  });

  it("that is stopped keeps what came, although the stream knows nothing of the signal", async () => {
    const stop = new AbortController();
    const cancelled = vi.fn();
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(bytesOf("data: a\n\n")),
      cancel: cancelled,
    });
    const signals: TransportSignal[] = [];
    await createHttpTransport({ fetch: answering(body) }).run(
      REQUEST,
      (told) => {
        signals.push(told);
        if (told.type === "chunk") stop.abort();
      },
      stop.signal,
    );
    expect(signals.map(({ type }) => type)).toEqual(["request", "response", "chunk", "end"]);
    expect(signals.at(-1)).toMatchObject({ reason: "aborted", message: "" });
    expect(cancelled).toHaveBeenCalledOnce();
  });

  it("that is stopped at its headers brings nothing more", async () => {
    const stop = new AbortController();
    const types: string[] = [];
    const body = streamOf([bytesOf("data: a\n\n")], () => undefined);
    await createHttpTransport({ fetch: answering(body) }).run(
      REQUEST,
      ({ type }) => {
        types.push(type);
        if (type === "response") stop.abort();
      },
      stop.signal,
    );
    expect(types).toEqual(["request", "response", "end"]);
  });

  it("that never comes is unreachable, with the words of the error and of its cause", async () => {
    const failing = (error: unknown) => run({ fetch: vi.fn<typeof fetch>().mockRejectedValue(error) });
    expect((await failing(new TypeError("Failed to fetch"))).at(-1)).toMatchObject({
      reason: "unreachable",
      message: "Failed to fetch",
    });
    const cause = new Error("connect ECONNREFUSED");
    expect((await failing(new TypeError("fetch failed", { cause }))).at(-1)).toMatchObject({
      message: "fetch failed: connect ECONNREFUSED",
    });
    expect((await failing("odd")).at(-1)).toMatchObject({ message: "odd" });
  });
});

describe("the host", () => {
  it("gets a large read in pieces of one arrival time", async () => {
    const large = new Uint8Array(600 * 1024).fill(120);
    const body = streamOf([large], (controller) => controller.close());
    const chunks = (await run({ fetch: answering(body) })).filter((told) => told.type === "chunk");
    expect(chunks.map(({ bytes }) => bytes.length)).toEqual([262144, 262144, 90112]);
    expect(new Set(chunks.map(({ time }) => time)).size).toBe(1);
  });

  it("gets its turn after 8 ms of work, and not where a read has waited anyway", async () => {
    let clock = 0;
    const turns = async (workPerChunk: number, waitPerRead: number): Promise<number> => {
      const yieldToHost = vi.fn(() => Promise.resolve());
      const pieces = Array.from({ length: 10 }, () => bytesOf("data: a\n\n"));
      const rest = [...pieces];
      const body = new ReadableStream(
        {
          pull(controller) {
            clock += waitPerRead;
            const next = rest.shift();
            if (next) controller.enqueue(next);
            else controller.close();
          },
        },
        { highWaterMark: 0 },
      );
      const transport = createHttpTransport({ fetch: answering(body), now: () => clock, yieldToHost });
      await transport.run(
        REQUEST,
        ({ type }) => {
          if (type === "chunk") clock += workPerChunk;
        },
        new AbortController().signal,
      );
      return yieldToHost.mock.calls.length;
    };
    expect(await turns(3, 0)).toBe(3);
    expect(await turns(3, 20)).toBe(0);
    expect(await turns(9, 0)).toBe(10);
  });

  it("gets its turn in a new macrotask", async () => {
    const order: string[] = [];
    const yielded = yieldToHost().then(() => order.push("yielded"));
    for (let round = 0; round < 5; round++) await Promise.resolve();
    order.push("microtasks");
    await yielded;
    expect(order).toEqual(["microtasks", "yielded"]);
  });
});
