import { describe, expect, it } from "vitest";
import { Bench } from "./benchForTests.ts";

describe("the views of the state", () => {
  it("opens the history of a value", () => {
    const store = new Bench().store();
    expect(store.getState()).toMatchObject({ stateTab: "state", historyPointer: undefined });
    store.getState().showHistory("/a/b");
    expect(store.getState()).toMatchObject({ stateTab: "history", historyPointer: "/a/b" });
  });

  it("keeps what is pinned for each recording", () => {
    const store = new Bench().store();
    const first = store.getState().session.id;
    store.getState().toggleWatch("/a");
    store.getState().toggleWatch("/b");
    store.getState().toggleWatch("/a");
    store.getState().newThread();
    const second = store.getState().session.id;
    expect(second).not.toBe(first);
    store.getState().toggleWatch("/c");
    expect(store.getState().watches).toEqual({ [first]: ["/b"], [second]: ["/c"] });
  });
});
