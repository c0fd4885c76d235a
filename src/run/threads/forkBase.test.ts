import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomEvent } from "#src/analysis/recordingsForTests.ts";
import type { JsonValue } from "#src/lib/json.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import { readingOf, type TestExchange } from "#src/run/pending/readingForTests.ts";
import { buildRunInput } from "#src/run/runInput.ts";
import type { RequestDraft } from "#src/run/types.ts";
import { forkBase } from "./forkBase.ts";

const run = (runId: string, ...events: readonly object[]): readonly object[] => [
  { type: "RUN_STARTED", threadId: "t", runId },
  ...events,
  { type: "RUN_FINISHED", threadId: "t", runId },
];
const says = (messageId: string, delta = "Yes"): readonly object[] => [
  { type: "TEXT_MESSAGE_START", messageId, role: "assistant" },
  { type: "TEXT_MESSAGE_CONTENT", messageId, delta },
  { type: "TEXT_MESSAGE_END", messageId },
];
const calls = (toolCallId: string, ...end: readonly object[]): readonly object[] => [
  { type: "TOOL_CALL_START", toolCallId, toolCallName: "search", parentMessageId: `with-${toolCallId}` },
  { type: "TOOL_CALL_ARGS", toolCallId, delta: "{}" },
  ...end,
];
const called = (toolCallId: string): readonly object[] => calls(toolCallId, { type: "TOOL_CALL_END", toolCallId });
const user = (id: string): object => ({ id, role: "user", content: `say ${id}` });
const snapshot = (snapshot_: JsonValue): object => ({ type: "STATE_SNAPSHOT", snapshot: snapshot_ });

const ids = (reading: Reading, point: Parameters<typeof forkBase>[1]): readonly string[] =>
  forkBase(reading, point).conversation.messages.map(({ id }) => id);
const place = (reading: Reading, at: number, id: string): number =>
  reading.viewAt(at).entries.findIndex(({ message }) => message.id === id);
const message = (reading: Reading, id: string, isEdited?: true) =>
  ({
    kind: "message",
    at: reading.length,
    index: place(reading, reading.length, id),
    ...(isEdited && { isEdited }),
  }) as const;

const body = (messages: readonly object[], more: object = {}): object => ({
  threadId: "t",
  runId: "asked",
  state: {},
  messages,
  tools: [],
  context: [],
  ...more,
});

const first = { body: body([user("u1")], { state: { n: 1 } }), answer: run("r1", snapshot({ n: 2 }), ...says("a1")) };
const a1 = { id: "a1", role: "assistant", content: "Yes" };
const second = {
  body: body([user("u1"), a1, user("u2")], { state: { n: 3 } }),
  answer: run("r2", ...says("a2"), snapshot({ n: 4 })),
};

describe("a fork from a message", () => {
  const reading = readingOf(first, second);

  it("of the agent ends with it, with its run and the state of its time", () => {
    expect(ids(reading, message(reading, "a1"))).toEqual(["u1", "a1"]);
    expect(forkBase(reading, message(reading, "a1"))).toMatchObject({
      conversation: { state: { n: 2 } },
      threadId: "t",
      parentRunId: "r1",
      warnings: [],
    });
    expect(forkBase(reading, message(reading, "a2"))).toMatchObject({
      conversation: { state: { n: 3 } },
      parentRunId: "r2",
    });
  });

  it("of the user says it again to the run before, with the state that went along", () => {
    expect(ids(reading, message(reading, "u2"))).toEqual(["u1", "a1", "u2"]);
    expect(forkBase(reading, message(reading, "u2"))).toMatchObject({
      conversation: { state: { n: 3 } },
      parentRunId: "r1",
    });
    expect(forkBase(reading, message(reading, "u1"))).toMatchObject({ conversation: { state: { n: 1 } } });
    expect(forkBase(reading, message(reading, "u1")).parentRunId).toBeUndefined();
  });

  it("that will be said in other words leaves it out", () => {
    expect(ids(reading, message(reading, "u2", true))).toEqual(["u1", "a1"]);
    expect(forkBase(reading, message(reading, "u2", true))).toMatchObject({
      conversation: { state: { n: 3 } },
      parentRunId: "r1",
    });
    expect(ids(reading, message(reading, "u1", true))).toEqual([]);
  });
});

