import { HttpAgent } from "@ag-ui/client";
import { getRequestListener } from "@hono/node-server";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createApp } from "#server/app.ts";
import { tapFetch, tapMiddleware } from "#src/tap/tap.ts";
import { type Intake, nobody, serve, startIntake, stop, stopAll } from "./support/tapIntake.ts";

const unhandled: unknown[] = [];
const noteUnhandled = (reason: unknown): void => void unhandled.push(reason);

beforeEach(() => {
  process.on("unhandledRejection", noteUnhandled);
  // Where the client says that a run failed.
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});

afterEach(async () => {
  vi.restoreAllMocks();
  await stopAll();
  // Rejections are reported once the event loop turns.
  await new Promise(setImmediate);
  process.off("unhandledRejection", noteUnhandled);
  const [left] = unhandled.splice(0);
  if (left !== undefined) throw new Error("A rejection was handled by nobody.", { cause: left });
});

/** The bundled agents. */
async function agents(): Promise<string> {
  const listener = getRequestListener(createApp().fetch, { overrideGlobalObjects: false });
  return serve((request, response) => void listener(request, response));
}

/** One run of an agent, and what the app has in the end. */
async function runAgent(url: string, fetcher?: typeof fetch, prepare: (agent: HttpAgent) => void = () => undefined) {
  const agent = new HttpAgent({
    url,
    headers: { Authorization: "Bearer hunter2" },
    threadId: "thread-1",
    initialMessages: [{ id: "u1", role: "user", content: "Plan my days in Lisbon." }],
    initialState: { trip: { city: "Porto" } },
    ...(fetcher === undefined ? {} : { fetch: fetcher }),
  });
  const events: unknown[] = [];
  agent.subscribe({ onEvent: ({ event }) => void events.push(event) });
  prepare(agent);
  const failure = await agent.runAgent({ runId: "run-1", forwardedProps: { pace: 0 } }).then(
    () => undefined,
    (error: unknown) => error,
  );
  return { messages: agent.messages, state: agent.state as unknown, events, failure };
}

const abortOnStart = (agent: HttpAgent): void => {
  agent.subscribe({ onRunStartedEvent: () => agent.abortRun() });
};

const RUN_STARTED = 'data: {"type":"RUN_STARTED","threadId":"thread-1","runId":"run-1"}\n\n';
const RUN_FINISHED = 'data: {"type":"RUN_FINISHED","threadId":"thread-1","runId":"run-1"}\n\n';

/** An agent that sends the text and then keeps the connection open. */
const holding = (text: string): Promise<string> =>
  serve((_, response) => void response.writeHead(200, { "content-type": "text/event-stream" }).write(text));

/** What the middleware is to show of these events. */
const asBlocks = (events: readonly unknown[]): string =>
  events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");

/** A call that looks like a run, with secrets in its headers. */
const asRun = (): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json", authorization: "Bearer hunter2", "x-api-key": "hunter2" },
  body: '{"threadId":"t","runId":"r","messages":[]}',
});

const sent = (intake: Intake): string =>
  Buffer.concat(intake.bodies).toString("latin1") + JSON.stringify(intake.headers);

