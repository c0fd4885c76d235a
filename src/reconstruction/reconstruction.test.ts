import { describe, expect, it } from "vitest";
import type { AguiEvent } from "#src/protocol/events.ts";
import type { Finding } from "#src/protocol/lint/types.ts";
import { describeChange } from "./describeChange.ts";
import { lastChangeOf, touchedBy } from "./pathHistory.ts";
import { Reconstruction } from "./reconstruction.ts";

const started: AguiEvent = { type: "RUN_STARTED", threadId: "t", runId: "r" };
const finished: AguiEvent = { type: "RUN_FINISHED", threadId: "t", runId: "r" };
const snapshot = (state: unknown): AguiEvent => ({ type: "STATE_SNAPSHOT", snapshot: state });
const text = (messageId: string, delta: string): AguiEvent => ({ type: "TEXT_MESSAGE_CONTENT", messageId, delta });

/** A recording of exchanges: a request (or undefined) and the events of its answer. */
function record(...exchanges: readonly { readonly input?: unknown; readonly events: readonly AguiEvent[] }[]) {
  const all: AguiEvent[] = [];
  const findings: Finding[] = [];
  const reconstruction = new Reconstruction(
    (seq) => all[seq - 1],
    (finding) => findings.push(finding),
  );
  for (const { input, events } of exchanges) {
    reconstruction.beginExchange(all.length + 1, input);
    for (const event of events) reconstruction.apply(all.push(event), event);
    reconstruction.endExchange(all.length, "complete");
  }
  return { reconstruction, findings, rules: findings.map(({ rule, seq }) => `${seq} ${rule}`) };
}

describe("findings of the live fold", () => {
  it.each<[string, AguiEvent[], string[]]>([
    [
      "a patch of nothing",
      [snapshot({}), { type: "STATE_DELTA", delta: [{ op: "remove", path: "/a" }] }],
      ["3 state/patch-failed"],
    ],
    [
      "a test that fails",
      [snapshot({ a: 1 }), { type: "STATE_DELTA", delta: [{ op: "test", path: "/a", value: 2 }] }],
      ["3 state/patch-test-failed"],
    ],
    [
      "a forbidden key",
      [snapshot({}), { type: "STATE_DELTA", delta: [{ op: "add", path: "/__proto__/a", value: 1 }] }],
      ["3 state/patch-forbidden-key"],
    ],
    [
      "a patch before any state",
      [{ type: "STATE_DELTA", delta: [{ op: "add", path: "/a", value: 2 }] }],
      ["2 state/delta-before-snapshot"],
    ],
    [
      "a patch for no activity",
      [{ type: "ACTIVITY_DELTA", messageId: "a", activityType: "plan", patch: [] }],
      ["2 activity/delta-unknown"],
    ],
    [
      "an encrypted value for nothing",
      [{ type: "REASONING_ENCRYPTED_VALUE", subtype: "message", entityId: "x", encryptedValue: "y" }],
      ["2 reasoning/encrypted-unknown"],
    ],
    [
      "a parent that is unknown",
      [{ type: "TOOL_CALL_START", toolCallId: "c", toolCallName: "n", parentMessageId: "m" }],
      ["2 tool/parent-unknown"],
    ],
    [
      "a snapshot while a message is open, that leaves it out and repeats an id",
      [
        { type: "TEXT_MESSAGE_START", messageId: "m" },
        {
          type: "MESSAGES_SNAPSHOT",
          messages: [
            { id: "x", role: "user", content: "" },
            { id: "x", role: "user", content: "" },
          ],
        },
      ],
      ["3 snapshot/while-open", "3 snapshot/loses-messages", "3 snapshot/duplicate-ids"],
    ],
    [
      "a message opened again, and one of another role",
      [
        { type: "TEXT_MESSAGE_START", messageId: "m" },
        text("m", "a"),
        { type: "TEXT_MESSAGE_END", messageId: "m" },
        { type: "TEXT_MESSAGE_START", messageId: "m" },
        { type: "REASONING_MESSAGE_START", messageId: "m", role: "reasoning" },
      ],
      ["5 message/reopened", "6 message/id-collides"],
    ],
    [
      "an activity in a message's place, of another type, with a patch that fails",
      [
        { type: "TEXT_MESSAGE_START", messageId: "m" },
        { type: "ACTIVITY_SNAPSHOT", messageId: "m", activityType: "plan", content: {} },
        { type: "ACTIVITY_DELTA", messageId: "m", activityType: "other", patch: [] },
        { type: "ACTIVITY_DELTA", messageId: "m", activityType: "other", patch: [{ op: "remove", path: "/x" }] },
        text("m", "dropped"),
      ],
      ["3 activity/id-collision", "4 activity/type-changed", "5 activity/patch-failed"],
    ],
  ])("%s", (_name, events, expected) => {
    const { rules, reconstruction } = record({ events: [started, ...events, finished] });
    expect(rules).toEqual(expected);
    // Looking back reports nothing again.
    for (let seq = reconstruction.length; seq >= 0; seq--) reconstruction.viewAt(seq);
    expect(rules).toHaveLength(expected.length);
  });

  it("says what a patch met", () => {
    const { findings } = record({
      events: [
        started,
        snapshot({ trip: { city: "Oslo" } }),
        { type: "STATE_DELTA", delta: [{ op: "replace", path: "/trip/nights", value: 1 }] },
      ],
    });
    expect(findings[0]).toMatchObject({ pointer: "/delta/0", found: "nothing", relatedSeq: 2 });
    expect(findings[0]?.message).toContain("/trip has the keys city");
  });
});

