import { describe, expect, it } from "vitest";
import type { AguiEvent } from "#src/protocol/events.ts";
import { EVENT_TYPES } from "#src/protocol/eventTable.ts";
import { oneLine, summarise } from "./summary.ts";

const said = (event: AguiEvent): string =>
  summarise(event)
    .map(({ text }) => text)
    .join(" ");

const EXAMPLES: readonly (readonly [AguiEvent, string])[] = [
  [{ type: "RUN_STARTED", threadId: "t1", runId: "r1" }, "r1 thread t1"],
  [{ type: "RUN_FINISHED", threadId: "t1", runId: "r1" }, "r1"],
  [
    {
      type: "RUN_FINISHED",
      threadId: "t1",
      runId: "r1",
      outcome: { type: "interrupt", interrupts: [{ id: "i", reason: "approval" }] },
    },
    "outcome interrupt · 1 open",
  ],
  [{ type: "RUN_FINISHED", threadId: "t1", runId: "r1", result: { a: 1 } }, "r1 · result { a }"],
  [{ type: "RUN_ERROR", message: "no key", code: "auth" }, "no key code auth"],
  [{ type: "STEP_STARTED", stepName: "plan" }, "plan"],
  [{ type: "STEP_FINISHED", stepName: "plan", subagentRunId: "sub_1" }, "plan in sub_1"],
  [{ type: "TEXT_MESSAGE_START", messageId: "m1" }, "m1 · assistant"],
  [{ type: "TEXT_MESSAGE_CONTENT", messageId: "m1", delta: " Baixa\n" }, '" Baixa\\n" m1'],
  [{ type: "TEXT_MESSAGE_END", messageId: "m1" }, "m1"],
  [{ type: "TEXT_MESSAGE_CHUNK", delta: "a" }, '"a" continues'],
  [{ type: "TOOL_CALL_START", toolCallId: "call_7Q", toolCallName: "book_hotel" }, "book_hotel call_7Q"],
  [{ type: "TOOL_CALL_ARGS", toolCallId: "call_7Q", delta: '{"a":\n1' }, '{"a":⏎1 call_7Q'],
  [{ type: "TOOL_CALL_END", toolCallId: "call_7Q" }, "call_7Q"],
  [{ type: "TOOL_CALL_CHUNK", toolCallId: "c", toolCallName: "f", delta: "{" }, "f { c"],
  [{ type: "TOOL_CALL_RESULT", messageId: "m2", toolCallId: "c", content: "ok" }, "ok c"],
  [{ type: "STATE_SNAPSHOT", snapshot: { trip: {}, stage: "plan" } }, "{ trip, stage }"],
  [{ type: "STATE_SNAPSHOT", snapshot: null }, "null"],
  [
    {
      type: "STATE_DELTA",
      delta: [
        { op: "replace", path: "/trip/nights", value: 3 },
        { op: "remove", path: "" },
      ],
    },
    "replace /trip/nights · remove the whole document",
  ],
  [{ type: "STATE_DELTA", delta: [] }, "no operation"],
  [{ type: "MESSAGES_SNAPSHOT", messages: [{ id: "a", role: "user", content: "hi" }] }, "1 message user"],
  [{ type: "ACTIVITY_SNAPSHOT", messageId: "act_1", activityType: "PLAN", content: {} }, "PLAN · act_1"],
  [
    { type: "ACTIVITY_DELTA", messageId: "act_1", activityType: "PLAN", patch: [{ op: "remove", path: "/a" }] },
    "remove /a · PLAN act_1",
  ],
  [{ type: "RAW", event: [1, 2], source: "openai" }, "openai [2 items]"],
  [{ type: "CUSTOM", name: "on_interrupt", value: "x" }, 'on_interrupt "x"'],
  [{ type: "REASONING_START", messageId: "s1" }, "s1"],
  [{ type: "REASONING_MESSAGE_START", messageId: "m", role: "reasoning" }, "m"],
  [{ type: "REASONING_MESSAGE_CONTENT", messageId: "m", delta: "hm" }, '"hm" m'],
  [{ type: "REASONING_MESSAGE_CHUNK", messageId: "m", delta: "hm" }, '"hm" m'],
  [{ type: "REASONING_MESSAGE_END", messageId: "m" }, "m"],
  [{ type: "REASONING_END", messageId: "s1" }, "s1"],
  [
    { type: "REASONING_ENCRYPTED_VALUE", subtype: "message", entityId: "m", encryptedValue: "abc" },
    "message m · 3 encrypted characters",
  ],
  [{ type: "SUBAGENT_STARTED", subagentRunId: "sub_1", name: "booking_agent" }, "booking_agent · sub_1"],
  [{ type: "SUBAGENT_FINISHED", subagentRunId: "sub_1" }, "sub_1 · success"],
  [{ type: "SUBAGENT_ERROR", subagentRunId: "sub_1", message: "gone" }, "gone"],
];

describe("summarise", () => {
  it.each(EXAMPLES.map(([event, line]) => [event.type, line, event] as const))("%s: %s", (_type, line, event) => {
    expect(said(event)).toBe(line);
  });

  it("has an example for each type", () => {
    expect(new Set(EXAMPLES.map(([{ type }]) => type))).toEqual(new Set(EVENT_TYPES));
  });

  it("counts the operations that it has no room for", () => {
    const delta = Array.from({ length: 9 }, (_, index) => ({ op: "remove" as const, path: `/${index}` }));
    expect(said({ type: "STATE_DELTA", delta })).toBe("remove /0 · remove /1 · remove /2 · remove /3 · and 5 more");
  });

  it("cuts what no row could show", () => {
    expect(oneLine("x".repeat(100_000)).length).toBeLessThan(300);
  });
});
