import { expect, it } from "vitest";
import { readRequest, sse } from "#src/reconstruction/exchangeForTests.ts";
import { Reading } from "#src/reconstruction/reading.ts";
import type { AgentView } from "#src/reconstruction/types.ts";
import { conversationDifferences } from "./conversationDifferences.ts";
import { itemDifferences } from "./viewDifferences.ts";

function viewOf(...events: readonly object[]): AgentView {
  const reading = new Reading();
  readRequest(reading, [[1, sse(...events)]]);
  return reading.viewAt(reading.length);
}

const start = { type: "RUN_STARTED", threadId: "t", runId: "r" };
const call = { type: "TOOL_CALL_START", toolCallId: "c", toolCallName: "search" };
const given = { type: "TOOL_CALL_ARGS", toolCallId: "c", delta: '{"q":1}' };
const finish = { type: "RUN_FINISHED", threadId: "t", runId: "r" };
const say = (id: string, text: string): readonly object[] => [
  { type: "TEXT_MESSAGE_START", messageId: id, role: "assistant" },
  { type: "TEXT_MESSAGE_CONTENT", messageId: id, delta: text },
  { type: "TEXT_MESSAGE_END", messageId: id },
];

it("tells how runs, steps and tool calls differ", () => {
  const truth = viewOf(start, { type: "STEP_STARTED", stepName: "s" }, call, given, finish);
  const other = viewOf(start, call, { type: "RUN_ERROR", message: "broken" });
  expect(itemDifferences(truth, other)).toMatchObject([
    {
      kind: "changed",
      noun: "run",
      id: "r",
      fields: [
        { name: "outcome", before: "success", after: "error" },
        { name: "error", before: undefined, after: "broken" },
      ],
    },
    { kind: "removed", noun: "step", id: "s" },
    { kind: "changed", noun: "tool call search", fields: [{ name: "arguments", before: '{"q":1}', after: "" }] },
  ]);
  expect(itemDifferences(other, truth)).toMatchObject([
    { kind: "changed", noun: "run" },
    { kind: "added", noun: "step" },
    { kind: "changed" },
  ]);
  expect(itemDifferences(truth, truth)).toEqual([]);
});

it("compares only the messages between equal ones, and counts places in the whole list", () => {
  const truth = viewOf(start, ...say("a", "one"), ...say("b", "two"), ...say("c", "three"));
  const other = viewOf(start, ...say("a", "one"), ...say("b", "2"), ...say("x", "new"), ...say("c", "three"));
  for (let again = 0; again < 2; again++)
    expect(conversationDifferences(truth.messages, other.messages)).toMatchObject([
      { kind: "changed", message: { id: "b" }, changes: [{ pointer: "/content", before: "two", after: "2" }] },
      { kind: "added", message: { id: "x" }, place: 3 },
    ]);
  expect(conversationDifferences(other.messages, truth.messages)).toMatchObject([
    { kind: "changed" },
    { kind: "removed", message: { id: "x" }, place: 3 },
  ]);
  expect(conversationDifferences(truth.messages, truth.messages)).toEqual([]);
});
