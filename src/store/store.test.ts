import { describe, expect, it } from "vitest";
import { Bench, settle } from "./benchForTests.ts";
import { RunCode } from "./runCode.ts";
import { selectCursorSeq, selectView } from "./selectors.ts";
import { createScopeStore, type ScopeStore } from "./store.ts";

const started = { type: "RUN_STARTED", threadId: "t", runId: "r" };
const finished = { type: "RUN_FINISHED", threadId: "t", runId: "r" };
const custom = { type: "CUSTOM", name: "n", value: 1 };

async function running(bench: Bench): Promise<ScopeStore> {
  const store = bench.store();
  void store.getState().run();
  await settle();
  return store;
}

describe("a run", () => {
  it("keeps frames at once and tells the screen once a frame", async () => {
    const bench = new Bench();
    const store = await running(bench);
    bench.paint();
    const before = store.getState().revision;
    bench.send(started, custom, custom);
    expect(store.getState().session.reading.length).toBe(3);
    expect(store.getState()).toMatchObject({ revision: before, length: 0 });
    bench.paint();
    expect(store.getState()).toMatchObject({ revision: before + 1, length: 3, status: { phase: "streaming" } });
  });

  it("shows rows and views in frames of their own while more comes than anyone reads, and catches up by itself", async () => {
    const bench = new Bench();
    const store = await running(bench);
    bench.paint();
    const many = Array.from({ length: 20 }, () => custom);
    const seen = (): readonly number[] => [store.getState().length, selectView(store.getState()).at];
    bench.send(started, ...many);
    // The first rows, then what they mean.
    bench.paint(16);
    expect(seen()).toEqual([21, 0]);
    bench.paint(16);
    expect(seen()).toEqual([21, 21]);
    bench.paint(16);
    bench.send(...many);
    // New rows in every second frame.
    bench.paint(16);
    expect(seen()).toEqual([21, 21]);
    bench.paint(16);
    expect(seen()).toEqual([41, 21]);
    const { revision } = store.getState();
    bench.paint(16);
    bench.paint(16);
    expect(store.getState().revision).toBe(revision);
    // The view in a frame without new rows.
    bench.send(...many);
    bench.paint(100);
    expect(seen()).toEqual([41, 61]);
    bench.paint(16);
    expect(seen()).toEqual([61, 61]);
    bench.send(custom);
    bench.paint(16);
    expect(seen()).toEqual([62, 62]);
    bench.send(...many, finished);
    bench.end();
    await settle();
    bench.paint(16);
    expect(seen()).toEqual([83, 83]);
  });

  it("ends with the status of the stream", async () => {
    const bench = new Bench();
    const store = await running(bench);
    expect(store.getState().status.phase).toBe("connecting");
    bench.send(started, finished);
    bench.end();
    await settle();
    bench.paint();
    expect(store.getState()).toMatchObject({ length: 2, status: { phase: "finished" } });
  });

  it("sends the draft, and the whole conversation the next time", async () => {
    const bench = new Bench();
    const store = bench.store();
    store.getState().editDraft({ message: "Hello" });
    void store.getState().run();
    await settle();
    bench.send(
      started,
      { type: "TEXT_MESSAGE_START", messageId: "m", role: "assistant" },
      { type: "TEXT_MESSAGE_CONTENT", messageId: "m", delta: "Hi" },
      { type: "TEXT_MESSAGE_END", messageId: "m" },
      finished,
    );
    bench.end();
    await settle();
    bench.paint();
    void store.getState().run();
    await settle();
    const roles = bench.sent.map(({ body }) =>
      (JSON.parse(body) as { messages: { role: string }[] }).messages.map(({ role }) => role),
    );
    expect(roles).toEqual([["user"], ["user", "assistant", "user"]]);
    expect(store.getState().session.reading.log.exchanges).toHaveLength(2);
  });

  it("is held back by a draft that cannot be right, until the user insists", async () => {
    const bench = new Bench();
    const store = bench.store();
    store.getState().editDraft({ stateText: "{" });
    await store.getState().run();
    expect(bench.sent).toHaveLength(0);
    expect(store.getState().status.phase).toBe("failed");
    void store.getState().run({ anyway: true });
    await settle();
    expect(bench.sent).toHaveLength(1);
  });

  it("does not start twice", async () => {
    const bench = new Bench();
    const store = await running(bench);
    await store.getState().run();
    expect(bench.sent).toHaveLength(1);
  });

  it("keeps what had arrived when it is stopped", async () => {
    const bench = new Bench();
    const store = await running(bench);
    bench.send(started, custom);
    store.getState().stop();
    await settle();
    bench.paint();
    expect(store.getState()).toMatchObject({ length: 2, status: { phase: "stopped" } });
  });

  it("is stopped at once while the way to the agent is not known yet, and the next one goes on", async () => {
    const bench = new Bench();
    const store = bench.store();
    const { loadRelay } = store.getState();
    let known = (): void => undefined;
    const loading = new Promise<void>((resolve) => (known = resolve));
    store.setState({ loadRelay: () => loading });
    const first = store.getState().run();
    expect(store.getState().status.phase).toBe("connecting");
    store.getState().stop();
    expect(store.getState().status).toMatchObject({ phase: "stopped", detail: "Nothing was sent." });
    store.setState({ loadRelay });
    void store.getState().run();
    await settle();
    known();
    await first;
    expect(bench.sent).toHaveLength(1);
    expect(store.getState().status.phase).toBe("connecting");
  });

  it("that could not begin keeps saying why, whatever is stopped later", async () => {
    const bench = new Bench();
    const runCode = new RunCode(() => Promise.reject(new Error("gone")));
    const store = createScopeStore({ ...bench.deps, runCode });
    store.getState().setEndpoint("http://127.0.0.1:4700/agents/chat");
    await store.getState().run();
    const { status } = store.getState();
    expect(status.phase).toBe("failed");
    store.getState().stop();
    expect(store.getState().status).toBe(status);
  });

  it("says nothing to the screen once another recording is on it", async () => {
    const bench = new Bench();
    const store = await running(bench);
    const { threadId } = store.getState().draft;
    bench.send(started);
    store.getState().newThread();
    await settle();
    bench.paint();
    expect(store.getState()).toMatchObject({ length: 0, status: { phase: "idle" } });
    expect(store.getState().draft.threadId).not.toBe(threadId);
  });
});

