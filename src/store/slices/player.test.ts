import { describe, expect, it } from "vitest";
import { Bench, settle } from "#src/store/benchForTests.ts";
import type { Cursor } from "#src/store/types.ts";

const started = { type: "RUN_STARTED", threadId: "t", runId: "r" };
const finished = { type: "RUN_FINISHED", threadId: "t", runId: "r" };
const step = (n: number): object => ({ type: "CUSTOM", name: "step", value: n });

/** Bench chunks all come at 1 ms; a file says when each event came. */
function fileOf(times: readonly number[]): Uint8Array {
  const lines = [
    { format: "agui-scope/recording", version: 1, created: "", request: { url: "http://a/", startedAt: "" } },
    ...times.map((t, index) => ({
      n: index + 1,
      t,
      raw: `data: ${JSON.stringify(index === 0 ? started : step(index))}\n\n`,
      kind: "event",
      chunk: index + 1,
    })),
    { end: { reason: "complete", message: "", t: times.at(-1) } },
  ];
  return new TextEncoder().encode(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
}

describe("the player", () => {
  async function opened(times: readonly number[]) {
    const bench = new Bench();
    const store = bench.store();
    await store.getState().open({ name: "a.agui.jsonl", bytes: fileOf(times) });
    expect(store.getState()).toMatchObject({ length: times.length, cursor: "live" });
    const writes: Cursor[] = [];
    store.subscribe((now, before) => now.cursor !== before.cursor && writes.push(now.cursor));
    return { bench, store, writes };
  }

  it("plays from the beginning when the cursor is at the end, at the recorded pace, and stops at the end", async () => {
    const { bench, store, writes } = await opened([100, 200, 300]);
    store.getState().play();
    expect(store.getState()).toMatchObject({ playing: true, cursor: 0 });
    bench.paint(16);
    bench.paint(99);
    expect(store.getState().cursor).toBe(0);
    bench.paint(1);
    expect(store.getState().cursor).toBe(1);
    bench.paint(100);
    bench.paint(100);
    expect(store.getState()).toMatchObject({ playing: false, cursor: 3 });
    expect(writes).toEqual([0, 1, 2, 3]);
  });

  it("moves the cursor once a frame, however many events pass", async () => {
    const { bench, store, writes } = await opened([1, 2, 3, 4, 5, 6, 100]);
    store.getState().goTo(1);
    store.getState().play();
    bench.paint(16);
    bench.paint(16);
    expect(writes).toEqual([1, 6]);
  });

  it.each([
    [0.25, 400],
    [0.5, 200],
    [2, 50],
    [4, 25],
    [10, 10],
  ] as const)("plays × %d", async (pace, ms) => {
    const { bench, store } = await opened([0, 100, 1000]);
    store.getState().setPace(pace);
    store.getState().goTo(1);
    store.getState().play();
    bench.paint(0);
    bench.paint(ms - 1);
    expect(store.getState().cursor).toBe(1);
    bench.paint(1);
    expect(store.getState().cursor).toBe(2);
  });

  it("is at the end with the next frame when it plays instantly", async () => {
    const { bench, store } = await opened([0, 1e6]);
    store.getState().setPace("instant");
    store.getState().goTo(1);
    store.getState().play();
    bench.paint(16);
    expect(store.getState()).toMatchObject({ playing: false, cursor: 2 });
  });

  it("takes a new pace over while it plays", async () => {
    const { bench, store } = await opened([0, 100, 1000]);
    store.getState().goTo(1);
    store.getState().play();
    bench.paint(0);
    bench.paint(50);
    store.getState().setPace(10);
    bench.paint(5);
    expect(store.getState().cursor).toBe(2);
  });

  it("pauses where it is, and goes on from there", async () => {
    const { bench, store } = await opened([0, 100, 200]);
    store.getState().goTo(1);
    store.getState().play();
    bench.paint(0);
    bench.paint(100);
    store.getState().pause();
    bench.paint(1000);
    expect(store.getState()).toMatchObject({ playing: false, cursor: 2 });
    store.getState().play();
    bench.paint(0);
    bench.paint(99);
    expect(store.getState().cursor).toBe(2);
    bench.paint(1);
    expect(store.getState().cursor).toBe(3);
  });

  it.each(["goTo", "step", "goLive"] as const)("pauses when the user moves the cursor with %s", async (move) => {
    const { bench, store } = await opened([0, 100, 200]);
    store.getState().goTo(1);
    store.getState().play();
    bench.paint(0);
    if (move === "goTo") store.getState().goTo(1);
    else if (move === "step") store.getState().step(1);
    else store.getState().goLive();
    expect(store.getState().playing).toBe(false);
    const { cursor } = store.getState();
    bench.paint(1000);
    bench.paint(1000);
    expect(store.getState().cursor).toBe(cursor);
  });

  it("stops when another recording comes on screen", async () => {
    const { bench, store } = await opened([0, 100, 200]);
    store.getState().play();
    bench.paint(0);
    store.getState().newThread();
    bench.paint(1000);
    expect(store.getState()).toMatchObject({ playing: false, cursor: "live", length: 0 });
    store.getState().play();
    expect(store.getState().playing).toBe(false);
  });

  it("follows the stream once it has caught up with a run that goes on", async () => {
    const bench = new Bench();
    const store = bench.store();
    void store.getState().run();
    await settle();
    bench.send(started, step(1));
    bench.paint();
    store.getState().goTo(1);
    store.getState().play();
    bench.paint();
    bench.send(finished);
    bench.paint();
    expect(store.getState()).toMatchObject({ playing: false, cursor: "live", length: 3 });
  });
});
