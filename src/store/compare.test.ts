import { expect, test, vi } from "vitest";
import { parseJson } from "#src/lib/json.ts";
import { BodyReader } from "#src/transport/bodyReader.ts";
import type { OutgoingRequest, RunTransport } from "#src/transport/runTransport.ts";
import { Bench, settle } from "./benchForTests.ts";
import { createScopeStore, type ScopeStore } from "./store.ts";

/** Answers each request at once with what its address calls for; one that ends in "open" goes on until it is aborted. */
class Agents implements RunTransport {
  readonly sent: OutgoingRequest[] = [];

  async run(...[request, sink, signal]: Parameters<RunTransport["run"]>): Promise<void> {
    this.sent.push(request);
    const { url, body } = request;
    await sink({ type: "request", request: { method: "POST", url, headers: [], body, startedAt: 0, via: "direct" } });
    const reader = new BodyReader({ status: 200, contentType: "text/event-stream" });
    const { threadId, runId } = parseJson(body) as { threadId: string; runId: string };
    const isOpen = url.endsWith("open");
    const events = [
      { type: "RUN_STARTED", threadId, runId },
      { type: "CUSTOM", name: "said", value: url.split("/").at(-1) },
      ...(isOpen ? [] : [{ type: "RUN_FINISHED", threadId, runId }]),
    ];
    const bytes = new TextEncoder().encode(events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(""));
    await sink({ type: "chunk", time: 1, bytes, ...reader.push(bytes) });
    if (isOpen) {
      await new Promise((resolve) => {
        signal.addEventListener("abort", resolve);
      });
    }
    const reason = isOpen ? "aborted" : "complete";
    await sink({ type: "end", time: 2, reason, message: "", ...reader.end() });
  }
}

interface World {
  readonly bench: Bench;
  readonly agents: Agents;
  readonly store: ScopeStore;
}

function world(...urls: readonly string[]): World {
  const bench = new Bench();
  const agents = new Agents();
  const store = createScopeStore({ ...bench.deps, transports: { http: agents, webSocket: agents, relay: agents } });
  store.getState().setEndpoint("http://one.test/a");
  store.getState().editDraft({ message: "Hello" });
  store.getState().setSideBySide(urls.map((url) => ({ title: url, url })));
  return { bench, agents, store };
}

async function settled({ bench, store }: World): Promise<readonly string[]> {
  for (let turns = 0; turns < 8; turns++) {
    await settle();
    bench.paint();
  }
  return store.getState().comparison?.columns.map(({ status }) => status.phase) ?? [];
}

async function opened(...urls: readonly string[]): Promise<World> {
  const made = world(...urls);
  made.store.getState().openSideBySide();
  // Its code is loaded then, in however many turns.
  await vi.waitFor(() => expect(made.store.getState().comparison).toBeDefined());
  return made;
}

test("the same input goes to each endpoint in a thread of its own, and the recording on screen is left alone", async () => {
  const made = await opened("http://one.test/a", "http://two.test/b");
  const { agents, store } = made;
  const { session } = store.getState();
  await store.getState().startSideBySide();
  expect(await settled(made)).toEqual(["finished", "finished"]);
  const bodies = agents.sent.map(({ body }) => parseJson(body) as Record<string, unknown>);
  expect(bodies.map(({ messages }) => messages)).toMatchObject([[{ content: "Hello" }], [{ content: "Hello" }]]);
  expect(new Set(bodies.map(({ threadId }) => threadId)).size).toBe(2);
  expect(store.getState().session).toBe(session);
  expect(session.reading.length).toBe(0);
});

test("what was entered for one server does not go to another", async () => {
  const made = await opened("http://one.test/a", "http://two.test/b");
  const { agents, store } = made;
  const secret = { id: "h", name: "Authorization", value: "Bearer s3cret", remember: false };
  store.getState().setHeaders([secret]);
  await store.getState().startSideBySide();
  await settled(made);
  expect(agents.sent.map(({ headers }) => headers.map(({ name }) => name))).toEqual([["Authorization"], []]);
  const remarks = store.getState().comparison?.columns.map((column) => column.remarks.join(" "));
  expect(remarks?.[0]).toBe("");
  expect(remarks?.[1]).toContain("Sent without Authorization");
  expect(JSON.stringify(remarks)).not.toContain("s3cret");
});

test("a request with an error is held back, until it is sent anyway", async () => {
  const made = await opened("http://one.test/a", "http://two.test/b");
  const { agents, store } = made;
  store.getState().editDraft({ forwardedPropsText: "{" });
  await store.getState().startSideBySide();
  await settled(made);
  expect(agents.sent).toHaveLength(0);
  expect(store.getState().sideBySideProblem).toMatch(/^Nothing was sent\. Forwarded props is no valid JSON/);
  store.getState().setSideBySide([{ title: "a", url: "http://one.test/a" }]);
  expect(store.getState().sideBySideProblem).toBe("");
});