it("warns of calls without a result and of open interrupts, and makes up neither", () => {
  const reading = readingOf({
    body: body([user("u1")]),
    answer: [
      ...run("r1", ...called("c1"), ...called("c2")).slice(0, -1),
      { type: "TOOL_CALL_RESULT", messageId: "m1", toolCallId: "c1", content: "found" },
      {
        type: "RUN_FINISHED",
        threadId: "t",
        runId: "r1",
        outcome: { type: "interrupt", interrupts: [{ id: "i1", reason: "why" }] },
      },
    ],
  });
  const { conversation, warnings } = forkBase(reading, { kind: "event", seq: reading.length });
  expect(conversation.messages.map(({ id }) => id)).toEqual(["u1", "with-c1", "m1", "with-c2"]);
  expect(warnings).toEqual([
    "1 tool call without a result there (c2): some agents refuse that.",
    "1 interrupt open there, and the request has no resume: an agent may refuse that.",
  ]);
});

it("leaves out what was not complete yet, and says so", () => {
  const reading = readingOf({ body: body([user("u1")]), answer: run("r1", ...says("a1"), ...called("c1")) });
  expect(ids(reading, { kind: "event", seq: 3 })).toEqual(["u1"]);
  expect(forkBase(reading, { kind: "event", seq: 3 }).warnings).toEqual([
    "1 message was not complete there and is left out.",
  ]);
  // The arguments of the call are still coming.
  expect(ids(reading, { kind: "event", seq: 6 })).toEqual(["u1", "a1"]);
  expect(ids(reading, { kind: "event", seq: 7 })).toEqual(["u1", "a1", "with-c1"]);
});

describe("a recording with a fork in it", () => {
  const third = {
    body: body([user("u1"), a1, user("u3")], { parentRunId: "r1", state: { n: 2 } }),
    answer: run("r3", ...says("a3")),
  };
  const back = {
    body: body([user("u1"), a1, user("u2"), { ...a1, id: "a2" }, user("u4")], { parentRunId: "r2", state: { n: 4 } }),
    answer: run("r4", ...says("a4")),
  };
  const reading = readingOf(first, second, third, back);
  const at = (exchange: number): readonly string[] =>
    reading.viewAt(reading.log.lastSeqOf(exchange)).messages.map(({ id }) => id);

  it("shows at each event the conversation of that event's run", () => {
    expect([0, 1, 2, 3].map(at)).toEqual([
      ["u1", "a1"],
      ["u1", "a1", "u2", "a2"],
      ["u1", "a1", "u3", "a3"],
      ["u1", "a1", "u2", "a2", "u4", "a4"],
    ]);
    expect([0, 1, 2, 3].map((index) => reading.viewAt(reading.log.lastSeqOf(index)).state)).toEqual([
      { n: 2 },
      { n: 4 },
      { n: 2 },
      { n: 4 },
    ]);
  });

  it("is forked again by the run that its own history ends with", () => {
    const seq = reading.log.lastSeqOf(2);
    const index = place(reading, seq, "u3");
    expect(forkBase(reading, { kind: "message", at: seq, index })).toMatchObject({
      conversation: { state: { n: 2 } },
      parentRunId: "r1",
    });
    expect(forkBase(reading, { kind: "event", seq }).parentRunId).toBe("r3");
  });
});

const part = fc.oneof(
  fc.record({ what: fc.constant("message" as const), text: fc.string({ minLength: 1 }) }),
  fc.record({ what: fc.constant("call" as const), answered: fc.boolean() }),
  fc.record({ what: fc.constant("state" as const), n: fc.integer() }),
  fc.constant({ what: "activity" as const }),
);