describe("tapFetch under HttpAgent", () => {
  it.each(["shared-state", "chat", "backend-tools"])(
    "shows a run of %s byte for byte and changes nothing",
    async (name) => {
      const url = `${await agents()}/agents/${name}`;
      const { intake, scope } = await startIntake();
      const tap = tapFetch({ scope, name: "my app" });
      let received: Promise<ArrayBuffer> | undefined;
      const keeping: typeof fetch = async (input, init) => {
        const response = await tap(input, init);
        received = response.clone().arrayBuffer();
        return response;
      };
      expect(await runAgent(url, keeping)).toEqual(await runAgent(url));

      const [seen] = await intake.ended();
      const records = seen?.records ?? [];
      expect(seen?.bytes).toEqual(Buffer.from((await received) ?? new ArrayBuffer(0)));
      expect(seen?.text).toContain("RUN_FINISHED");
      expect(records.map(({ type }) => type).join(" ")).toMatch(/^request response (chunk )+end$/);
      expect(seen?.request).toMatchObject({
        source: { from: "tap", kind: "run", client: "my app, tapFetch" },
        request: { method: "POST", url, via: "tap" },
      });
      expect(JSON.parse(seen?.request?.request.body ?? "")).toMatchObject({ threadId: "thread-1", runId: "run-1" });
      expect(seen?.response?.response).toMatchObject({ status: 200, url, redirected: false });
      expect(seen?.end).toMatchObject({ reason: "complete", message: "" });
      const times = records.map((record) => (record.type === "request" ? 0 : record.time));
      expect(times).toEqual(times.toSorted((a, b) => a - b));
    },
  );

  it("tells that the user stopped", async () => {
    const url = await holding(RUN_STARTED);
    const { intake, scope } = await startIntake();
    expect(await runAgent(url, tapFetch({ scope }), abortOnStart)).toEqual(
      await runAgent(url, undefined, abortOnStart),
    );
    const [seen] = await intake.ended();
    expect(seen?.end).toMatchObject({ reason: "aborted", message: "" });
    expect(seen?.text).toBe(RUN_STARTED);
  });

  it("passes an error status on with its body", async () => {
    const url = await serve((_, response) => {
      response.writeHead(422, { "content-type": "application/json" }).end('{"detail":"no"}');
    });
    const { intake, scope } = await startIntake();
    const tapped = await runAgent(url, tapFetch({ scope }));
    expect(tapped).toEqual(await runAgent(url));
    expect(tapped.failure).toMatchObject({ status: 422, payload: { detail: "no" } });
    const [seen] = await intake.ended();
    expect(seen?.response?.response.status).toBe(422);
    expect(seen?.text).toBe('{"detail":"no"}');
  });

  it("tells of an agent that cannot be reached", async () => {
    const url = await nobody();
    const { intake, scope } = await startIntake();
    const tapped = await runAgent(url, tapFetch({ scope }));
    expect(String(tapped.failure)).toBe(String((await runAgent(url)).failure));
    const [seen] = await intake.ended();
    expect(seen?.records.map(({ type }) => type)).toEqual(["request", "end"]);
    expect(seen?.end).toMatchObject({ reason: "unreachable", code: "ECONNREFUSED" });
  });

  it("tells of a connection that breaks", async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(RUN_STARTED, () => response.destroy());
    });
    const { intake, scope } = await startIntake();
    const tapped = await runAgent(url, tapFetch({ scope }));
    expect(String(tapped.failure)).toBe(String((await runAgent(url)).failure));
    const [seen] = await intake.ended();
    expect(seen?.end?.reason).toBe("reset");
    expect(seen?.end?.message).not.toBe("");
    // The client itself leaves a rejection behind, with and without a tap.
    await vi.waitFor(() => expect(unhandled).toHaveLength(2));
    expect(unhandled.splice(0).map(String)).toEqual(["TypeError: terminated", "TypeError: terminated"]);
  });
});

describe("secrets", () => {
  it("never sends the value of a header that may be one", async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream", "set-cookie": "hunter2=1", "x-token": "hunter2" });
      response.end("data: {}\n\n");
    });
    const { intake, scope } = await startIntake();
    await (await tapFetch({ scope })(url, asRun())).text();
    await (await tapFetch({ scope })(new Request(url, asRun()))).text();
    const [first, second] = await intake.ended(2);
    expect(sent(intake)).not.toContain("hunter2");
    for (const seen of [first, second]) {
      const headers = seen?.request?.request.headers ?? [];
      expect(headers.map(({ name }) => name)).toEqual(
        expect.arrayContaining(["authorization", "x-api-key", "content-type"]),
      );
      expect(headers).toContainEqual({ name: "content-type", value: "application/json" });
      expect(seen?.response?.response.headers).toContainEqual({ name: "x-token" });
      expect(seen?.request?.request.body).toBe(asRun().body);
    }
  });

  it("quotes no password of an address", async () => {
    const { intake, scope } = await startIntake();
    await expect(tapFetch({ scope })("http://user:hunter2@127.0.0.1:1/", asRun())).rejects.toThrow("credentials");
    const [seen] = await intake.ended();
    expect(seen?.request?.request.url).toBe("http://127.0.0.1:1/");
    expect(seen?.end?.message).toContain("credentials");
    expect(sent(intake)).not.toContain("hunter2");
  });

  it("uses the platform's fetch for its own calls, and not one that signs everything", async () => {
    const url = await serve((_, response) => void response.end("{}"));
    const { intake, scope } = await startIntake();
    const called: unknown[] = [];
    const signing: typeof fetch = (input, init) => {
      called.push(input);
      return fetch(input, { ...init, headers: { authorization: "hunter2" } });
    };
    await (await tapFetch({ scope, fetch: signing })(url, asRun())).text();
    await intake.ended();
    expect(called).toEqual([url]);
    expect(sent(intake)).not.toContain("hunter2");
  });
});

