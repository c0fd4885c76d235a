import { describe, expect, it } from "vitest";
import { Reading } from "#src/reconstruction/reading.ts";
import { EventIndex } from "./eventIndex.ts";
import { readRequest, sse } from "#src/reconstruction/exchangeForTests.ts";

function indexOf(...answers: readonly (readonly object[])[]): EventIndex {
  const reading = new Reading();
  for (const events of answers) readRequest(reading, [[1, sse(...events)]]);
  const index = new EventIndex(reading);
  index.read(reading.length);
  return index;
}

const abouts = (index: EventIndex): readonly string[] =>
  Array.from({ length: index.length }, (_, at) => {
    const entity = index.entityAt(at + 1);
    return entity === undefined ? "" : `${entity.kind} ${entity.id}`.trim();
  });

describe("EventIndex", () => {
  it("says what each event is about", () => {
    const index = indexOf([
      { type: "RUN_STARTED", threadId: "t", runId: "r1" },
      { type: "STEP_STARTED", stepName: "plan" },
      { type: "TEXT_MESSAGE_START", messageId: "m1", role: "assistant" },
      { type: "TEXT_MESSAGE_CONTENT", messageId: "m1", delta: "Hallo" },
      { type: "TOOL_CALL_START", toolCallId: "c1", toolCallName: "look" },
      { type: "TOOL_CALL_ARGS", toolCallId: "c1", delta: "{}" },
      { type: "TOOL_CALL_RESULT", toolCallId: "c1", messageId: "m2", content: "ok" },
      { type: "STATE_DELTA", delta: [] },
      { type: "NOBODY_KNOWS" },
      { type: "RUN_FINISHED", threadId: "t", runId: "r1" },
    ]);
    expect(abouts(index)).toEqual([
      "run r1",
      "step plan",
      "message m1",
      "message m1",
      "toolCall c1",
      "toolCall c1",
      "toolCall c1",
      "state",
      "",
      "run r1",
    ]);
    expect([3, 4, 6, 8].map((seq) => index.isDelta(seq))).toEqual([false, true, true, true]);
    expect([4, 6, 7].map((seq) => index.charactersAt(seq))).toEqual([5, 2, 0]);
  });

  it("gives chunks without an id to what they continue, and not to what they close", () => {
    const index = indexOf([
      { type: "RUN_STARTED", threadId: "t", runId: "r1" },
      { type: "TEXT_MESSAGE_CHUNK", messageId: "m1", delta: "a" },
      { type: "TEXT_MESSAGE_CHUNK", delta: "b" },
      { type: "TOOL_CALL_CHUNK", toolCallId: "c1", toolCallName: "look", delta: "{" },
      { type: "TOOL_CALL_CHUNK", delta: "}" },
      { type: "TEXT_MESSAGE_CHUNK", messageId: "m2", delta: "c" },
      { type: "TOOL_CALL_CHUNK", delta: "nobody's" },
    ]);
    expect(abouts(index)).toEqual([
      "run r1",
      "message m1",
      "message m1",
      "toolCall c1",
      "toolCall c1",
      "message m2",
      "",
    ]);
  });

  it("knows the run of each event, also where an answer never says which", () => {
    const index = indexOf(
      [
        { type: "RUN_STARTED", threadId: "t", runId: "r1" },
        { type: "RUN_FINISHED", threadId: "t", runId: "r1" },
      ],
      [{ type: "TEXT_MESSAGE_CHUNK", messageId: "m1", delta: "a" }],
    );
    expect(index.runs).toEqual([
      { runId: "r1", firstSeq: 1, exchange: 0 },
      { runId: undefined, firstSeq: 3, exchange: 1 },
    ]);
    expect([1, 2, 3].map((seq) => index.runAt(seq))).toEqual([0, 0, 1]);
  });

  it("finds the next and the previous event of the same entity", () => {
    const index = indexOf([
      { type: "RUN_STARTED", threadId: "t", runId: "r1" },
      { type: "TEXT_MESSAGE_START", messageId: "m1", role: "assistant" },
      { type: "STATE_SNAPSHOT", snapshot: {} },
      { type: "TEXT_MESSAGE_END", messageId: "m1" },
    ]);
    expect(index.sameEntity(2, 1)).toBe(4);
    expect(index.sameEntity(4, -1)).toBe(2);
    expect(index.sameEntity(4, 1)).toBeUndefined();
  });
});
