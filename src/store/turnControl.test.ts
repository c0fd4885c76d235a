import { describe, expect, it, vi } from "vitest";
import { DIALECTS } from "#src/run/dialects/dialects.ts";
import type { AutoRule } from "#src/run/turn/autoRules.ts";
import { loadAddressCode } from "./address.ts";
import { Bench, settle } from "./benchForTests.ts";
import { keptLoop, OPT_IN_DIALECTS } from "./loopSettings.ts";
// The store fetches it when it is needed; here it is there at once.
import "./turnLoop.ts";
import type { ScopeStore } from "./store.ts";
import type { LoopSettings } from "./turnControlTypes.ts";

const STARTED = { type: "RUN_STARTED", threadId: "t", runId: "r" };
const FINISHED = { type: "RUN_FINISHED", threadId: "t", runId: "r" };
const call = (id: string, name: string, args: object = {}): object => ({
  type: "TOOL_CALL_CHUNK",
  toolCallId: id,
  toolCallName: name,
  parentMessageId: `m-${id}`,
  delta: JSON.stringify(args),
});
const leaving = (...ids: readonly string[]): object => ({
  ...FINISHED,
  outcome: { type: "success", pendingToolCallIds: ids },
});
const asking = (...ids: readonly string[]): object => ({
  ...FINISHED,
  outcome: { type: "interrupt", interrupts: ids.map((id) => ({ id, reason: "input_required" })) },
});

/** A page with these settings of the loop, and an agent that answers as told. */
async function begun(loop: Partial<LoopSettings>, ...events: readonly object[]) {
  const bench = new Bench();
  const store = bench.store();
  store.getState().changeLoop(loop);
  const run = store.getState().run();
  await settle();
  const answer = async (...more: readonly object[]): Promise<void> => {
    bench.send(STARTED, ...more);
    bench.end();
    await settle();
    bench.paint();
  };
  if (events.length > 0) {
    await answer(...events);
    await run;
  }
  return { bench, store, answer, state: () => store.getState(), bodies: () => bench.sent.map(({ body }) => body) };
}
const sent = async (bench: Bench, count: number): Promise<void> =>
  vi.waitFor(() => expect(bench.sent).toHaveLength(count));
const asks = async (store: ScopeStore, ...ids: readonly string[]): Promise<void> =>
  vi.waitFor(() => expect(store.getState().turn?.asked).toEqual(ids));
const result = (text: string) => ({ kind: "result", value: text, text }) as const;

describe("review before sending", () => {
  it("waits for the user, and sends what the user made of it as it was typed", async () => {
    const { bench, store, state, bodies } = await begun({ review: true }, call("c", "one"), leaving("c"));
    state().setBodyForm({ shape: "snake_case" });
    await asks(store, "call:c");
    state().answerPause("call:c", result("A"));
    await vi.waitFor(() => expect(state().turn?.review).toBeDefined());
    expect(bodies()).toHaveLength(1);
    const built = state().turn?.review?.body ?? "";
    // As it will go out, in the form for the endpoint.
    expect(built).toContain('"thread_id"');
    const edited = built.replace('"content":"A"', '"content":"B", "toolCallId":"c"');
    state().endReview(edited);
    await sent(bench, 2);
    expect(bodies()[1]).toBe(edited);
    expect(state().turn).toBeUndefined();
  });

  it("sends what was built where nothing was edited, and asks again where it is turned down", async () => {
    const { bench, store, state, bodies } = await begun({ review: true }, call("c", "one"), leaving("c"));
    await asks(store, "call:c");
    state().answerPause("call:c", result("A"));
    await vi.waitFor(() => expect(state().turn?.review).toBeDefined());
    state().endReview(undefined);
    await asks(store, "call:c");
    expect(state().turn?.problem).toMatch(/turned down in the review/);
    expect(bodies()).toHaveLength(1);
    state().answerPause("call:c", result("B"));
    await vi.waitFor(() => expect(state().turn?.review).toBeDefined());
    const built = state().turn?.review?.body;
    state().endReview(built);
    await sent(bench, 2);
    expect(bodies()[1]).toBe(built);
    expect(built).toContain('"content":"B"');
  });
});

describe("the cap on rounds", () => {
  it("stops the loop and goes on when it is told to", async () => {
    const rules: readonly AutoRule[] = [{ id: "r", enabled: true, match: "*", do: { kind: "result", value: 1 } }];
    const { bench, state, answer } = await begun({ mostRounds: 2, rules }, call("c0", "one"), leaving("c0"));
    await sent(bench, 2);
    await answer(call("c1", "one"), leaving("c1"));
    await sent(bench, 3);
    await answer(call("c2", "one"), leaving("c2"));
    await vi.waitFor(() => expect(state().turn).toMatchObject({ isCapped: true, round: 2 }));
    expect(state().turn?.problem).toMatch(/stopped after 2 rounds/);
    expect(bench.sent).toHaveLength(3);
    void state().takeTurn();
    await sent(bench, 4);
  });
});