describe("the cursor", () => {
  it("follows the end until it is moved, and again when asked to", async () => {
    const bench = new Bench();
    const store = await running(bench);
    bench.send(started, custom, custom);
    bench.paint();
    expect(selectCursorSeq(store.getState())).toBe(3);
    store.getState().step(-1);
    bench.send(custom);
    bench.paint();
    expect(selectCursorSeq(store.getState())).toBe(2);
    expect(selectView(store.getState()).at).toBe(2);
    store.getState().goLive();
    expect(selectCursorSeq(store.getState())).toBe(4);
  });

  it("never leaves the recording", async () => {
    const bench = new Bench();
    const store = await running(bench);
    bench.send(started, custom);
    bench.paint();
    store.getState().goTo(99);
    expect(store.getState().cursor).toBe(2);
    store.getState().step(-99);
    expect(store.getState().cursor).toBe(0);
  });

  it("is live again for a new run", async () => {
    const bench = new Bench();
    const store = await running(bench);
    bench.send(started, finished);
    bench.end();
    await settle();
    bench.paint();
    store.getState().goTo(1);
    void store.getState().run();
    expect(store.getState().cursor).toBe("live");
  });
});

describe("a file", () => {
  const capture = new TextEncoder().encode(`data: ${JSON.stringify(started)}\n\ndata: ${JSON.stringify(finished)}\n\n`);

  it("comes on screen as a recording of its own", async () => {
    const store = new Bench().store();
    await store.getState().open({ name: "run.sse", bytes: capture });
    expect(store.getState()).toMatchObject({
      length: 2,
      cursor: "live",
      session: { name: "run.sse", origin: "file" },
      status: { phase: "finished" },
      notice: undefined,
    });
  });

  it("leaves what is on screen when it cannot be read", async () => {
    const store = new Bench().store();
    const { session } = store.getState();
    await store.getState().open({ name: "empty.sse", bytes: new Uint8Array(0) });
    expect(store.getState().session).toBe(session);
    expect(store.getState().notice).toMatchObject({ severity: "error", text: expect.stringContaining("empty.sse") });
  });

  it("gives way to the next one, and to Cancel", async () => {
    const store = new Bench().store();
    const first = store.getState().open({ name: "first.sse", bytes: capture });
    const second = store.getState().open({ name: "second.sse", bytes: capture });
    await Promise.all([first, second]);
    expect(store.getState().session.name).toBe("second.sse");
    const cancelled = store.getState().open({ name: "third.sse", bytes: capture });
    expect(store.getState().opening).toMatchObject({ name: "third.sse" });
    store.getState().cancelOpening();
    await cancelled;
    expect(store.getState().session.name).toBe("second.sse");
    expect(store.getState().opening).toBeUndefined();
    expect(store.getState().notice).toMatchObject({ text: expect.stringContaining("third.sse") });
  });

  it("is never added to by a run", async () => {
    const bench = new Bench();
    const store = bench.store();
    await store.getState().open({ name: "run.sse", bytes: capture });
    void store.getState().run();
    await settle();
    expect(store.getState().session.origin).toBe("live");
    expect(store.getState().session.reading.length).toBe(0);
  });

  it("does not lose the request that was edited beside it", async () => {
    const bench = new Bench();
    const store = bench.store();
    await store.getState().open({ name: "run.sse", bytes: capture });
    const bodyText = JSON.stringify({ threadId: "mine", runId: "r", state: {}, messages: [], tools: [], context: [] });
    store.getState().editDraft({ bodyText });
    void store.getState().run();
    await settle();
    expect(store.getState().draft.bodyText).toBe(bodyText);
  });
});

