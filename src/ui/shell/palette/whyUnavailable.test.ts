import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { eventIndexOf } from "#src/analysis/eventIndex.ts";
import { Bench } from "#src/store/benchForTests.ts";
import { COMMANDS } from "#src/ui/shell/commands.ts";
import { entityItem, eventItem } from "./goToItems.ts";
import { whyUnavailable } from "./whyUnavailable.ts";

const TEXT = [
  { type: "RUN_STARTED", threadId: "t", runId: "r1" },
  { type: "STATE_SNAPSHOT", snapshot: {} },
  { type: "TEXT_MESSAGE_START", messageId: "m1", role: "assistant" },
  { type: "TEXT_MESSAGE_END", messageId: "m1" },
  { type: "RUN_FINISHED", threadId: "t", runId: "r1" },
]
  .map((event) => `data: ${JSON.stringify(event)}\n\n`)
  .join("");

// The address says which screen is shown.
beforeEach(() => void vi.stubGlobal("location", { hash: "#/" }));
afterEach(() => void vi.unstubAllGlobals());

const opened = async () => {
  const store = new Bench().store();
  await store.getState().open({ name: "a.sse", bytes: new TextEncoder().encode(TEXT) });
  return store;
};

const unavailable = (state: Parameters<typeof whyUnavailable>[1]) =>
  Object.fromEntries(
    COMMANDS.flatMap(({ id }) => {
      const why = whyUnavailable(id, state);
      return why === undefined ? [] : [[id, why]];
    }),
  );

it("says why nothing that needs events can be done before there are any", () => {
  const why = unavailable(new Bench().store().getState());
  for (const id of ["next", "previous", "first", "last", "play", "next-state", "next-same", "bookmark", "go-to"])
    expect(why[id]).toBe("there are no events yet");
  expect(why["stop"]).toBe("no run is under way");
  for (const id of ["run", "help", "filter", "fold"]) expect(why[id]).toBeUndefined();
});

it("says what is missing at the cursor", async () => {
  const store = await opened();
  store.getState().goTo(2);
  expect(unavailable(store.getState())).toEqual({
    stop: "no run is under way",
    "next-state": "no state change after event 2",
    "previous-state": "no state change before event 2",
    "next-problem": "no problem after event 2",
    "previous-problem": "no problem before event 2",
    "next-run": "no run after event 2",
  });
  store.getState().goTo(5);
  expect(unavailable(store.getState())).toMatchObject({
    next: "this is the last event",
    last: "this is the last event",
  });
});

it("goes to the event whose number was typed, and only to one that there is", async () => {
  const store = await opened();
  eventItem(store, "# 4")?.run();
  expect(store.getState().cursor).toBe(4);
  expect(eventItem(store, "6")?.unavailable).toBe("the events are numbered from 1 to 5");
  expect(eventItem(store, "4 events")).toBeUndefined();
});

it("goes to the first event of a message", async () => {
  const store = await opened();
  store.getState().goTo(5);
  const item = entityItem(store, { kind: "message", id: "m1" }, undefined);
  expect(item.title).toBe("Go to message m1");
  eventIndexOf(store.getState().session.reading).read(5);
  item.run();
  expect(store.getState().cursor).toBe(3);
});