describe("requests", () => {
  const hello = { id: "u1", role: "user", content: "hello" };

  it("show at once in the newest view, and from the first event of their answer on when looked back at", () => {
    const { reconstruction } = record(
      { input: { threadId: "t", messages: [hello], state: { a: 1 } }, events: [started, text("m1", "hi"), finished] },
      {
        input: {
          messages: [
            hello,
            { id: "m1", role: "assistant", content: "hi" },
            { id: "u2", role: "user", content: "more" },
          ],
          state: { a: 2 },
        },
        events: [started],
      },
    );
    const ids = (seq: number): string[] => reconstruction.viewAt(seq).messages.map(({ id }) => id);
    expect(ids(0)).toEqual(["u1"]);
    expect(ids(3)).toEqual(["u1", "m1"]);
    expect(ids(4)).toEqual(["u1", "m1", "u2"]);
    expect(reconstruction.viewAt(3).state).toEqual({ a: 1 });
    expect(reconstruction.viewAt(4).state).toEqual({ a: 2 });
    // What the request repeats keeps its history.
    expect(reconstruction.viewAt(4).entries.map(({ createdBy }) => createdBy)).toEqual([0, 2, 0]);
    expect(reconstruction.viewAt(4).runs.map(({ status }) => status)).toEqual(["success", "truncated"]);
  });

  it("answer calls, keep activities in their place and close the interrupts that they resume", () => {
    const { reconstruction } = record(
      {
        input: { messages: [hello] },
        events: [
          started,
          { type: "TOOL_CALL_START", toolCallId: "c1", toolCallName: "ask", parentMessageId: "m1" },
          { type: "ACTIVITY_SNAPSHOT", messageId: "a1", activityType: "plan", content: {} },
          { type: "TOOL_CALL_END", toolCallId: "c1" },
          { ...finished, outcome: { type: "interrupt", interrupts: [{ id: "i1", reason: "confirmation" }] } },
        ],
      },
      {
        input: {
          messages: [
            hello,
            {
              id: "m1",
              role: "assistant",
              toolCalls: [{ id: "c1", type: "function", function: { name: "ask", arguments: "" } }],
            },
            { id: "t1", role: "tool", toolCallId: "c1", content: "yes" },
          ],
          resume: [{ interruptId: "i1", status: "resolved" }],
        },
        events: [started],
      },
    );
    expect(reconstruction.viewAt(5).interrupts).toHaveLength(1);
    const view = reconstruction.viewAt(6);
    expect(view.interrupts).toEqual([]);
    expect(view.messages.map(({ id }) => id)).toEqual(["u1", "m1", "a1", "t1"]);
    expect(view.toolCalls).toMatchObject([
      { id: "c1", status: "answered", startedBy: 2, endedBy: 4, result: { messageId: "t1", by: 0 } },
    ]);
  });

  it("may be anything at all", () => {
    for (const input of [
      null,
      5,
      "x",
      [],
      { messages: 1 },
      { messages: [null, { id: 1 }, { id: "a", role: "assistant", toolCalls: [{}] }] },
    ]) {
      const { reconstruction } = record({ input, events: [started, text("a", "x"), finished] });
      expect(reconstruction.viewAt(3).messages.at(-1)).toMatchObject({ id: "a", content: "x" });
    }
  });

  it("without a single event in the answer are there and leave the next one its place", () => {
    const { reconstruction } = record(
      { input: { messages: [hello] }, events: [] },
      { input: { messages: [{ ...hello, id: "u2" }] }, events: [started] },
    );
    expect(reconstruction.viewAt(0).messages.map(({ id }) => id)).toEqual(["u2"]);
    expect(reconstruction.viewAt(1).runs).toHaveLength(1);
  });
});