/** A thread of whole runs, each of which says the history again, as a client does. */
function thread(runs: readonly (readonly Parameters<Parameters<typeof part.map>[0]>[0][])[]): Reading {
  const exchanges: TestExchange[] = [];
  let count = 0;
  for (const [index, parts] of runs.entries()) {
    const events = parts.flatMap((each): readonly object[] => {
      const id = `${index}-${count++}`;
      if (each.what === "message") return says(id, each.text);
      if (each.what === "state") return [snapshot({ n: each.n })];
      if (each.what === "activity")
        return [{ type: "ACTIVITY_SNAPSHOT", messageId: id, activityType: "PLAN", content: {} }];
      const result = { type: "TOOL_CALL_RESULT", messageId: `of-${id}`, toolCallId: id, content: "found" };
      return [...called(id), ...(each.answered ? [result] : [])];
    });
    const soFar = readingOf(...exchanges);
    const { messages, state } = soFar.viewAt(soFar.length);
    const history = messages.filter(({ role }) => role !== "activity");
    exchanges.push({
      body: body([...history, user(`u${index}`)], { state, runId: `r${index}` }),
      answer: run(`r${index}`, ...events),
    });
  }
  return readingOf(...exchanges);
}

const anyThread = fc.array(fc.array(part, { maxLength: 5 }), { minLength: 1, maxLength: 4 }).map(thread);
const draft: RequestDraft = {
  message: "And now?",
  threadId: "t",
  runId: "",
  stateText: undefined,
  context: [],
  forwardedPropsText: "{}",
  bodyText: undefined,
};
const fresh = { runId: "next", messageId: "m" };

it("from the last event is the normal next request", () => {
  fc.assert(
    fc.property(anyThread, (reading) => {
      const { conversation, parentRunId, threadId } = forkBase(reading, { kind: "event", seq: reading.length });
      const view = reading.viewAt(reading.length);
      const parent = view.runs.at(-1)?.runId as string;
      expect(parentRunId).toBe(parent);
      expect(threadId).toBe("t");
      const normal = buildRunInput(draft, view, fresh, { parentRunId: parent });
      expect(buildRunInput(draft, conversation, fresh, { parentRunId: parent }).body).toBe(normal.body);
    }),
  );
});

it("from a message has exactly the messages up to it, and the run and state of its time", () => {
  fc.assert(
    fc.property(anyThread, fc.nat(), (reading, number) => {
      const { entries } = reading.viewAt(reading.length);
      const index = number % entries.length;
      const base = forkBase(reading, { kind: "message", at: reading.length, index });
      const upTo = entries.slice(0, index + 1).map((entry) => entry.message);
      expect(base.conversation.messages).toEqual(upTo.filter(({ role }) => role !== "activity"));
      const { createdBy, changedBy } = entries[index] as (typeof entries)[number];
      fc.pre(createdBy > 0);
      expect(base.conversation.state).toEqual(reading.viewAt(changedBy).state);
      expect(base.parentRunId).toBe(`r${reading.log.exchangeOf(createdBy).index}`);
    }),
  );
});

it("from any event of any stream holds no message that was not complete", () => {
  fc.assert(
    fc.property(fc.array(randomEvent, { minLength: 1, maxLength: 30 }), fc.nat(), (events, number) => {
      const reading = readingOf({ body: body([user("u1")]), answer: events });
      const seq = number % (reading.length + 1);
      const view = reading.viewAt(seq);
      const whole = new Set(view.entries.filter(({ open }) => !open).map((entry) => entry.message));
      const { messages } = forkBase(reading, { kind: "event", seq }).conversation;
      expect(messages.filter((each) => !whole.has(each))).toEqual([]);
      for (const index of view.entries.keys()) forkBase(reading, { kind: "message", at: seq, index });
    }),
  );
});
