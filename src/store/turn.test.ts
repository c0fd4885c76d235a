import { describe, expect, it, vi } from "vitest";
import { err } from "#src/lib/result.ts";
import type { MockTool } from "#src/tools/types.ts";
import { Bench, settle } from "./benchForTests.ts";
// The store fetches it when it is needed; here it is there at once.
import "./turnLoop.ts";

const STARTED = { type: "RUN_STARTED", threadId: "t", runId: "r" };
const FINISHED = { type: "RUN_FINISHED", threadId: "t", runId: "r" };
const call = (id: string, name: string): object => ({
  type: "TOOL_CALL_CHUNK",
  toolCallId: id,
  toolCallName: name,
  parentMessageId: "a1",
  delta: "{}",
});
const tool = (name: string, text: string): MockTool => ({
  id: name,
  enabled: true,
  name,
  description: "",
  parametersText: "",
  resultSchemaText: "",
  plan: { kind: "fixed", text },
  delay: { ms: 0, jitterMs: 0 },
});

/** A run that ended with calls, whose turn has begun. */
async function asked(...calls: readonly object[]) {
  const bench = new Bench();
  const store = bench.store();
  const run = store.getState().run();
  await settle();
  const answer = async (...events: readonly object[]): Promise<void> => {
    bench.send(STARTED, ...events, FINISHED);
    bench.end();
    await settle();
    bench.paint();
  };
  await answer(...calls);
  await run;
  const bodies = (): unknown[] => bench.sent.map(({ body }) => JSON.parse(body) as unknown);
  return { bench, store, answer, bodies, state: () => store.getState() };
}
const result = (text: string) => ({ kind: "result", value: text, text }) as const;

describe("the turn of the client", () => {
  it("answers in any order, and sends one request when all is answered", async () => {
    const { state, bodies, answer } = await asked(call("c1", "one"), call("c2", "two"));
    await vi.waitFor(() => expect(state().turn?.asked).toEqual(["call:c1", "call:c2"]));
    expect(state().answerPause("call:c2", result("B"))).toMatchObject({ ok: true });
    expect(state().turn?.open).toEqual(["call:c1"]);
    expect(bodies()).toHaveLength(1);
    state().answerPause("call:c1", result("A"));
    await vi.waitFor(() => expect(bodies()).toHaveLength(2));
    expect(state().turn).toBeUndefined();
    expect(bodies()[1]).toMatchObject({
      parentRunId: "r",
      messages: [
        { role: "assistant" },
        { role: "tool", toolCallId: "c1", content: "A" },
        { role: "tool", toolCallId: "c2", content: "B" },
      ],
    });
    await answer();
    expect(state().status.phase).toBe("finished");
    expect(state().turn).toBeUndefined();
  });

  it("lets mock tools answer, and asks for the rest", async () => {
    const { state, bodies } = await asked();
    state().addTools([tool("one", "made")]);
    const { bench, store } = await asked();
    store.getState().addTools([tool("one", "made")]);
    void store.getState().run();
    await vi.waitFor(() => expect(bench.sent).toHaveLength(2));
    bench.send(STARTED, call("c1", "one"), call("c2", "two"), FINISHED);
    bench.end();
    await vi.waitFor(() => expect(store.getState().turn).toMatchObject({ open: ["call:c2"], asked: ["call:c2"] }));
    store.getState().answerPause("call:c2", result("B"));
    await vi.waitFor(() => expect(bench.sent).toHaveLength(3));
    expect(bench.sent[2]?.body).toContain('"toolCallId":"c1","content":"made"');
    expect(bodies()).toHaveLength(1);
  });

  it("lets the user answer what a mock tool is answering", async () => {
    const { bench, store } = await asked();
    store.getState().addTools([{ ...tool("one", "made"), delay: { ms: 600_000, jitterMs: 0 } }, tool("two", "made")]);
    void store.getState().run();
    await vi.waitFor(() => expect(bench.sent).toHaveLength(2));
    bench.send(STARTED, call("c1", "one"), call("c2", "two"), FINISHED);
    bench.end();
    await vi.waitFor(() => expect(store.getState().turn).toMatchObject({ open: ["call:c1"], asked: [] }));
    store.getState().takeOver("call:c1");
    expect(store.getState().turn).toMatchObject({ open: ["call:c1"], asked: ["call:c1"] });
    store.getState().answerPause("call:c1", result("by hand"));
    await vi.waitFor(() => expect(bench.sent).toHaveLength(3));
    expect(bench.sent[2]?.body).toContain('"toolCallId":"c1","content":"by hand"');
    expect(bench.sent[2]?.body).toContain('"toolCallId":"c2","content":"made"');
  });

  it("is over as soon as another request, thread or endpoint is meant", async () => {
    const { state, store, bodies } = await asked(call("c1", "one"));
    await vi.waitFor(() => expect(state().turn).toBeDefined());
    state().setEndpoint("http://127.0.0.1:4700/agents/other");
    state().answerPause("call:c1", result("A"));
    await vi.waitFor(() => expect(state().turn?.problem).toMatch(/^The answers were not sent: the endpoint/));
    expect(bodies()).toHaveLength(1);
    store.getState().newThread();
    expect(state().turn).toBeUndefined();
    expect(state().answerPause("call:c1", result("A"))).toEqual(err("Nothing waits for an answer now."));
  });

  it("says that it waits where the status cannot know it", async () => {
    const { state, bench } = await asked({ type: "CUSTOM", name: "on_interrupt", value: "Go on?" });
    await vi.waitFor(() => expect(state().turn?.asked).toHaveLength(1));
    bench.paint();
    expect(state().status).toEqual({ phase: "waiting", detail: "1 question without an answer." });
  });
});
