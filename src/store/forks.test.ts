import { expect, it } from "vitest";
import { Bench } from "./benchForTests.ts";
import type { ScopeStore } from "./store.ts";

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
const loaded = async (): Promise<void> => {
  await import("./forks.ts");
  await settle();
  await settle();
};

const answer = (runId: string): readonly object[] => [
  { type: "RUN_STARTED", threadId: "t", runId },
  { type: "TEXT_MESSAGE_START", messageId: `a-${runId}`, role: "assistant" },
  { type: "TEXT_MESSAGE_CONTENT", messageId: `a-${runId}`, delta: "Yes" },
  { type: "TEXT_MESSAGE_END", messageId: `a-${runId}` },
  { type: "RUN_FINISHED", threadId: "t", runId },
];

async function run(bench: Bench, store: ScopeStore, message: string): Promise<void> {
  store.getState().editDraft({ message });
  void store.getState().run();
  await arrived(bench);
}

async function arrived(bench: Bench): Promise<void> {
  await loaded();
  bench.send(...answer(String(sent(bench)["runId"])));
  bench.end();
  await settle();
  bench.paint();
}

const sent = (bench: Bench, at = -1): Record<string, unknown> =>
  JSON.parse(bench.sent.at(at)?.body ?? "") as Record<string, unknown>;
const said = (bench: Bench): unknown =>
  (sent(bench)["messages"] as { content: string }[]).map(({ content }) => content);

async function twoRuns(): Promise<{ bench: Bench; store: ScopeStore }> {
  const bench = new Bench();
  const store = bench.store();
  store.getState().editDraft({ threadId: "t" });
  await run(bench, store, "One");
  await run(bench, store, "Two");
  return { bench, store };
}

it("goes on from a message, in the same thread and under a new run id, and from the end again afterwards", async () => {
  const { bench, store } = await twoRuns();
  const first = sent(bench, 0);
  await store.getState().forkFrom({ kind: "message", at: 10, index: 1 });
  expect(store.getState()).toMatchObject({
    inputTab: "input",
    draft: { message: "" },
    fork: { parentRunId: first["runId"] },
  });
  expect(bench.sent).toHaveLength(2);
  await run(bench, store, "Other");
  expect(said(bench)).toEqual(["One", "Yes", "Other"]);
  expect(sent(bench)).toMatchObject({ threadId: "t", parentRunId: first["runId"] });
  expect(new Set(bench.sent.map((_, at) => sent(bench, at)["runId"])).size).toBe(3);
  expect(store.getState().fork).toBeUndefined();
  await run(bench, store, "More");
  expect(said(bench)).toEqual(["One", "Yes", "Other", "Yes", "More"]);
  expect(sent(bench)).not.toHaveProperty("parentRunId");
});

it("is taken back with what was entered before", async () => {
  const { store } = await twoRuns();
  store.getState().editDraft({ message: "Three", stateText: "{}" });
  const { draft } = store.getState();
  await store.getState().forkFrom({ kind: "event", seq: 5 });
  await store.getState().forkFrom({ kind: "message", at: 10, index: 0, isEdited: true });
  expect(store.getState().draft).toMatchObject({ message: "One", stateText: undefined });
  store.getState().cancelFork();
  expect(store.getState()).toMatchObject({ draft, fork: undefined });
});

it("edits what has more than text in it as a whole", async () => {
  const { bench, store } = await twoRuns();
  const content = [
    { type: "text", text: "Look" },
    { type: "image", source: { type: "url", value: "http://h/i.png" } },
  ];
  const body = {
    threadId: "t",
    runId: "x",
    state: {},
    messages: [{ id: "u", role: "user", content }],
    tools: [],
    context: [],
    forwardedProps: {},
  };
  store.getState().editDraft({ bodyText: JSON.stringify(body) });
  void store.getState().run();
  await arrived(bench);
  store.getState().editDraft({ bodyText: undefined });
  await store.getState().forkFrom({ kind: "message", at: 15, index: 0, isEdited: true });
  expect(store.getState().isRequestEditorOpen).toBe(true);
  const edited = JSON.parse(store.getState().draft.bodyText ?? "") as typeof body;
  expect(edited.messages).toMatchObject([{ role: "user", content }]);
  expect(edited.messages[0]?.id).not.toBe("u");
});

it("sends a request again to the letter, but for its run id, and leaves the draft as it was", async () => {
  const { bench, store } = await twoRuns();
  store.getState().editDraft({ message: "Three" });
  void store.getState().resend(0);
  await arrived(bench);
  const [first, , again] = bench.sent.map(({ body }) => body);
  const { runId } = sent(bench);
  expect(again).toBe(first?.replace(String(sent(bench, 0)["runId"]), String(runId)));
  expect(again).not.toBe(first);
  expect(store.getState()).toMatchObject({ draft: { message: "Three", bodyText: undefined }, length: 15 });
});

it("opens a request in the editor and sends nothing", async () => {
  const { bench, store } = await twoRuns();
  await store.getState().editAndRerun(1);
  expect(bench.sent).toHaveLength(2);
  expect(store.getState()).toMatchObject({ isRequestEditorOpen: true, inputTab: "input" });
  expect(JSON.parse(store.getState().draft.bodyText ?? "")).toEqual({
    ...sent(bench),
    runId: expect.not.stringMatching(String(sent(bench)["runId"])),
  });
});

it("of a file is sent in a recording of its own, in the file's thread, to the address that is entered", async () => {
  const bench = new Bench();
  const store = bench.store();
  const bytes = new TextEncoder().encode(
    answer("r1")
      .map((event) => `data: ${JSON.stringify(event)}\n\n`)
      .join(""),
  );
  await store.getState().open({ name: "a.sse", bytes });
  const file = store.getState().session.id;
  await store.getState().forkFrom({ kind: "event", seq: 5 });
  await run(bench, store, "And now?");
  expect(said(bench)).toEqual(["Yes", "And now?"]);
  expect(sent(bench)).toMatchObject({ threadId: "t", parentRunId: "r1" });
  expect(store.getState().session.id).not.toBe(file);
  expect(store.getState().draft.threadId).toBe("t");
  store.getState().showThread(file);
  expect(store.getState().fork).toBeUndefined();
});

it("comes back with its thread", async () => {
  const { store } = await twoRuns();
  const { id } = store.getState().session;
  await store.getState().forkFrom({ kind: "event", seq: 5 });
  const { fork } = store.getState();
  store.getState().newThread();
  expect(store.getState().fork).toBeUndefined();
  store.getState().showThread(id);
  expect(store.getState().fork).toBe(fork);
});

it("sends a request again to the address that it went to, whatever is entered by now", async () => {
  const { bench, store } = await twoRuns();
  const { id } = store.getState().session;
  store.getState().setEndpoint("http://127.0.0.1:4700/agents/other");
  void store.getState().resend(1);
  await arrived(bench);
  expect(bench.sent.map(({ url }) => url)).toEqual(Array.from({ length: 3 }, () => bench.sent[0]?.url));
  expect(store.getState().session.id).toBe(id);
});
