import { expect, it } from "vitest";
import { Bench, settle } from "./benchForTests.ts";
import type { ScopeStore } from "./store.ts";

const START = { type: "RUN_STARTED", threadId: "t", runId: "r" };
const STATE = { type: "STATE_SNAPSHOT", snapshot: { n: 1 } };

/** A store with a run that has begun. */
async function running(): Promise<{ readonly bench: Bench; readonly store: ScopeStore }> {
  const bench = new Bench();
  const store = bench.store();
  void store.getState().run();
  await settle();
  bench.send(START, STATE);
  bench.paint();
  return { bench, store };
}

/** Resolves when the hypothesis has caught up with so many events. */
async function made(store: ScopeStore, events: number): Promise<void> {
  await expect.poll(() => store.getState().hypothesis).toMatchObject({ phase: "made", at: events, total: events });
}

const stateOf = (store: ScopeStore, seq: number): unknown =>
  store.getState().hypothesis?.hypothesis.reading.history.stateAt(seq);

it("makes what would be, follows the run, and leaves the recording alone", async () => {
  const { bench, store } = await running();
  store.getState().changeEvent(2, { kind: "edit", text: '{"type":"STATE_SNAPSHOT","snapshot":{"n":7}}' });
  expect(store.getState().stateTab).toBe("whatIf");
  await made(store, 2);
  expect(stateOf(store, 2)).toEqual({ n: 7 });
  bench.send({ type: "STATE_DELTA", delta: [{ op: "add", path: "/m", value: 2 }] });
  bench.paint();
  await made(store, 3);
  expect(stateOf(store, 3)).toEqual({ n: 7, m: 2 });
  expect(store.getState().session.reading.viewAt(3).state).toEqual({ n: 1, m: 2 });
});

it("starts anew with other changes, and ends with the last one", async () => {
  const { store } = await running();
  store.getState().changeEvent(2, { kind: "off" });
  store.getState().changeEvent(1, { kind: "off" });
  await made(store, 2);
  expect([...(store.getState().hypothesis?.hypothesis.changes.keys() ?? [])]).toEqual([1, 2]);
  store.getState().changeEvent(2, undefined);
  await made(store, 2);
  expect(stateOf(store, 2)).toEqual({ n: 1 });
  store.getState().showTruth();
  expect(store.getState()).toMatchObject({ changesOf: {}, hypothesis: undefined, stateTab: "state" });
});

it("keeps the changes of a recording that is out of sight", async () => {
  const { bench, store } = await running();
  store.getState().changeEvent(2, { kind: "off" });
  await made(store, 2);
  const { id } = store.getState().session;
  bench.end();
  store.getState().newThread();
  expect(store.getState().session.id).not.toBe(id);
  expect(store.getState().hypothesis).toBeUndefined();
  store.getState().bringBack();
  await made(store, 2);
});

it("can be stopped, and goes on from there", async () => {
  const { bench, store } = await running();
  store.getState().changeEvent(2, { kind: "off" });
  await made(store, 2);
  store.getState().stopHypothesis();
  bench.send(STATE);
  bench.paint();
  expect(store.getState().hypothesis).toMatchObject({ phase: "stopped", at: 2 });
  store.getState().continueHypothesis();
  await made(store, 3);
});