describe("automatic rules", () => {
  const rules: readonly AutoRule[] = [
    {
      id: "a",
      enabled: true,
      match: "pay",
      when: { pointer: "/eur", operator: ">", value: "100" },
      do: { kind: "fail", message: "Too much" },
    },
    { id: "b", enabled: true, match: "*", do: { kind: "result", value: "paid" } },
  ];

  it("answer before the user is asked, and the log says what each did", async () => {
    const { bench, state, bodies } = await begun(
      { rules },
      call("c1", "pay", { eur: 250 }),
      call("c2", "pay", { eur: 20 }),
      leaving("c1", "c2"),
    );
    await sent(bench, 2);
    expect(JSON.parse(bodies()[1] ?? "")).toMatchObject({
      messages: [{}, { toolCallId: "c1", error: "Too much" }, {}, { toolCallId: "c2", content: "paid" }],
    });
    const { session, turnLog } = state();
    expect(turnLog).toMatchObject([
      { session: session.id, kind: "rule", name: "pay", sentence: "pay: failed because /eur > 100.", isProblem: false },
      { sentence: "pay: answered." },
    ]);
    state().clearTurnLog();
    expect(state().turnLog).toEqual([]);
  });

  it("leave what may be no question to the user unless they are told to", async () => {
    const { store, state, bench } = await begun({ rules }, call("c", "pay"), FINISHED);
    await asks(store, "call:c");
    expect(state().turnLog).toEqual([]);
    state().endTurn();
    state().changeLoop({ rulesForDoubts: true });
    void state().takeTurn();
    await sent(bench, 2);
  });
});

describe("a resume that is wrong on purpose", () => {
  const answerBoth = async ({ store, state }: Awaited<ReturnType<typeof begun>>): Promise<void> => {
    await asks(store, "interrupt:i1", "interrupt:i2");
    state().setResumeFault("partial");
    state().answerPause("interrupt:i1", result("A"));
    state().answerPause("interrupt:i2", result("B"));
  };
  const resumeIn = (body = "{}"): unknown => (JSON.parse(body) as { resume?: unknown }).resume;

  it("is judged when it is refused, and made up for", async () => {
    const page = await begun({}, asking("i1", "i2"));
    await answerBoth(page);
    await sent(page.bench, 2);
    expect(resumeIn(page.bodies()[1])).toMatchObject([{ interruptId: "i1" }]);
    expect(page.state().resumeFault).toBeUndefined();
    await page.answer({ type: "RUN_ERROR", message: "missing: i2", code: "resume_incomplete" });
    await vi.waitFor(() => expect(page.state().turn?.verdict).toMatchObject({ isRight: true, canSendRight: true }));
    expect(page.state().turnLog).toMatchObject([{ kind: "fault", isProblem: false }]);
    page.state().sendRight();
    await sent(page.bench, 3);
    expect(resumeIn(page.bodies()[2])).toMatchObject([{ interruptId: "i1" }, { interruptId: "i2" }]);
  });

  it("is kept until it is too late, and then there is no right one", async () => {
    const interrupt = { id: "i1", reason: "input_required", expiresAt: "2020-01-01T00:00:00Z" };
    const page = await begun({}, { ...FINISHED, outcome: { type: "interrupt", interrupts: [interrupt] } });
    await asks(page.store, "interrupt:i1");
    page.state().setResumeFault("expired");
    page.state().answerPause("interrupt:i1", result("A"));
    await sent(page.bench, 2);
    expect(resumeIn(page.bodies()[1])).toMatchObject([{ interruptId: "i1", status: "resolved" }]);
    await page.answer({ type: "RUN_ERROR", message: "expired" });
    await vi.waitFor(() => expect(page.state().turn?.verdict).toMatchObject({ isRight: true, canSendRight: false }));
  });

  it("is held back until its time, and can be given up", async () => {
    const interrupt = { id: "i1", reason: "input_required", expiresAt: "2999-01-01T00:00:00Z" };
    const page = await begun({}, { ...FINISHED, outcome: { type: "interrupt", interrupts: [interrupt] } });
    await asks(page.store, "interrupt:i1");
    page.state().setResumeFault("expired");
    page.state().answerPause("interrupt:i1", result("A"));
    await vi.waitFor(() => expect(page.state().turn?.heldUntil).toBe(Date.parse(interrupt.expiresAt) + 1));
    page.state().stop();
    expect(page.state()).toMatchObject({ turn: undefined, status: { phase: "stopped" } });
    expect(page.bench.sent).toHaveLength(1);
  });

  it("is told where the agent goes on as if nothing were wrong", async () => {
    const page = await begun({}, asking("i1", "i2"));
    await answerBoth(page);
    await sent(page.bench, 2);
    await page.answer(FINISHED);
    await vi.waitFor(() => expect(page.state().turnLog).toMatchObject([{ kind: "fault", isProblem: true }]));
    expect(page.state().turn).toBeUndefined();
  });
});

