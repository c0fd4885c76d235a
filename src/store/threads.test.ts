import { expect, it, vi } from "vitest";
import { Bench } from "./benchForTests.ts";
import type { ScopeStore } from "./store.ts";

const STARTED = { type: "RUN_STARTED", threadId: "t", runId: "r" };
const FINISHED = { type: "RUN_FINISHED", threadId: "t", runId: "r" };
const FILE = new TextEncoder().encode(`data: ${JSON.stringify(STARTED)}\n\n`);

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

async function run(bench: Bench, store: ScopeStore): Promise<void> {
  void store.getState().run();
  await settle();
  bench.send(STARTED, FINISHED);
  bench.end();
  await settle();
  bench.paint();
}

const ids = (store: ScopeStore): readonly string[] => store.getState().threads.map(({ session }) => session.id);

async function twoThreads(): Promise<{ bench: Bench; store: ScopeStore; first: string; second: string }> {
  const bench = new Bench();
  const store = bench.store();
  store.getState().editDraft({ message: "One" });
  store.getState().setPathValue("agent", "chat");
  await run(bench, store);
  const first = store.getState().session.id;
  store.getState().newThread();
  store.getState().setEndpoint("http://127.0.0.1:4700/agents/other");
  store.getState().editDraft({ message: "Two" });
  store.getState().setPathValue("agent", "other");
  await run(bench, store);
  return { bench, store, first, second: store.getState().session.id };
}

it("keeps what was on screen, newest first, with what was entered for it", async () => {
  const { store, first, second } = await twoThreads();
  expect(ids(store)).toEqual([second, first]);
  store.getState().goTo(1);
  store.getState().showThread(first);
  expect(store.getState()).toMatchObject({
    session: { id: first },
    draft: { message: "One" },
    endpoint: "http://127.0.0.1:4700/agents/chat",
    pathValues: { agent: "chat" },
    status: { phase: "finished" },
    cursor: "live",
    // Both are in the list, so there is nothing to offer.
    notice: undefined,
  });
  expect(ids(store)).toEqual([second, first]);
  store.getState().showThread(second);
  expect(store.getState()).toMatchObject({ draft: { message: "Two" }, cursor: 1, length: 2 });
});

it("keeps no empty one, and files", async () => {
  const store = new Bench().store();
  const empty = store.getState().session.id;
  await store.getState().open({ name: "a.sse", bytes: FILE });
  expect(ids(store)).not.toContain(empty);
  const file = store.getState().session.id;
  store.getState().newThread();
  expect(ids(store)).toEqual([store.getState().session.id, file]);
});

it("knows what was saved when it comes back", async () => {
  const { store, first, second } = await twoThreads();
  store.getState().markSaved(2, 0);
  store.getState().showThread(first);
  store.getState().closeThread(second);
  expect(store.getState()).toMatchObject({ setAside: [], notice: undefined });
  expect(ids(store)).toEqual([first]);
});

it("brings back all that were closed unsaved", async () => {
  const { store, first, second } = await twoThreads();
  store.getState().closeThread(first);
  expect(store.getState().notice?.text).toBe("The unsaved recording of 2 events was closed.");
  store.getState().closeThread(second);
  expect(store.getState()).toMatchObject({ length: 0, notice: { text: "2 unsaved recordings were closed." } });
  expect(ids(store)).toEqual([store.getState().session.id]);
  // Another one that leaves the screen is in the list, so the offer stays what it is.
  await store.getState().open({ name: "a.sse", bytes: FILE });
  store.getState().toggleBookmark(1);
  store.getState().newThread();
  expect(store.getState().notice?.text).toBe("2 unsaved recordings were closed.");
  store.getState().bringBack();
  expect(store.getState()).toMatchObject({ session: { id: second }, draft: { message: "Two" }, length: 2 });
  expect(ids(store)).toEqual(expect.arrayContaining([first, second]));
});

it("shows the next one when the one on screen is closed", async () => {
  const { store, first, second } = await twoThreads();
  store.getState().closeThread(second);
  expect(store.getState()).toMatchObject({ session: { id: first }, draft: { message: "One" } });
  expect(ids(store)).toEqual([first]);
});

it("stops the run of a thread that leaves the screen", async () => {
  const { bench, store, first, second } = await twoThreads();
  void store.getState().run();
  await settle();
  bench.send(STARTED);
  store.getState().showThread(first);
  await settle();
  bench.paint();
  store.getState().showThread(second);
  expect(store.getState()).toMatchObject({ length: 3, status: { phase: "stopped" } });
});

it("asks again what waited in a thread that comes back, and answers nothing by itself", async () => {
  const bench = new Bench();
  const store = bench.store();
  const tool = {
    id: "x",
    name: "search",
    description: "",
    parameters: {},
    enabled: true,
    plan: { kind: "fixed", value: 1 },
  };
  void store.getState().run();
  await settle();
  bench.send(
    STARTED,
    { type: "TOOL_CALL_START", toolCallId: "c", toolCallName: "search" },
    { type: "TOOL_CALL_END", toolCallId: "c" },
    FINISHED,
  );
  bench.end();
  const { id } = store.getState().session;
  await vi.waitFor(() => expect(store.getState().turn?.asked).toEqual(["call:c"]));
  store.getState().newThread();
  expect(store.getState().turn).toBeUndefined();
  store.getState().addTools([tool as never]);
  store.getState().showThread(id);
  await vi.waitFor(() => expect(store.getState().turn).toMatchObject({ asked: ["call:c"], session: id }));
  expect(store.getState().turn?.problem).toContain("You came back");
  expect(bench.sent).toHaveLength(1);
});
