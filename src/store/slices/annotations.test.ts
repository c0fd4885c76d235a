import { describe, expect, it } from "vitest";
import { Bench, settle } from "#src/store/benchForTests.ts";

describe("bookmarks and notes", () => {
  async function recorded() {
    const bench = new Bench();
    const store = bench.store();
    void store.getState().run();
    await settle();
    bench.send({ type: "RUN_STARTED", threadId: "t", runId: "r" }, { type: "RUN_FINISHED", threadId: "t", runId: "r" });
    bench.paint();
    return store;
  }

  it("are put on an event and taken off by the same key", async () => {
    const store = await recorded();
    const { annotations } = store.getState().session.reading;
    store.getState().toggleBookmark(2);
    expect(annotations.list).toEqual([{ seq: 2, note: "" }]);
    const { annotationsRevision } = store.getState();
    store.getState().toggleBookmark(2);
    expect(annotations.list).toEqual([]);
    expect(store.getState().annotationsRevision).toBeGreaterThan(annotationsRevision);
  });

  it("belong to events that are there", async () => {
    const store = await recorded();
    for (const seq of [-1, 0, 3, 1.5, Number.NaN]) {
      store.getState().toggleBookmark(seq);
      store.getState().setNote(seq, "x");
    }
    expect(store.getState().session.reading.annotations.list).toEqual([]);
  });

  it("are not deleted by a key once something is written, and say so", async () => {
    const store = await recorded();
    store.getState().setNote(1, "look here");
    store.getState().toggleBookmark(1);
    expect(store.getState().session.reading.annotations.at(1)).toEqual({ note: "look here" });
    expect(store.getState().notice?.text).toContain("Event 1 has a note");
    store.getState().removeAnnotation(1);
    expect(store.getState().session.reading.annotations.list).toEqual([]);
  });

  it("stay as a bookmark when the note is emptied, and begin with one that is not", async () => {
    const store = await recorded();
    store.getState().setNote(1, "");
    expect(store.getState().session.reading.annotations.list).toEqual([]);
    store.getState().setNote(1, "a");
    store.getState().setNote(1, "");
    expect(store.getState().session.reading.annotations.list).toEqual([{ seq: 1, note: "" }]);
  });
});
