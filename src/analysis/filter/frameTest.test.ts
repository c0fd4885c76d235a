import { describe, expect, it } from "vitest";
import { eventIndexOf } from "#src/analysis/eventIndex.ts";
import { readRequest, sse } from "#src/reconstruction/exchangeForTests.ts";
import { Reading } from "#src/reconstruction/reading.ts";
import { FrameTest } from "./frameTest.ts";
import { FilterMatches } from "./filterMatches.ts";
import { parseFilter } from "./parseFilter.ts";

/** The numbers of the events that match, and that nothing in the text is wrong. */
function found(reading: Reading, text: string): readonly number[] {
  const { terms, mistakes } = parseFilter(text);
  expect(mistakes).toEqual([]);
  const matches = new FilterMatches(new FrameTest(terms, reading, eventIndexOf(reading)), reading);
  matches.read(reading.length);
  return Array.from({ length: matches.count }, (_, index) => matches.seqAt(index));
}

const started = { type: "RUN_STARTED", threadId: "t", runId: "r1" };
const finished = { type: "RUN_FINISHED", threadId: "t", runId: "r1" };
const delta = (...patch: object[]): object => ({ type: "STATE_DELTA", delta: patch });

describe("a filter", () => {
  it("finds events by type, family, number and word", () => {
    const reading = new Reading();
    readRequest(reading, [
      [
        5,
        `${sse(started)}: keep-alive\n\n${sse(
          { type: "TEXT_MESSAGE_CHUNK", messageId: "m1", role: "assistant", delta: "Caf" },
          { type: "TEXT_MESSAGE_CHUNK", delta: 'é "Ritz"' },
          { type: "THINKING_START" },
          { type: "Text_Message_Start" },
          { type: "TOOL_CALL_START", toolCallId: "call", toolCallName: "find" },
        )}data: {"type":"TEXT_MESSAGE_CONTENT","messageId":"m1","delta":"Caf\\u00e9"}\n\ndata: nonsense\n\n`,
      ],
    ]);
    expect(found(reading, "type:text_message")).toEqual([3, 4, 6, 8]);
    expect(found(reading, "type:thinking")).toEqual([5]);
    expect(found(reading, "type:reasoning")).toEqual([]);
    expect(found(reading, "type:run,tool")).toEqual([1, 7]);
    expect(found(reading, "family:reasoning")).toEqual([5]);
    expect(found(reading, "family:other")).toEqual([2, 6, 9]);
    expect(found(reading, "-family:other,text")).toEqual([1, 5, 7]);
    expect(found(reading, "n:..2,8..")).toEqual([1, 2, 8, 9]);
    expect(found(reading, "KEEP-alive")).toEqual([2]);
    expect(found(reading, "nonsense")).toEqual([9]);
    expect(found(reading, "CAFÉ")).toEqual([8]);
    expect(found(reading, 'text:"é \\"ritz"')).toEqual([4]);
    // The second chunk names no message and still is a piece of m1.
    expect(found(reading, "m1")).toEqual([3, 4, 8]);
    expect(found(reading, "id:m1 -type:chunk")).toEqual([8]);
    expect(found(reading, "id:m1")).toEqual([3, 4, 8]);
    expect(found(reading, "")).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it("looks for text in what events say, and not in their names", () => {
    const reading = new Reading();
    readRequest(reading, [
      [
        5,
        sse(
          started,
          { type: "TEXT_MESSAGE_START", messageId: "hotel", role: "assistant" },
          { type: "TEXT_MESSAGE_CONTENT", messageId: "hotel", delta: "A Hotel" },
          { type: "TOOL_CALL_ARGS", toolCallId: "c", delta: '{"hotel' },
          { type: "TOOL_CALL_RESULT", messageId: "m", toolCallId: "c", content: "no hotel" },
          {
            type: "ACTIVITY_SNAPSHOT",
            messageId: "a",
            activityType: "PLAN",
            content: { steps: [{ name: "book hotel" }] },
          },
          { type: "MESSAGES_SNAPSHOT", messages: [{ id: "u", role: "user", content: "which hotel" }] },
          { type: "CUSTOM", name: "hotel", value: "hotel" },
          { type: "RUN_ERROR", message: "hotel closed" },
        ),
      ],
    ]);
    expect(found(reading, "text:HOTEL")).toEqual([3, 4, 5, 6, 7, 9]);
    expect(found(reading, "hotel")).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it("finds patches by path, and snapshots by what they changed", () => {
    const reading = new Reading();
    readRequest(reading, [
      [
        5,
        sse(
          started,
          { type: "STATE_SNAPSHOT", snapshot: { trip: { hotel: "a" }, tripod: 1 } },
          delta({ op: "replace", path: "/trip/hotel", value: "b" }),
          delta({ op: "replace", path: "/tripod", value: 2 }),
          { type: "STATE_SNAPSHOT", snapshot: { trip: { hotel: "b" }, tripod: 3 } },
          delta({ op: "replace", path: "/trip", value: { hotel: "c" } }, { op: "add", path: "/x", value: 1 }),
          delta({ op: "move", from: "/trip/hotel", path: "/y" }),
          delta({ op: "remove", path: "/nowhere" }),
          {
            type: "ACTIVITY_DELTA",
            messageId: "a",
            activityType: "P",
            patch: [{ op: "add", path: "/trip/z", value: 1 }],
          },
        ),
      ],
    ]);
    expect(found(reading, "path:/trip")).toEqual([2, 3, 6, 7, 9]);
    expect(found(reading, "path:/trip/hotel")).toEqual([2, 3, 6, 7]);
    expect(found(reading, "path:/tripod")).toEqual([2, 4, 5]);
    expect(found(reading, "path:/nowhere")).toEqual([8]);
    expect(found(reading, "path:/")).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
    expect(found(reading, "path:/x,/y")).toEqual([6, 7]);
  });

  it("finds by path what took a value away together with what is around it", () => {
    const reading = new Reading();
    const snapshot = { type: "STATE_SNAPSHOT", snapshot: { trip: { hotel: "a" } } };
    readRequest(reading, [
      [
        5,
        sse(
          started,
          snapshot,
          delta({ op: "remove", path: "/trip" }),
          delta({ op: "add", path: "/trip", value: {} }),
          snapshot,
          delta({ op: "replace", path: "/trip", value: { nights: 1 } }),
          snapshot,
          delta({ op: "move", from: "/trip", path: "/journey" }),
          snapshot,
          delta({ op: "replace", path: "", value: 1 }),
          delta({ op: "test", path: "", value: 1 }),
        ),
      ],
    ]);
    expect(found(reading, "path:/trip/hotel")).toEqual([2, 3, 5, 6, 7, 8, 9, 10]);
  });

  it("finds by path what became of an activity, patch by patch and snapshot by snapshot", () => {
    const reading = new Reading();
    const plan = (content: object, rest: object = {}): object => ({
      type: "ACTIVITY_SNAPSHOT",
      messageId: "a",
      activityType: "PLAN",
      content,
      ...rest,
    });
    const patch = (...operations: object[]): object => ({
      type: "ACTIVITY_DELTA",
      messageId: "a",
      activityType: "PLAN",
      patch: operations,
    });
    readRequest(reading, [
      [
        5,
        sse(
          started,
          plan({ steps: { one: "open" } }),
          plan({ steps: { one: "open" } }),
          plan({ steps: { one: "open" }, title: "Trip" }),
          patch({ op: "replace", path: "/steps", value: { one: "open", two: "open" } }),
          patch({ op: "remove", path: "/steps" }),
          plan({ steps: { one: "open" } }, { replace: false }),
          plan({ steps: { one: "done" } }),
          plan({ steps: { one: "done" } }, { messageId: "b" }),
          patch({ op: "replace", path: "", value: { other: 1 } }),
        ),
      ],
    ]);
    expect(found(reading, "path:/steps/one")).toEqual([2, 5, 6, 8, 9, 10]);
    expect(found(reading, "path:/title")).toEqual([4, 8]);
    expect(found(reading, "path:/steps/two")).toEqual([5, 6]);
    expect(found(reading, "path:/")).toEqual([2, 4, 5, 6, 8, 9, 10]);
  });

  it("finds events by ids, runs and subagents", () => {
    const reading = new Reading();
    readRequest(reading, [
      [
        5,
        sse(
          started,
          { type: "STEP_STARTED", stepName: "plan" },
          { type: "SUBAGENT_STARTED", subagentRunId: "s1", name: "booker", parentToolCallId: "call_1" },
          {
            type: "TOOL_CALL_START",
            toolCallId: "call_1",
            toolCallName: "book",
            parentMessageId: "m1",
            subagentRunId: "s1",
          },
          { type: "TOOL_CALL_RESULT", messageId: "m2", toolCallId: "call_1", content: "" },
          finished,
        ),
      ],
    ]);
    readRequest(reading, [[5, sse({ ...started, runId: "r10" }, { type: "STEP_STARTED", stepName: "plan" })]]);
    expect(found(reading, "id:call_1")).toEqual([3, 4, 5]);
    expect(found(reading, "id:m1,m2")).toEqual([4, 5]);
    expect(found(reading, "id:plan")).toEqual([2, 8]);
    expect(found(reading, "id:r1")).toEqual([1, 6]);
    expect(found(reading, "id:r1*")).toEqual([1, 6, 7]);
    expect(found(reading, "run:r1")).toEqual([1, 2, 3, 4, 5, 6]);
    expect(found(reading, "run:2")).toEqual([7, 8]);
    expect(found(reading, "subagent:s1")).toEqual([3, 4]);
    expect(found(reading, "-run:1 -run:2")).toEqual([]);
  });

  it("compares gaps where there are times", () => {
    const arrivals = [
      [600, sse(started, { type: "STEP_STARTED", stepName: "a" })],
      [1100, sse({ type: "STEP_FINISHED", stepName: "a" })],
      [1101, sse(finished)],
    ] as const;
    const reading = new Reading();
    readRequest(reading, arrivals);
    expect(found(reading, "gap>=500ms")).toEqual([1, 3]);
    expect(found(reading, "gap>0.5s")).toEqual([1]);
    expect(found(reading, "gap=1")).toEqual([4]);
    const capture = new Reading();
    readRequest(capture, arrivals, { via: "file" });
    expect(found(capture, "gap>=0")).toEqual([]);
  });

  it("finds problems, what was injected, bookmarks and notes", () => {
    const reading = new Reading();
    readRequest(reading, [
      [1, sse(started), [{ code: "injected", offset: 0, detail: "delay 10 ms" }]],
      [2, sse({ type: "TEXT_MESSAGE_CONTENT", messageId: "never", delta: "x" }, { type: "NO_SUCH" }, finished)],
    ]);
    reading.annotations.set(2, "look here");
    reading.annotations.set(4, "");
    expect(found(reading, "has:injected")).toEqual([1]);
    expect(found(reading, "has:note")).toEqual([2]);
    expect(found(reading, "has:bookmark")).toEqual([2, 4]);
    const problems = found(reading, "has:problem");
    expect(problems).toContain(2);
    expect(new Set([...found(reading, "has:error"), ...found(reading, "has:warning")])).toEqual(new Set(problems));
    expect(found(reading, "-has:problem,bookmark")).not.toContain(2);
  });
});