describe("tapMiddleware", () => {
  it.each(["shared-state", "chat", "backend-tools"])("shows the events of %s and changes nothing", async (name) => {
    const url = `${await agents()}/agents/${name}`;
    const { intake, scope } = await startIntake();
    const passed: unknown[] = [];
    const tapped = await runAgent(url, undefined, (agent) => {
      agent.use(tapMiddleware({ scope, name: "my app" }), (input, next) => {
        const events = next.run(input);
        events.subscribe((event) => passed.push(event));
        return events;
      });
    });
    expect(tapped).toEqual(await runAgent(url));

    const [seen] = await intake.ended();
    expect(seen?.text).toBe(asBlocks(passed));
    expect(seen?.request?.source).toEqual({ from: "tap", kind: "run", client: "my app, @ag-ui/client middleware" });
    expect(JSON.parse(seen?.request?.request.body ?? "")).toMatchObject({ threadId: "thread-1", runId: "run-1" });
    expect(seen?.response?.response.status).toBe(200);
    expect(seen?.response?.response.headers).toContainEqual({ name: "x-agui-scope-tap", value: "events, not bytes" });
    expect(seen?.end).toMatchObject({ reason: "complete" });
    expect(sent(intake)).not.toContain("hunter2");
  });

  it("tells errors and that the user stopped", async () => {
    const broken = await serve((_, response) => void response.writeHead(500).end("out of order"));
    const open = await holding(RUN_STARTED);
    const { intake, scope } = await startIntake();
    const addTap = (agent: HttpAgent): void => void agent.use(tapMiddleware({ scope }));
    expect(await runAgent(broken, undefined, addTap)).toEqual(await runAgent(broken));
    const both = (agent: HttpAgent): void => {
      addTap(agent);
      abortOnStart(agent);
    };
    expect(await runAgent(open, undefined, both)).toEqual(await runAgent(open, undefined, abortOnStart));
    const [failed, stopped] = await intake.ended(2);
    expect(failed?.end).toMatchObject({ reason: "unreachable", message: "HTTP 500: out of order" });
    expect(stopped?.text).toContain("RUN_STARTED");
  });

  it("tells that nobody listens any more", async () => {
    const url = await holding(RUN_STARTED);
    const { intake, scope } = await startIntake();
    const agent = new HttpAgent({ url, threadId: "t" });
    const events = tapMiddleware({ scope })(
      { threadId: "t", runId: "r", messages: [], state: {}, tools: [], context: [], forwardedProps: {} },
      agent,
    );
    await new Promise<void>((resolve) => {
      const subscription = events.subscribe(() => {
        setImmediate(() => {
          subscription.unsubscribe();
          resolve();
        });
      });
    });
    expect((await intake.ended())[0]?.end).toMatchObject({ reason: "aborted" });
    // The client keeps its connection until it is told to stop.
    agent.abortRun();
  });
});

