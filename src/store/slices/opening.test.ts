import { describe, expect, it, vi } from "vitest";
import { Bench, settle } from "#src/store/benchForTests.ts";
import { createScopeStore } from "#src/store/store.ts";

const started = { type: "RUN_STARTED", threadId: "t", runId: "r" };
const finished = { type: "RUN_FINISHED", threadId: "t", runId: "r" };
const custom = { type: "CUSTOM", name: "n", value: 1 };

describe("a file that takes long to read", () => {
  const long = new TextEncoder().encode(
    [started, ...Array.from({ length: 30_000 }, () => custom), finished]
      .map((event) => `data: ${JSON.stringify(event)}\n\n`)
      .join(""),
  );

  /** The page is stopped at each pause, which `next` ends. */
  function reader() {
    const bench = new Bench();
    let clock = 0;
    const waiting: (() => void)[] = [];
    const pause = (): Promise<void> => new Promise((resolve) => waiting.push(resolve));
    const { getState: state } = createScopeStore({ ...bench.deps, pacer: { now: () => (clock += 50), pause } });
    const next = async (): Promise<void> => {
      await vi.waitFor(() => expect(waiting).toHaveLength(1));
      waiting.pop()?.();
      await settle();
      bench.paint();
    };
    const untilShown = async (): Promise<void> => {
      while (state().session.origin !== "file") await next();
    };
    return { state, next, untilShown, paint: () => bench.paint() };
  }

  it("is worked with from its first events on", async () => {
    const { state, next, untilShown, paint } = reader();
    const opened = state().open({ name: "long.sse", bytes: long });
    await untilShown();
    expect(state()).toMatchObject({ status: { phase: "streaming" }, opening: { name: "long.sse" }, cursor: "live" });
    const { length, session } = state();
    expect(length).toBeGreaterThan(0);
    expect(length).toBeLessThan(30_002);
    state().goTo(2);
    state().toggleBookmark(2);
    while (state().opening) await Promise.race([opened, next()]);
    paint();
    expect(state()).toMatchObject({ length: 30_002, status: { phase: "finished" }, opening: undefined, cursor: 2 });
    expect(state().session).toBe(session);
    expect(state().annotationsRevision).not.toBe(state().savedAnnotations);
  });

  it("goes when it is cancelled, and what was there comes back", async () => {
    const { state, untilShown } = reader();
    const before = state().session.reading.length;
    const opened = state().open({ name: "long.sse", bytes: long });
    await untilShown();
    state().cancelOpening();
    expect(state().session).toMatchObject({ origin: "live" });
    expect(state().session.reading.length).toBe(before);
    expect(state().threads).toHaveLength(1);
    expect(state().notice?.text).toContain("cancelled");
    void opened;
  });

  it("is not read on once its thread is closed", async () => {
    const { state, next, untilShown } = reader();
    const opened = state().open({ name: "long.sse", bytes: long });
    await untilShown();
    const { id, reading } = state().session;
    state().closeThread(id);
    while (state().opening) await Promise.race([opened, next()]);
    expect(state().opening).toBeUndefined();
    expect(reading.length).toBeLessThan(30_002);
  });
});
