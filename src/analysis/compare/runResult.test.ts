import { describe, expect, it } from "vitest";
import { readAnswer } from "#src/reconstruction/exchangeForTests.ts";
import { Reading } from "#src/reconstruction/reading.ts";
import { compareResults } from "./runResult.ts";

function run(city: string, callId: string, ...more: readonly object[]) {
  const reading = new Reading();
  readAnswer(
    reading,
    { n: 1 },
    { type: "RUN_STARTED", threadId: callId, runId: callId },
    { type: "TOOL_CALL_START", toolCallId: callId, toolCallName: "weather" },
    { type: "TOOL_CALL_ARGS", toolCallId: callId, delta: `{"city":"${city}"}` },
    { type: "TOOL_CALL_END", toolCallId: callId },
    { type: "STATE_DELTA", delta: [{ op: "add", path: "/city", value: city }] },
    ...more,
    { type: "RUN_FINISHED", threadId: callId, runId: callId },
  );
  return { reading, exchange: 0 };
}

const differing = ({ rows }: { rows: { at(row: number): { differs: readonly boolean[] }; length: number } }) =>
  Array.from({ length: rows.length }, (_, row) => rows.at(row).differs[1]);

describe("the results of runs", () => {
  it("are the same where only ids differ", () => {
    const { messages, calls, states, results } = compareResults([run("Paris", "a"), run("Paris", "b")]);
    expect([messages.differences.length, calls.differences.length, states[1]]).toEqual([0, 0, []]);
    expect(results.map(({ run: ended }) => ended?.status)).toEqual(["success", "success"]);
  });

  it("tell which call, message, place of the state and problem differ", () => {
    const said = [
      { type: "TEXT_MESSAGE_START", messageId: "m", role: "assistant" },
      { type: "TEXT_MESSAGE_CONTENT", messageId: "m", delta: "Hi" },
      { type: "TEXT_MESSAGE_END", messageId: "m" },
    ];
    const { messages, calls, states, results } = compareResults([
      run("Paris", "a"),
      run("Rome", "b", ...said, { type: "TEXT_MESSAGE_END", messageId: "unknown" }),
    ]);
    expect(differing({ rows: calls })).toEqual([true]);
    expect(differing({ rows: messages })).toEqual([true, true]);
    expect(messages.at(1).cells).toEqual([-1, 1]);
    expect(states[1]).toMatchObject([{ kind: "changed", pointer: "/city", before: "Paris", after: "Rome" }]);
    const problems = results.map(({ problems: found }) => found.map(({ severity }) => severity));
    expect(problems[0]).not.toContain("error");
    expect(problems[1]).toContain("error");
  });

  it("hold only what the run itself added", () => {
    const first = run("Paris", "a");
    readAnswer(first.reading, undefined, { type: "RUN_STARTED", threadId: "a", runId: "c" });
    const { results } = compareResults([first, { reading: first.reading, exchange: 1 }]);
    expect(results.map(({ calls }) => calls.length)).toEqual([1, 0]);
    expect(results.map(({ messages }) => messages.length)).toEqual([1, 0]);
  });
});
