import { describe, expect, it, vi } from "vitest";
import type { LiveRecord } from "#src/transport/liveTraffic.ts";
import { Bench } from "./benchForTests.ts";
import { createScopeStore } from "./store.ts";

const bytes = (event: object): Uint8Array => new TextEncoder().encode(`data: ${JSON.stringify(event)}\n\n`);

/** The records of a call, as a recorder tells them. */
const call = {
  request: (exchange: string, threadId = "t", url = "http://127.0.0.1:9/agent"): LiveRecord => ({
    type: "request",
    exchange,
    request: {
      method: "POST",
      url,
      headers: [{ name: "authorization" }],
      body: JSON.stringify({ threadId, runId: `run-${exchange}` }),
      startedAt: Number(exchange.slice(1)),
      via: "recorder",
    },
    source: { from: "r1", kind: "run", client: "curl/8.5.0" },
  }),
  response: (exchange: string): LiveRecord => ({
    type: "response",
    exchange,
    time: 1,
    response: {
      status: 200,
      statusText: "OK",
      headers: [{ name: "content-type", value: "text/event-stream" }],
      url: "",
      redirected: false,
    },
  }),
  event: (exchange: string, event: object): LiveRecord => ({ type: "chunk", exchange, time: 2, bytes: bytes(event) }),
  end: (exchange: string): LiveRecord => ({ type: "end", exchange, time: 3, reason: "complete", message: "" }),
  whole: (exchange: string, threadId = "t"): LiveRecord[] => [
    call.request(exchange, threadId),
    call.response(exchange),
    call.event(exchange, { type: "RUN_STARTED", threadId, runId: `run-${exchange}` }),
    call.event(exchange, { type: "RUN_FINISHED", threadId, runId: `run-${exchange}` }),
    call.end(exchange),
  ],
};

async function bench() {
  const page = new Bench();
  const { live } = page;
  const { getState: state } = createScopeStore(page.deps);
  state().followLive();
  // What reads the traffic is loaded first.
  await vi.waitFor(() => expect(live.listener).toBeDefined());
  live.listener?.onOpen(true);
  const paint = (): void => page.paint();
  return { live, paint, state, tell: (...records: LiveRecord[]) => (live.tell(...records), paint()) };
}

