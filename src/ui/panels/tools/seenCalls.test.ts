import { expect, it } from "vitest";
import type { ToolCallView } from "#src/reconstruction/types.ts";
import { seenCalls } from "./seenCalls.ts";

const call = (name: string, more: Partial<ToolCallView> = {}): ToolCallView => ({
  id: name,
  name,
  arguments: "{}",
  messageId: undefined,
  status: "called",
  startedBy: 1,
  endedBy: 2,
  deltas: 1,
  result: undefined,
  subagentRunId: undefined,
  run: 1,
  ...more,
});
const result = (content: string, error?: string): Partial<ToolCallView> => ({
  status: "answered",
  result: { messageId: "m", content, error, by: 3 },
});

it("gathers the calls of each tool with what they teach", () => {
  const seen = seenCalls([
    call("a", result("1")),
    call("b"),
    call(""),
    call("a", { arguments: '{"x":1}', ...result("no", "failed") }),
    call("c", { status: "streaming" }),
  ]);
  expect([...seen]).toEqual([
    ["a", [{ argumentsText: "{}", resultText: "1" }, { argumentsText: '{"x":1}' }]],
    ["b", [{ argumentsText: "{}" }]],
  ]);
});
