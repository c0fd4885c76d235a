import { expect, it } from "vitest";
import { readRequest, sse } from "#src/reconstruction/exchangeForTests.ts";
import { Reading } from "#src/reconstruction/reading.ts";
import type { AgentView } from "#src/reconstruction/types.ts";
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
