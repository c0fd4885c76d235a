import { expect, it } from "vitest";
import { readRequest, sse } from "#src/reconstruction/exchangeForTests.ts";
import { Reading } from "#src/reconstruction/reading.ts";
import { SeenTypes } from "./seenTypes.ts";

it("counts every frame once, as the recording grows", () => {
  const reading = new Reading();
  const seen = new SeenTypes(reading);
  readRequest(reading, [[1, `${sse({ type: "RUN_STARTED", threadId: "t", runId: "r" })}: comment\n\ndata: {\n\n`]]);
  seen.read(2);
  expect(seen.at).toBe(2);
  readRequest(reading, [[1, sse({ type: "THINKING_START" }, { type: "TEXT_MESSAGE_END" }, { type: "New" })]]);
  seen.read(reading.length);
  expect([...seen.families]).toEqual([
    ["run", 1],
    ["other", 3],
    ["reasoning", 1],
    // Without its id it is no event, and still stands in the list as text.
    ["text", 1],
  ]);
  expect([...seen.types]).toEqual(["RUN_STARTED", "THINKING_START", "TEXT_MESSAGE_END", "New"]);
});