describe("what an event did", () => {
  it("is told by two neighbouring views and by the history of a place", () => {
    const { reconstruction } = record({
      events: [
        started,
        snapshot({ trip: { nights: 1, tags: ["a"] } }),
        text("m1", "Hel"),
        text("m1", "lo"),
        {
          type: "STATE_DELTA",
          delta: [
            { op: "replace", path: "/trip/nights", value: 2 },
            { op: "add", path: "/trip/tags/-", value: "b" },
          ],
        },
        { type: "STATE_DELTA", delta: [{ op: "add", path: "/trip/tags/0", value: "z" }] },
        { type: "TOOL_CALL_START", toolCallId: "c1", toolCallName: "ask" },
        { type: "TOOL_CALL_RESULT", messageId: "t1", toolCallId: "c1", content: "yes" },
        finished,
      ],
    });
    const kinds = (seq: number): string[] =>
      describeChange(reconstruction.viewAt(seq - 1), reconstruction.viewAt(seq)).map(({ kind }) => kind);
    expect([1, 2, 3, 4, 5, 7, 8, 9].map(kinds)).toEqual([
      ["run-started"],
      ["state"],
      ["message-created"],
      ["message-extended"],
      ["state"],
      ["message-created", "tool-started"],
      ["message-created", "tool-answered"],
      ["run-ended"],
    ]);
    expect(touchedBy(reconstruction, 5)).toEqual([
      { pointer: "/trip/nights", kind: "changed", before: 1, after: 2 },
      { pointer: "/trip/tags/1", kind: "added", before: undefined, after: "b" },
    ]);
    expect(touchedBy(reconstruction, 6)).toEqual([
      { pointer: "/trip/tags/0", kind: "added", before: undefined, after: "z" },
    ]);
    expect(lastChangeOf(reconstruction, "/trip/nights", 9)).toBe(5);
    expect(lastChangeOf(reconstruction, "/trip/nights", 4)).toBe(2);
    expect(lastChangeOf(reconstruction, "/trip/tags/2", 9)).toBe(6);
    expect(lastChangeOf(reconstruction, "/nothing", 9)).toBe(0);
  });

  it("derives the calls that wait for the client, unless the agent names them", () => {
    const call = (id: string): AguiEvent => ({ type: "TOOL_CALL_START", toolCallId: id, toolCallName: "n" });
    const result: AguiEvent = { type: "TOOL_CALL_RESULT", messageId: "t", toolCallId: "c1", content: "" };
    const pending = (...events: AguiEvent[]): readonly string[] => {
      const { reconstruction } = record({ events });
      return reconstruction.viewAt(events.length).pendingToolCallIds;
    };
    expect(pending(started, call("c1"), call("c2"), result, finished)).toEqual(["c2"]);
    expect(pending(started, call("c1"), finished, started, finished)).toEqual([]);
    expect(
      pending(started, call("c1"), { ...finished, outcome: { type: "success", pendingToolCallIds: ["x"] } }),
    ).toEqual(["x"]);
    expect(pending(started, result, call("c1"), finished)).toEqual([]);
    expect(pending(started, call("c1"), { type: "RUN_ERROR", message: "m" })).toEqual([]);
  });
});
