import { describe, expect, it } from "vitest";
import type { BreakCondition } from "#src/run/breakpoints/types.ts";
import { Bench, settle } from "./benchForTests.ts";
import { selectHeldRun } from "./selectors.ts";
import type { ScopeStore } from "./store.ts";

const STARTED = { type: "RUN_STARTED", threadId: "t", runId: "r" };
const FINISHED = { type: "RUN_FINISHED", threadId: "t", runId: "r" };
const set = (n: number) => ({ type: "STATE_SNAPSHOT", snapshot: { n } });

/** A run that is under way, with breakpoints. */
async function running(...conditions: readonly BreakCondition[]) {
  const bench = new Bench();
  const store = bench.store();
  const ids = conditions.map((condition) => store.getState().addBreakpoint(condition));
  const finished = store.getState().run();
  await settle();
  return { bench, store, ids, finished };
}

const length = (store: ScopeStore): number => store.getState().session.reading.length;

describe("a breakpoint", () => {
  it("holds the run, counts what has come since, and lets it go on", async () => {
    const { bench, store, ids, finished } = await running({ kind: "type", types: ["RUN_STARTED"] });
    bench.send(STARTED, set(1), set(2));
    bench.paint();
    expect(selectHeldRun(store.getState())).toMatchObject({ at: 1, breakpoint: ids[0], waiting: 2, hasEnded: false });
    expect(store.getState().length).toBe(1);
    expect(store.getState().status.phase).toBe("streaming");
    store.getState().goTo(0);
    store.getState().releaseRun("step");
    bench.paint();
    expect(store.getState()).toMatchObject({ length: 2, cursor: "live", breakpointHits: { [ids[0] ?? ""]: 1 } });
    store.getState().releaseRun("continue");
    bench.send(FINISHED);
    bench.end();
    await finished;
    bench.paint();
    expect(selectHeldRun(store.getState())).toBeUndefined();
    expect(store.getState()).toMatchObject({ length: 4, status: { phase: "finished" } });
  });

  it("counts from the moment on at which it is switched on, also while the run goes on", async () => {
    const { bench, store, ids } = await running({ kind: "path", pointer: "/n" });
    const [id = ""] = ids;
    store.getState().changeBreakpoint(id, { enabled: false });
    await settle();
    bench.send(STARTED, set(1));
    store.getState().changeBreakpoint(id, { enabled: true });
    await settle();
    bench.send(set(1), set(2), set(3));
    bench.paint();
    expect(selectHeldRun(store.getState())).toMatchObject({ at: 4, waiting: 1 });
    expect(store.getState().breakpointHits).toEqual({ [id]: 1 });
  });

  it("for the next state change is off after it", async () => {
    const { bench, store } = await running({ kind: "stateChange" });
    bench.send(STARTED, set(1));
    await settle();
    store.getState().releaseRun("continue");
    bench.send(set(2));
    bench.paint();
    expect(selectHeldRun(store.getState())).toBeUndefined();
    expect(store.getState().runBreakpoints).toMatchObject([{ enabled: false }]);
  });

  it("was not reached where the run ends without it, and starts anew with the next", async () => {
    const { bench, store, ids, finished } = await running({ kind: "type", types: ["RUN_ERROR"] });
    bench.send(STARTED, FINISHED);
    bench.end();
    await finished;
    bench.paint();
    expect(store.getState().breakpointHits).toEqual({ [ids[0] ?? ""]: 0 });
  });

  it("is kept in this browser", async () => {
    const { bench, store } = await running(
      { kind: "filter", text: "family:state" },
      { kind: "problem", atLeast: "error" },
    );
    store.getState().changeBreakpoint(store.getState().runBreakpoints[1]?.id ?? "", { enabled: false });
    expect(bench.store().getState().runBreakpoints).toMatchObject([
      { enabled: true, condition: { kind: "filter", text: "family:state" } },
      { enabled: false, condition: { kind: "problem", atLeast: "error" } },
    ]);
    store.getState().removeBreakpoint(store.getState().runBreakpoints[0]?.id ?? "");
    expect(bench.store().getState().runBreakpoints).toHaveLength(1);
  });
});

describe("what is held", () => {
  it("is kept when the run is stopped", async () => {
    const { bench, store, finished } = await running({ kind: "type", types: ["RUN_STARTED"] });
    bench.send(STARTED, set(1), set(2));
    store.getState().stop();
    await finished;
    bench.paint();
    expect(store.getState()).toMatchObject({ length: 3, status: { phase: "stopped" }, heldRun: undefined });
  });

  it("goes into the recording that is left, and the notice counts it", async () => {
    const { bench, store, finished } = await running({ kind: "type", types: ["RUN_STARTED"] });
    bench.send(STARTED, set(1), set(2));
    bench.paint();
    const left = store.getState().session.reading;
    store.getState().newThread();
    expect(store.getState().notice?.text).toBe("The unsaved recording of 3 events is kept in Threads.");
    await finished;
    bench.paint();
    expect(left.length).toBe(3);
    expect(store.getState().length).toBe(0);
    expect(selectHeldRun(store.getState())).toBeUndefined();
    store.getState().bringBack();
    expect(store.getState()).toMatchObject({ length: 3, status: { phase: "stopped" } });
  });

  it("is delivered for a file, and what comes after is held again", async () => {
    const { bench, store } = await running({ kind: "type", types: ["RUN_STARTED"] });
    bench.send(STARTED, set(1), set(2));
    expect(await store.getState().deliverHeld()).toBe(2);
    expect(length(store)).toBe(3);
    bench.send(set(3));
    bench.paint();
    expect(selectHeldRun(store.getState())).toMatchObject({ at: 3, waiting: 1 });
    expect(await store.getState().deliverHeld()).toBe(1);
    expect(await store.getState().deliverHeld()).toBe(0);
  });

  it("stays held when it is of another recording than the one on screen", async () => {
    const { bench, store } = await running({ kind: "type", types: ["RUN_STARTED"] });
    bench.send(STARTED, set(1));
    bench.paint();
    expect(store.getState().heldEvents()).toBe(1);
    const { session } = store.getState();
    store.setState({ session: { ...session, id: "another" } });
    expect(selectHeldRun(store.getState())).toBeUndefined();
    expect(store.getState().heldEvents()).toBe(0);
    expect(await store.getState().deliverHeld()).toBe(0);
  });
});

it("runs without breakpoints, and says so, where their code cannot be had", async () => {
  const bench = new Bench();
  Object.assign(bench.deps, { loadBreakpoints: () => Promise.reject(new Error("gone")) });
  const store = bench.store();
  store.getState().addBreakpoint({ kind: "type", types: ["RUN_STARTED"] });
  const finished = store.getState().run();
  await settle();
  expect(store.getState().notice?.text).toContain("The breakpoints do not act on this run.");
  bench.send(STARTED, FINISHED);
  bench.end();
  await finished;
  expect(length(store)).toBe(2);
});
