import { describe, expect, it } from "vitest";
import { Bench } from "#src/store/benchForTests.ts";
import { selectTools, selectToolsOn, selectToolsToSend } from "#src/store/toolSets.ts";
import type { MockTool } from "#src/tools/types.ts";

const tool = (id: string, more: Partial<MockTool> = {}): MockTool => ({
  id,
  enabled: true,
  name: id,
  description: "",
  parametersText: '{"type":"object"}',
  resultSchemaText: "",
  plan: { kind: "ask" },
  delay: { ms: 0, jitterMs: 0 },
  ...more,
});

describe("the tools of the store", () => {
  it("are sent where they are on and can be sent", () => {
    const store = new Bench().store();
    store.getState().addTools([tool("a"), tool("b", { enabled: false }), tool("c", { parametersText: "{" })]);
    expect(selectToolsOn(store.getState())).toBe(2);
    expect(selectToolsToSend(store.getState())).toEqual([
      { name: "a", description: "", parameters: { type: "object" } },
    ]);
  });

  it("are in the request of a run", () => {
    const bench = new Bench();
    const store = bench.store();
    store.getState().addTools([tool("a"), tool("b", { enabled: false })]);
    void store.getState().run();
    return expect
      .poll(() => bench.sent.map(({ body }) => (JSON.parse(body) as { tools: unknown }).tools))
      .toEqual([[{ name: "a", description: "", parameters: { type: "object" } }]]);
  });

  it("give the same list to send while they stay the same", () => {
    const store = new Bench().store();
    store.getState().addTools([tool("a")]);
    const sent = selectToolsToSend(store.getState());
    store.getState().showInput("tools");
    expect(selectToolsToSend(store.getState())).toBe(sent);
    store.getState().changeTool("a", { description: "new" });
    expect(selectToolsToSend(store.getState())).not.toBe(sent);
  });

  it("are those of the set in use", () => {
    const store = new Bench().store();
    const { addTools, addToolSet, chooseToolSet, removeToolSet } = store.getState();
    addTools([tool("a")]);
    const second = addToolSet("Second", [tool("b")]);
    expect(selectTools(store.getState()).map(({ id }) => id)).toEqual(["b"]);
    chooseToolSet("first");
    expect(selectTools(store.getState()).map(({ id }) => id)).toEqual(["a"]);
    chooseToolSet(second);
    store.getState().renameToolSet(second, "Third");
    expect(store.getState().toolSets.map(({ name }) => name)).toEqual(["My tools", "Third"]);
    removeToolSet();
    expect(store.getState().toolSetId).toBe("first");
    removeToolSet();
    expect(store.getState().toolSets).toEqual([{ id: "first", name: "My tools", tools: [] }]);
  });

  it("open their tab with their editor, which closes with its tool", () => {
    const store = new Bench().store();
    store.getState().addTools([tool("a"), tool("b")]);
    store.getState().editTool("a");
    expect(store.getState()).toMatchObject({ inputTab: "tools", editedTool: "a" });
    store.getState().removeTool("b");
    expect(store.getState().editedTool).toBe("a");
    store.getState().removeTool("a");
    expect(store.getState().editedTool).toBeUndefined();
  });

  it("are there when the page opens again, without what cannot be read", () => {
    const bench = new Bench();
    bench
      .store()
      .getState()
      .addTools([tool("a", { plan: { kind: "fixed", text: "1" } })]);
    const kept = JSON.parse([...bench.storage.values()][0] ?? "") as { toolSets: { tools: unknown[] }[] };
    kept.toolSets[0]?.tools.push({ name: 3 });
    const again = new Bench();
    again.storage.set([...bench.storage.keys()][0] ?? "", JSON.stringify(kept));
    expect(selectTools(again.store().getState())).toEqual([tool("a", { plan: { kind: "fixed", text: "1" } })]);
  });

  it("give way to the request's editor, which is in the other tab", () => {
    const store = new Bench().store();
    store.getState().showInput("tools");
    store.getState().showRequestEditor(true);
    expect(store.getState().inputTab).toBe("input");
  });
});
