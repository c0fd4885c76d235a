import { describe, expect, it } from "vitest";
import { ok } from "#src/lib/result.ts";
import { Bench } from "#src/store/benchForTests.ts";
import { createScopeStore } from "#src/store/store.ts";

const agent = { name: "chat", title: "Chat", description: "", example: "Hi there", url: "http://h/agents/chat" };

/** A store whose list of agents comes when it is let. */
function slow() {
  let open = (): void => undefined;
  let asked = 0;
  const come = new Promise<void>((resolve) => (open = resolve));
  const store = createScopeStore({
    ...new Bench().deps,
    listAgents: async () => {
      asked++;
      await come;
      return ok([agent]);
    },
  });
  return { store, come: () => open(), asked: () => asked };
}

describe("the list of agents", () => {
  it("is asked for once, and whoever asks meanwhile waits for it", async () => {
    const { store, come, asked } = slow();
    const first = store.getState().loadAgents();
    const second = store.getState().loadAgents();
    come();
    await Promise.all([first, second]);
    expect(asked()).toBe(1);
    // An address that was cleared stays so.
    store.getState().setEndpoint("");
    await store.getState().loadAgents();
    expect({ asked: asked(), endpoint: store.getState().endpoint }).toEqual({ asked: 1, endpoint: "" });
  });

  it("is asked for again where it could not be had", async () => {
    const bench = new Bench();
    const store = createScopeStore(bench.deps);
    await store.getState().loadAgents();
    bench.agents = [agent];
    await store.getState().loadAgents();
    expect(store.getState()).toMatchObject({ endpoint: agent.url, draft: { message: "Hi there" } });
  });

  it("puts no words into the message of somebody who has entered an address meanwhile", async () => {
    const { store, come } = slow();
    const loaded = store.getState().loadAgents();
    store.getState().setEndpoint(agent.url);
    come();
    await loaded;
    expect(store.getState()).toMatchObject({ agents: [agent], draft: { message: "" } });
  });
});