test("an address that cannot be sent to says so in its column, and the others go on", async () => {
  const made = await opened("http://one.test/a", "ftp://two.test/b");
  await made.store.getState().startSideBySide();
  expect(await settled(made)).toEqual(["finished", "failed"]);
  expect(made.store.getState().comparison?.columns[1]?.status.sentence).toContain("ftp://");
});

test("stop ends all, and closing stops what goes on; what had come is shown again", async () => {
  const made = await opened("http://one.test/open", "http://two.test/b");
  const { store } = made;
  void store.getState().startSideBySide();
  expect(await settled(made)).toEqual(["streaming", "finished"]);
  store.getState().stopSideBySide();
  expect(await settled(made)).toEqual(["stopped", "finished"]);
  void store.getState().startSideBySide();
  await settled(made);
  store.getState().closeCompare();
  expect(await settled(made)).toEqual([]);
  store.getState().openSideBySide();
  expect(await settled(made)).toEqual(["stopped", "finished"]);
});

test("a column is opened as a thread that goes on where it came from", async () => {
  const made = await opened("http://one.test/a", "http://two.test/b");
  const { store, agents } = made;
  await store.getState().startSideBySide();
  await settled(made);
  const column = store.getState().comparison?.columns[1];
  store.getState().openColumn(column?.id ?? "");
  const state = store.getState();
  expect(state.comparison).toBeUndefined();
  expect(state.session.reading).toBe(column?.reading);
  expect(state.endpoint).toBe("http://two.test/b");
  expect(state.draft.threadId).toBe((parseJson(agents.sent[1]?.body ?? "") as { threadId: string }).threadId);
  expect(state.threads.map(({ session }) => session.id)).toContain(state.session.id);
  // It is one thread, however often it is opened.
  store.getState().openSideBySide();
  await settled(made);
  store.getState().openColumn(column?.id ?? "");
  expect(store.getState().session.id).toBe(state.session.id);
});

test("runs of recordings are found by their threads, and runs that are gone are told", async () => {
  const made = await opened("http://one.test/a", "http://two.test/b");
  const { store } = made;
  await store.getState().startSideBySide();
  await settled(made);
  store.getState().openColumn(store.getState().comparison?.columns[0]?.id ?? "");
  const [thread] = store.getState().threads;
  const run = { session: thread?.session.id ?? "", exchange: 0 };
  store.getState().compareRuns([run, { session: "gone", exchange: 0 }]);
  await settled(made);
  expect(store.getState().comparison).toBeUndefined();
  expect(store.getState().notice?.text).toContain("A comparison needs two runs");
  store.getState().compareRuns([run, run]);
  expect(await settled(made)).toEqual(["finished", "finished"]);
  expect(store.getState().comparison?.columns.map(({ title }) => title)).toEqual(["Run 1", "Run 1"]);
});

test("where a part of the page cannot be had nothing goes on, and the next try has the columns of this one", async () => {
  const made = await opened("http://one.test/a", "http://two.test/b");
  const { store, agents } = made;
  const { loadRelay } = store.getState();
  store.setState({ loadRelay: () => Promise.reject(new Error("gone")) });
  await store.getState().startSideBySide();
  expect(await settled(made)).toEqual(["stopped", "stopped"]);
  expect(store.getState().sideBySideProblem).toContain("A part of the page could not be loaded (gone)");
  expect(agents.sent).toHaveLength(0);
  const columns = store.getState().comparison?.columns;
  store.getState().closeCompare();
  store.getState().openSideBySide();
  await settled(made);
  expect(store.getState().comparison?.columns).toEqual(columns);
  store.setState({ loadRelay });
  await store.getState().startSideBySide();
  expect(await settled(made)).toEqual(["finished", "finished"]);
});

test("a run that is over is judged once, however long another goes on beside it", async () => {
  const made = await opened("http://one.test/open", "http://two.test/b");
  const { store, bench } = made;
  void store.getState().startSideBySide();
  expect(await settled(made)).toEqual(["streaming", "finished"]);
  const statusOf = vi.spyOn(bench.deps.runCode.now, "statusOf");
  await settled(made);
  const [open] = store.getState().comparison?.columns ?? [];
  expect(new Set(statusOf.mock.calls.map(([reading]) => reading))).toEqual(new Set([open?.reading]));
  store.getState().closeCompare();
  await settled(made);
});