describe("a recording that leaves the screen", () => {
  const agent = { name: "chat", title: "Chat", description: "", example: "Hi there", url: "http://h/agents/chat" };

  async function finishedRun(bench: Bench): Promise<ScopeStore> {
    const store = await running(bench);
    bench.send(started, finished);
    bench.end();
    await settle();
    bench.paint();
    return store;
  }

  it("unsaved is offered again, as it was left", async () => {
    const store = await finishedRun(new Bench());
    const { session, endpoint, draft } = store.getState();
    store.getState().pickAgent(agent);
    expect(store.getState()).toMatchObject({ length: 0, notice: { text: expect.stringContaining("2 events") } });
    store.getState().bringBack();
    expect(store.getState()).toMatchObject({ endpoint, draft, length: 2, status: { phase: "finished" } });
    expect(store.getState().session).toBe(session);
    expect(store.getState()).toMatchObject({ notice: undefined, setAside: [] });
  });

  it("takes turns with the one that was opened over it", async () => {
    const bench = new Bench();
    const store = await finishedRun(bench);
    store.getState().newThread();
    void store.getState().run();
    await settle();
    expect(store.getState().notice?.action).toBe("bring-back");
    bench.send(started);
    bench.paint();
    store.getState().bringBack();
    expect(store.getState()).toMatchObject({ length: 2, notice: { text: expect.stringContaining("1 event ") } });
  });

  it("saved, empty or from a file is not", async () => {
    const store = await finishedRun(new Bench());
    store.getState().markSaved(2, 0);
    store.getState().newThread();
    expect(store.getState()).toMatchObject({ notice: undefined, setAside: [] });
    store.getState().newThread();
    expect(store.getState().notice).toBeUndefined();
  });

  it("is unsaved again once an event was bookmarked, and keeps its notes", async () => {
    const store = await finishedRun(new Bench());
    store.getState().markSaved(2, 0);
    store.getState().toggleBookmark(2);
    store.getState().setNote(2, "here");
    store.getState().newThread();
    store.getState().bringBack();
    expect(store.getState().session.reading.annotations.list).toEqual([{ seq: 2, note: "here" }]);
    store.getState().newThread();
    expect(store.getState().setAside).toHaveLength(1);
  });

  it("from a file is unsaved once an event was bookmarked", async () => {
    const store = new Bench().store();
    await store
      .getState()
      .open({ name: "a.sse", bytes: new TextEncoder().encode(`data: ${JSON.stringify(started)}\n\n`) });
    store.getState().toggleBookmark(1);
    store.getState().newThread();
    expect(store.getState().notice?.text).toContain("“a.sse” is kept in Threads");
    store.getState().bringBack();
    expect(store.getState().session.reading.annotations.at(1)).toEqual({ note: "" });
  });

  it("is offered no more when its notice is dismissed", async () => {
    const store = await finishedRun(new Bench());
    store.getState().newThread();
    store.getState().dismissNotice();
    expect(store.getState().setAside).toEqual([]);
  });
});

describe("bundled agents", () => {
  const agent = { name: "chat", title: "Chat", description: "", example: "Hi there", url: "http://h/agents/chat" };

  it("fill an empty endpoint and message", async () => {
    const bench = new Bench();
    bench.agents = [agent];
    const store = createScopeStore(bench.deps);
    await store.getState().loadAgents();
    expect(store.getState()).toMatchObject({ endpoint: agent.url, draft: { message: "Hi there" } });
  });

  it("leave an endpoint alone that the user typed", async () => {
    const bench = new Bench();
    bench.agents = [agent];
    const store = createScopeStore(bench.deps);
    store.getState().setEndpoint("http://mine/");
    await store.getState().loadAgents();
    expect(store.getState()).toMatchObject({ endpoint: "http://mine/", agents: [agent], draft: { message: "" } });
  });

  it("are optional", async () => {
    const store = createScopeStore(new Bench().deps);
    await store.getState().loadAgents();
    expect(store.getState()).toMatchObject({ agents: [], notice: undefined });
  });
});

describe("settings", () => {
  it("outlive the page, header values only where the user wants it", () => {
    const bench = new Bench();
    const store = bench.store();
    store.getState().setTheme("light");
    store.getState().rememberSizes("columns", { input: 20, stream: 80 });
    store.getState().setHeaders([
      { id: "a", name: "authorization", value: "Bearer secret", remember: false },
      { id: "b", name: "x-team", value: "blue", remember: true },
    ]);
    expect([...bench.storage.values()].join()).not.toContain("secret");
    const next = createScopeStore(bench.deps).getState();
    expect(next).toMatchObject({
      theme: "light",
      endpoint: "http://127.0.0.1:4700/agents/chat",
      panelSizes: { columns: { input: 20, stream: 80 } },
      profiles: [
        {
          name: "",
          headers: [
            { name: "authorization", value: "", remember: false },
            { name: "x-team", value: "blue", remember: true },
          ],
        },
      ],
    });
  });
});
