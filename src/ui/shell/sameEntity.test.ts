import { expect, it, vi } from "vitest";
import { eventIndexOf } from "#src/analysis/eventIndex.ts";
import { Bench } from "#src/store/benchForTests.ts";
import type { ScopeStore } from "#src/store/store.ts";
import { filterSameEntity, goToSameEntity } from "./sameEntity.ts";

const piece = (messageId: string): object => ({ type: "TEXT_MESSAGE_CONTENT", messageId, delta: "a" });
const start = (messageId: string): object => ({ type: "TEXT_MESSAGE_START", messageId, role: "assistant" });

/** 1 the run, 2 and 3 open two messages, 4 and 6 are pieces of m1, 5 of m2, 7 is the state, 8 ends the run. */
const EVENTS = [
  { type: "RUN_STARTED", threadId: "t", runId: "r1" },
  start("m1"),
  start("m2"),
  piece("m1"),
  piece("m2"),
  piece("m1"),
  { type: "STATE_SNAPSHOT", snapshot: {} },
  { type: "RUN_FINISHED", threadId: "t", runId: "r1" },
];

async function recording(events: readonly object[], comment = ""): Promise<ScopeStore> {
  const store = new Bench().store();
  const text = events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("") + comment;
  await store.getState().open({ name: "a.sse", bytes: new TextEncoder().encode(text) });
  expect(store.getState().length).toBe(events.length + (comment === "" ? 0 : 1));
  return store;
}

it("goes from event to event of one message, and says where it ends", async () => {
  const store = await recording(EVENTS);
  store.getState().goTo(2);
  const visited: unknown[] = [];
  for (let times = 0; times < 3; times++) {
    goToSameEntity(store, 1);
    visited.push(store.getState().cursor);
  }
  expect(visited).toEqual([4, 6, 6]);
  expect(store.getState().remark?.text).toBe("Event 6 is the last event of message m1.");
  goToSameEntity(store, -1);
  expect(store.getState().cursor).toBe(4);
  store.getState().goTo(2);
  goToSameEntity(store, -1);
  expect(store.getState().remark?.text).toBe("Event 2 is the first event of message m1.");
});

it("says so where there is nothing to follow", async () => {
  const store = await recording(EVENTS, ": ping\n\n");
  store.getState().goTo(9);
  goToSameEntity(store, -1);
  expect(store.getState().remark?.text).toBe("Event 9 is about no message, call or state.");
  store.getState().goTo(0);
  goToSameEntity(store, 1);
  expect(store.getState().remark?.text).toBe("There is no event at the cursor.");
  expect(store.getState().cursor).toBe(0);
});

it("finds what lies far away, in slices, unless the cursor moves meanwhile", async () => {
  const far = [...EVENTS.slice(0, 3), ...Array.from({ length: 6000 }, () => piece("m2")), piece("m1")];
  const store = await recording(far);
  store.getState().goTo(2);
  goToSameEntity(store, 1);
  await vi.waitFor(() => expect(store.getState().cursor).toBe(far.length), { timeout: 60_000 });
  const other = await recording(far);
  other.getState().goTo(2);
  goToSameEntity(other, 1);
  other.getState().goTo(3);
  // Nothing is left to read, so a search that was still on would end in its next slice, whose timer is before this one.
  const { reading } = other.getState().session;
  eventIndexOf(reading).read(reading.length);
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(other.getState().cursor).toBe(3);
});

it("sets the filter to what the event is about", async () => {
  const store = await recording(EVENTS);
  const filters = [1, 4, 7].map((seq) => {
    store.getState().goTo(seq);
    filterSameEntity(store);
    return store.getState().filterText;
  });
  expect(filters).toEqual(["run:r1", "id:m1", "type:STATE_"]);
});
