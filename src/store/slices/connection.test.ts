import { describe, expect, it, vi } from "vitest";
import { Bench, settle } from "#src/store/benchForTests.ts";
import { connectionOf, connectionWords } from "#src/store/connection.ts";
import { headersInUse, NO_PROFILE, profileInUse } from "#src/store/headerProfiles.ts";
import { createScopeStore } from "#src/store/store.ts";

const OTHER = "http://localhost:8000/chat";

function benchWithRelay(): Bench {
  const bench = new Bench();
  bench.targets = [];
  return bench;
}

describe("the connection of a run", () => {
  it("is found out before the first run, whoever is quicker", async () => {
    const bench = benchWithRelay();
    const store = bench.store();
    store.getState().setEndpoint(OTHER);
    void store.getState().run();
    await settle();
    expect(bench.ways).toEqual(["relay"]);
    expect(store.getState().relay).toEqual({ status: "ready", targets: [], why: "" });
  });

  it("is direct where there is no relay, and says why there is none", async () => {
    const bench = new Bench();
    const store = bench.store();
    store.getState().setEndpoint(OTHER);
    void store.getState().run();
    await settle();
    expect(bench.ways).toEqual(["http"]);
    expect(store.getState().relay).toMatchObject({ status: "absent", why: "There is no relay here." });
  });

  it.each([
    ["ws://127.0.0.1:4700/agents/chat/ws", "webSocket"],
    ["ws://localhost:8000/", "relay"],
    ["http://127.0.0.1:4700/agents/chat", "http"],
  ])("to %s is %s", async (url, way) => {
    const bench = benchWithRelay();
    const store = bench.store();
    store.getState().setEndpoint(url);
    void store.getState().run();
    await settle();
    expect(bench.ways).toEqual([way]);
  });

  it("follows what was chosen for its origin, which outlives the page", async () => {
    const bench = benchWithRelay();
    const store = bench.store();
    store.getState().setEndpoint(OTHER);
    store.getState().setConnection({ route: "direct" });
    store.getState().setConnection({ format: "protobuf" });
    void store.getState().run();
    await settle();
    expect(bench.ways).toEqual(["http"]);
    expect(bench.sent[0]?.format).toBe("protobuf");
    const next = createScopeStore(bench.deps).getState();
    expect(connectionWords(connectionOf(next))).toBe("direct · protobuf");
  });

  it("is not made when the run was stopped before it began", async () => {
    const bench = benchWithRelay();
    const store = bench.store();
    void store.getState().run();
    store.getState().stop();
    await settle();
    expect(bench.ways).toEqual([]);
    expect(store.getState().status).toMatchObject({ phase: "stopped" });
  });
});

describe("a discovery", () => {
  const choice = (agentId: string) => ({
    title: agentId,
    description: "",
    url: "http://localhost:8000/api",
    call: "run" as const,
    envelope: { method: "agent/run" as const, agentId },
  });

  it("asks by the route of the connection, with the headers of a run", async () => {
    const bench = benchWithRelay();
    bench.found = { ...bench.found, choices: [choice("one")] };
    const store = bench.store();
    store.getState().setEndpoint(` ${OTHER}`);
    store.getState().setHeaders([{ id: "a", name: "token", value: "t", remember: false }]);
    await store.getState().discover();
    expect(bench.asked).toEqual([
      { endpoint: OTHER, via: "relay", headers: [expect.objectContaining({ name: "token", value: "t" })] },
    ]);
    expect(store.getState().discovery).toMatchObject({ status: "done", found: { choices: [{ title: "one" }] } });
  });

  it("is not made of an address that is none", async () => {
    const bench = benchWithRelay();
    const store = bench.store();
    store.getState().setEndpoint("localhost:8000");
    await store.getState().discover();
    expect(bench.asked).toEqual([]);
    expect(store.getState().discovery).toMatchObject({ status: "failed", problem: expect.stringContaining("scheme") });
  });

  it("gives choices that are called as they say, until the address is edited", async () => {
    const bench = benchWithRelay();
    const store = bench.store();
    const { threadId } = store.getState().draft;
    store.getState().pickChoice(choice("one"));
    expect(store.getState().draft.threadId).not.toBe(threadId);
    void store.getState().run();
    // What makes envelopes comes with the first one.
    await vi.waitFor(() => expect(bench.sent).toHaveLength(1));
    expect(JSON.parse(bench.sent[0]?.body ?? "")).toMatchObject({
      method: "agent/run",
      params: { agentId: "one" },
      body: { threadId: store.getState().draft.threadId },
    });
    store.getState().stop();
    await settle();
    bench.paint();
    store.getState().setEndpoint("http://localhost:8000/api");
    void store.getState().run();
    await settle();
    expect(JSON.parse(bench.sent[1]?.body ?? "")).not.toHaveProperty("method");
  });
});