describe("live traffic", () => {
  it("shows each run as a row that grows once a frame", async () => {
    const { live, paint, state } = await bench();
    live.tell(call.request("x1"), call.response("x1"));
    expect(state().liveRuns).toEqual([]);
    paint();
    expect(state().liveRuns).toMatchObject([
      {
        id: "x1",
        phase: "connecting",
        threadId: "t",
        runId: "run-x1",
        client: "curl 8.5.0",
        path: "/agent",
        events: 0,
      },
    ]);
    live.tell(call.event("x1", { type: "RUN_STARTED", threadId: "t", runId: "r" }));
    paint();
    expect(state().liveRuns).toMatchObject([{ phase: "streaming", events: 1, duration: undefined }]);
  });

  it("keeps rows that did not change, newest first", async () => {
    const { tell, state } = await bench();
    tell(...call.whole("x1", "a"));
    const [first] = state().liveRuns;
    tell(...call.whole("x2", "b"));
    expect(state().liveRuns.map(({ id }) => id)).toEqual(["x2", "x1"]);
    expect(state().liveRuns[1]).toBe(first);
  });

  it("continues a thread in one recording, and gives a run that overlaps its own", async () => {
    const { tell, state } = await bench();
    tell(...call.whole("x1"), call.request("x2"), call.request("x3"));
    const [third, second, first] = state().liveRuns;
    expect(second?.recording).toBe(first?.recording);
    expect(third?.recording).not.toBe(first?.recording);
    tell(call.end("x2"), call.request("x4", "t", "http://127.0.0.1:9/other"));
    expect(state().liveRuns[0]?.recording).not.toBe(first?.recording);
  });

  it("opens a run in the Scope screen and follows it there", async () => {
    const { tell, state } = await bench();
    tell(call.request("x1"), call.response("x1"), call.event("x1", { type: "RUN_STARTED", threadId: "t", runId: "r" }));
    state().openRun("x1");
    expect(state()).toMatchObject({
      session: { origin: "traffic", name: "curl 8.5.0 · thread t" },
      length: 1,
      cursor: "live",
    });
    tell(call.event("x1", { type: "CUSTOM", name: "n", value: 1 }));
    expect(state()).toMatchObject({ length: 2, status: { phase: "streaming" } });
    tell(...call.whole("x2", "other"));
    expect(state().length).toBe(2);
  });

  it("shows an earlier run of a thread as of its end", async () => {
    const { tell, state } = await bench();
    tell(...call.whole("x1"), ...call.whole("x2"));
    state().openRun("x1");
    expect(state()).toMatchObject({ length: 4, cursor: 2 });
    state().openRun("x2");
    expect(state().cursor).toBe("live");
  });

  it("knows what a server tells again after the connection broke", async () => {
    const { live, tell, state } = await bench();
    const [request, response, started, finished, end] = call.whole("x1") as [
      LiveRecord,
      LiveRecord,
      LiveRecord,
      LiveRecord,
      LiveRecord,
    ];
    tell(request, response, started);
    live.listener?.onLost("gone");
    expect(state()).toMatchObject({ liveConnection: "lost", liveProblem: "gone" });
    live.listener?.onOpen(true);
    tell(request, response, started, finished, end);
    expect(state().liveRuns).toMatchObject([{ id: "x1", events: 2, phase: "finished" }]);
  });

  it("ends what a server had under way that was started anew", async () => {
    const { live, paint, tell, state } = await bench();
    tell(call.request("x1"), call.response("x1"));
    live.listener?.onOpen(false);
    paint();
    expect(state().liveRuns).toMatchObject([{ phase: "failed" }]);
  });

  it("lets go of what is over and does not take it in again", async () => {
    const { live, paint, tell, state } = await bench();
    tell(...call.whole("x1"), call.request("x2", "other"));
    await state().clearRuns();
    paint();
    expect(state().liveRuns.map(({ id }) => id)).toEqual(["x2"]);
    expect(live.calls).toEqual(["forget"]);
    live.listener?.onOpen(true);
    tell(...call.whole("x1"));
    expect(state().liveRuns.map(({ id }) => id)).toEqual(["x2"]);
  });

  it("says what is held, until it is released or over", async () => {
    const { tell, state } = await bench();
    tell(call.request("x1"), { type: "held", exchange: "x1", text: "{}", waiting: 2, breakpoint: "b" });
    expect(state().held).toMatchObject([{ exchange: "x1", text: "{}", waiting: 2, breakpoint: "b" }]);
    expect(state().liveRuns[0]?.held).toBe(true);
    tell({ type: "released", exchange: "x1" });
    expect(state().held).toEqual([]);
    tell({ type: "held", exchange: "x1", text: "{}", waiting: 0 }, call.end("x1"));
    expect(state().held).toEqual([]);
  });

  it("counts findings at the run that they belong to", async () => {
    const { tell, state } = await bench();
    tell(
      ...call.whole("x1"),
      call.request("x2"),
      call.response("x2"),
      call.event("x2", { type: "TEXT_MESSAGE_END", messageId: "m" }),
    );
    const [second, first] = state().liveRuns;
    expect(first?.errors).toBe(0);
    expect(second?.errors).toBeGreaterThan(0);
  });

  it("expects no stream of a call that is not for a run", async () => {
    const { tell, state } = await bench();
    const json = new TextEncoder().encode('{"agents":{}}');
    for (const kind of ["info", "run"] as const) {
      const exchange = kind === "info" ? "x1" : "x2";
      tell(
        { ...call.request(exchange), source: { from: "r1", kind, client: "" } } as LiveRecord,
        call.response(exchange),
        { type: "chunk", exchange, time: 2, bytes: json },
        call.end(exchange),
      );
    }
    const [run, info] = state().liveRuns;
    expect([info?.errors, info?.warnings]).toEqual([0, 0]);
    expect(run?.errors).toBeGreaterThan(0);
  });

  it("counts what the server has let go of", async () => {
    const { tell, state } = await bench();
    tell({ type: "forgotten", exchanges: 7, byteCount: 100 });
    expect(state().forgottenRuns).toBe(7);
  });

  it("lets go of the connection out of sight, unless a recorder or a run needs it", async () => {
    const { live, tell, state } = await bench();
    const recorder = { id: "r1", target: "", address: "", faults: undefined, breakpoints: [] };
    tell({ type: "recorders", recorders: [recorder] });
    state().restLive();
    expect(live.listener).toBeDefined();
    tell({ type: "recorders", recorders: [] }, call.request("x1"));
    state().restLive();
    expect(live.listener).toBeDefined();
    tell(call.end("x1"));
    state().restLive();
    expect(live.listener).toBeUndefined();
    state().followLive();
    await vi.waitFor(() => expect(live.listener).toBeDefined());
  });

  it("gives a run of the page's own a recording of its own", async () => {
    const { tell, state } = await bench();
    tell(...call.whole("x1"));
    state().openRun("x1");
    state().setEndpoint("http://127.0.0.1:4700/agents/chat");
    void state().run();
    expect(state().session.origin).toBe("live");
  });
});