describe("what is asked beside the stream", () => {
  const REQUEST = { type: "TOOL_CALL_REQUEST", toolCallId: "x", toolName: "locate", arguments: {} };

  it("is answered by a POST of its own, and the log says what came back", async () => {
    const { bench, store, state } = await begun({ optIn: ["tool-call-request"] });
    bench.send(STARTED, REQUEST);
    await vi.waitFor(() => {
      bench.paint();
      expect(state().turn?.asked).toEqual(["request:x"]);
    });
    const runsOn = bench.held();
    expect(state().answerPause("request:x", result("Lisbon"))).toMatchObject({ ok: true });
    await sent(bench, 2);
    expect(bench.sent[1]).toMatchObject({
      url: "http://127.0.0.1:4700/agents/chat/tool_result",
      body: '{"tool_call_id":"x","result":"Lisbon"}',
    });
    bench.refuse(404, "no such call");
    await vi.waitFor(() => expect(state().turnLog[0]?.isProblem).toBe(true));
    expect(state().turnLog).toMatchObject([{ kind: "post", name: "locate", answer: "no such call" }]);
    expect(state().turnLog[0]?.sentence).toContain("HTTP 404");
    expect(state().notice?.text).toContain("HTTP 404");
    expect(state().turn).toBeUndefined();
    runsOn.send(FINISHED);
    runsOn.end();
    await vi.waitFor(() => expect(store.getState().session.reading.log.exchanges[0]?.end).toBeDefined());
  });

  it("is not answered without a header that its variable has no value for", async () => {
    await loadAddressCode();
    const { bench, state } = await begun({ optIn: ["tool-call-request"] });
    bench.send(STARTED, REQUEST);
    await vi.waitFor(() => {
      bench.paint();
      expect(state().turn?.asked).toEqual(["request:x"]);
    });
    state().setHeaders([{ id: "1", name: "X-Key", value: "${GONE}", remember: false }]);
    expect(state().answerPause("request:x", result("Lisbon"))).toMatchObject({ ok: true });
    await vi.waitFor(() => expect(state().turnLog[0]?.sentence).toContain("X-Key needs “GONE”"));
    expect(bench.sent).toHaveLength(1);
    bench.end();
  });

  it("is not looked for unless the user wants that", async () => {
    const { bench, state } = await begun({});
    bench.send(STARTED, REQUEST);
    bench.paint();
    await settle();
    bench.paint();
    expect(state().turn).toBeUndefined();
  });
});

describe("stopping", () => {
  it("ends a slow mock answer, and nothing is sent", async () => {
    const { bench, store, state, answer } = await begun({});
    await answer(FINISHED);
    state().addTools([
      {
        id: "slow",
        enabled: true,
        name: "slow",
        description: "",
        parametersText: "",
        resultSchemaText: "",
        plan: { kind: "fixed", text: "late" },
        delay: { ms: 3_600_000, jitterMs: 0 },
      },
    ]);
    void state().run();
    await sent(bench, 2);
    bench.send(STARTED, call("c", "slow"), leaving("c"));
    bench.end();
    await vi.waitFor(() => expect(state().turn?.open).toEqual(["call:c"]));
    bench.paint();
    state().giveUp();
    expect(state().turn).toBeUndefined();
    expect(state().status).toMatchObject({ phase: "stopped", detail: "No answer was sent." });
    // The call is still open, and now the user's to answer.
    await asks(store, "call:c");
    expect(state().turn?.problem).toMatch(/Answer yourself/);
    state().answerPause("call:c", result("by hand"));
    await sent(bench, 3);
    expect(bench.sent[2]?.body).toContain('"content":"by hand"');
  });
});

describe("settings of the loop", () => {
  it("are kept, and read with their defaults", () => {
    const kept = { review: true, mostRounds: 3, rules: [1], rulesForDoubts: true, optIn: ["tool-call-request"] };
    expect(keptLoop(kept)).toEqual(kept);
    const defaults = { review: false, mostRounds: 25, rules: [], rulesForDoubts: false, optIn: [] };
    expect(keptLoop({ mostRounds: 0, rules: {}, optIn: ["interrupt"] })).toEqual(defaults);
    expect(keptLoop("x")).toEqual(defaults);
    expect(OPT_IN_DIALECTS).toEqual(DIALECTS.flatMap(({ id, optIn }) => (optIn ? [id] : [])));
  });

  it("take no number of rounds that cannot be one", () => {
    const store = new Bench().store();
    store.getState().changeLoop({ mostRounds: 1_001 });
    expect(store.getState().loop.mostRounds).toBe(25);
  });
});