describe("without a Scope", () => {
  const quiet = () => vi.spyOn(console, "debug").mockImplementation(() => undefined);

  it("changes nothing and says so once at most", async () => {
    const said = quiet();
    const url = `${await agents()}/agents/shared-state`;
    const scope = await nobody();
    const tap = tapFetch({ scope });
    const addTap = (agent: HttpAgent): void => void agent.use(tapMiddleware({ scope }));
    const plain = await runAgent(url);
    for (let run = 0; run < 3; run++) expect(await runAgent(url, tap, addTap)).toEqual(plain);
    // A tap of an earlier test may find only now that its Scope is gone.
    expect(said.mock.calls.filter(([text]) => String(text).includes(scope)).length).toBeLessThanOrEqual(1);
  });

  it("sends nothing more to what is no Scope, and looks again later", async () => {
    const said = quiet();
    const url = await serve((_, response) => void response.end(RUN_STARTED + RUN_FINISHED));
    let asked: () => void = () => undefined;
    const isAsked = new Promise<void>((resolve) => (asked = resolve));
    let calls = 0;
    const other = await serve((_, response) => {
      calls++;
      response.end("who?");
      response.on("finish", asked);
    });
    const tap = tapFetch({ scope: other });
    await (await tap(url, asRun())).text();
    await isAsked;
    await vi.waitFor(() => expect(said).toHaveBeenCalledOnce());
    for (let run = 0; run < 5; run++) await (await tap(url, asRun())).text();
    expect(calls).toBe(1);

    await stop(other);
    const { intake } = await startIntake(Number(new URL(other).port));
    const later = performance.now() + 11_000;
    vi.spyOn(performance, "now").mockImplementation(() => later);
    await (await tap(url, asRun())).text();
    const seen = await intake.ended();
    expect(seen).toHaveLength(1);
    expect(seen[0]?.text).toBe(RUN_STARTED + RUN_FINISHED);
  });

  it("keeps the start of a run that is under way, up to a limit, for a Scope that is started later", async () => {
    const said = quiet();
    const size = 1024 * 1024;
    const count = 6;
    let answer: { write: (bytes: Buffer) => unknown; end: () => unknown } | undefined;
    const url = await serve((_, response) => {
      answer = response.writeHead(200, { "content-type": "text/event-stream" });
      response.flushHeaders();
    });
    const scope = await nobody();
    const reader = (await tapFetch({ scope })(url, asRun())).body?.getReader();
    await vi.waitFor(() => expect(said).toHaveBeenCalledOnce());
    let received = 0;
    for (let block = 0; block < count; block++) {
      answer?.write(Buffer.alloc(size, "x"));
      while (received < (block + 1) * size) received += (await reader?.read())?.value?.length ?? 0;
    }
    const { intake } = await startIntake(Number(new URL(scope).port));
    const later = performance.now() + 11_000;
    vi.spyOn(performance, "now").mockImplementation(() => later);
    answer?.end();
    expect((await reader?.read())?.done).toBe(true);
    const [seen] = await intake.ended();
    const kept = seen?.bytes.length ?? 0;
    expect(kept).toBeGreaterThan(3 * size);
    expect(kept).toBeLessThanOrEqual(4 * size);
    expect(seen?.end).toMatchObject({
      reason: "reset",
      message: `the tap dropped ${count * size - kept} bytes; the app's own stream ended: complete`,
    });
  });

  it("survives a Scope that dies while an answer comes", async () => {
    const said = quiet();
    const { intake, scope } = await startIntake();
    let answer: { write: (text: string) => unknown; end: (text: string) => unknown } | undefined;
    const url = await serve((_, response) => {
      answer = response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(RUN_STARTED);
    });
    let started: () => void = () => undefined;
    const isStarted = new Promise<void>((resolve) => (started = resolve));
    const running = runAgent(url, tapFetch({ scope }), (agent) => {
      agent.subscribe({ onRunStartedEvent: () => started() });
    });
    await isStarted;
    await intake.until(() => intake.records.some(({ type }) => type === "chunk"));
    await stop(scope);
    answer?.write('data: {"type":"CUSTOM","name":"n","value":1}\n\n');
    await vi.waitFor(() => expect(said).toHaveBeenCalledOnce());
    answer?.end(RUN_FINISHED);
    const { failure, events } = await running;
    expect(failure).toBeUndefined();
    expect(events).toHaveLength(3);
  });
});