describe("the origins that the relay may reach", () => {
  it("are listed, and taken away one by one or all at once", async () => {
    const bench = benchWithRelay();
    bench.targets = ["http://a:1", "http://b:1", "http://c:1"];
    const store = bench.store();
    await store.getState().loadRelay();
    await store.getState().removeTarget("http://b:1");
    expect(store.getState().relay.targets).toEqual(["http://a:1", "http://c:1"]);
    await store.getState().emptyTargets();
    expect(store.getState().relay.targets).toEqual([]);
  });
});

describe("header profiles", () => {
  const secret = { id: "s", name: "Authorization", value: "Bearer s3cret", remember: false };

  it("are made for the endpoint's origin and not used for another", async () => {
    const bench = benchWithRelay();
    const store = bench.store();
    store.getState().setEndpoint(OTHER);
    store.getState().addProfile();
    store.getState().setHeaders([secret]);
    expect(profileInUse(store.getState()).origin).toBe("http://localhost:8000");
    store.getState().setEndpoint("http://elsewhere:1/");
    void store.getState().run();
    await settle();
    expect(JSON.stringify(bench.sent)).not.toContain("s3cret");
    store.getState().stop();
    await settle();
    bench.paint();
    store.getState().setEndpoint(OTHER);
    void store.getState().run();
    await settle();
    expect(bench.sent.at(-1)?.headers).toContainEqual(expect.objectContaining({ value: "Bearer s3cret" }));
  });

  it("take over the headers that were entered before there was a profile", () => {
    const store = benchWithRelay().store();
    store.getState().setEndpoint(OTHER);
    store.getState().setHeaders([secret]);
    store.getState().addProfile("headers");
    expect(headersInUse(store.getState())).toMatchObject([secret]);
    store.getState().selectProfile(NO_PROFILE);
    expect(headersInUse(store.getState())).toEqual([]);
  });

  it("are renamed, bound and removed", () => {
    const store = benchWithRelay().store();
    store.getState().addProfile();
    const { id } = profileInUse(store.getState());
    store.getState().editProfile(id, { name: "Staging", origin: "http://a:1" });
    expect(store.getState().profiles[1]).toMatchObject({ name: "Staging", origin: "http://a:1" });
    store.getState().removeProfile(id);
    expect(store.getState()).toMatchObject({ profileId: NO_PROFILE, profiles: [{ id: NO_PROFILE }] });
    store.getState().removeProfile(NO_PROFILE);
    expect(store.getState().profiles).toHaveLength(1);
  });

  it("outlive the page without the values that nobody wants kept, and an address without its password", () => {
    const bench = benchWithRelay();
    const store = bench.store();
    store.getState().setEndpoint("http://user:passw0rd@localhost:8000/chat");
    store.getState().addProfile();
    store.getState().setHeaders([secret, { ...secret, id: "k", name: "X-Team", value: "blue", remember: true }]);
    const stored = [...bench.storage.values()].join();
    expect(stored).not.toContain("s3cret");
    expect(stored).not.toContain("passw0rd");
    const next = createScopeStore(bench.deps).getState();
    expect(next.endpoint).toBe(OTHER);
    expect(profileInUse(next)).toMatchObject({
      origin: "http://localhost:8000",
      headers: [
        { name: "Authorization", value: "", remember: false },
        { name: "X-Team", value: "blue", remember: true, enteredFor: "http://localhost:8000" },
      ],
    });
  });
});
