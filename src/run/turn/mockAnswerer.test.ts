import { describe, expect, it } from "vitest";
import { DEFAULT_DIALECTS } from "#src/run/dialects/dialects.ts";
import { pausesOf } from "#src/run/pending/pausesOf.ts";
import { readingOf } from "#src/run/pending/readingForTests.ts";
import type { AnswerDeps } from "#src/tools/answers/answerCall.ts";
import { ok } from "#src/lib/result.ts";
import type { AnswerPlan, MockTool } from "#src/tools/types.ts";
import { mockAnswerer } from "./mockAnswerer.ts";

const DEPS: AnswerDeps = {
  runScript: () => Promise.resolve(ok(1)),
  wait: () => Promise.resolve(),
  random: () => 0,
  now: () => 0,
};
const tool = (plan: AnswerPlan, rest: Partial<MockTool> = {}): MockTool => ({
  id: "1",
  enabled: true,
  name: "pick",
  description: "",
  parametersText: "",
  resultSchemaText: "",
  plan,
  delay: { ms: 0, jitterMs: 0 },
  ...rest,
});

const STARTED = { type: "RUN_STARTED", threadId: "t", runId: "r" };
const FINISHED = { type: "RUN_FINISHED", threadId: "t", runId: "r" };
const call = (id: string, name = "pick"): object => ({
  type: "TOOL_CALL_CHUNK",
  toolCallId: id,
  toolCallName: name,
  delta: '{"n":1}',
});

/** What a tool answers to each of the pauses after these events. */
function answers(mock: MockTool, ...events: readonly object[]): Promise<readonly unknown[]> {
  return answersWith({ tools: () => [mock] }, ...events);
}

function answersWith(
  order: Pick<Parameters<typeof mockAnswerer>[0], "tools" | "usedOnce">,
  ...events: readonly object[]
): Promise<readonly unknown[]> {
  const reading = readingOf({ body: {}, answer: [STARTED, ...events] });
  const answerer = mockAnswerer({ ...order, deps: () => DEPS, otherwise: () => "never" });
  const context = { view: reading.viewAt(reading.length), signal: new AbortController().signal };
  const pauses = pausesOf(reading, { tools: ["pick"], dialects: DEFAULT_DIALECTS });
  return Promise.all(pauses.map(async (pause) => answerer(pause, context)));
}

describe("mockAnswerer", () => {
  it("gives the content as it is, as a value where it is JSON", async () => {
    expect(await answers(tool({ kind: "fixed", text: '{ "a": 1 }' }), call("c"), FINISHED)).toEqual([
      { kind: "result", value: { a: 1 }, text: '{ "a": 1 }' },
    ]);
    expect(await answers(tool({ kind: "fixed", text: "plain" }), call("c"), FINISHED)).toMatchObject([
      { value: "plain" },
    ]);
  });

  it("answers one call in another way, of several at once the first, where somebody hears that it is used up", async () => {
    let mock = tool({ kind: "fixed", text: "1" }, { once: { kind: "error", message: "No" } });
    expect(await answers(mock, call("c"), FINISHED)).toMatchObject([{ kind: "result", text: "1" }]);
    const usedOnce = (): void => {
      mock = { ...mock, once: undefined };
    };
    const given = await answersWith({ tools: () => [mock], usedOnce }, call("c"), call("d"), FINISHED);
    expect(given).toMatchObject([{ kind: "fail" }, { kind: "result", text: "1" }]);
  });

  it("fails, asks, stays silent, or answers another call, as the tool says", async () => {
    const plans: readonly AnswerPlan[] = [{ kind: "error", message: "No" }, { kind: "ask" }, { kind: "none" }];
    const given = await Promise.all(plans.map((plan) => answers(tool(plan), call("c"), FINISHED)));
    expect(given.flat()).toEqual([{ kind: "fail", message: "No", content: "No" }, "ask", "never"]);
    const [unknown] = await answers(tool({ kind: "malformed", how: "unknown-call" }), call("c"), FINISHED);
    expect(unknown).toMatchObject({ kind: "result", callId: expect.not.stringMatching(/^c$/) as string });
  });

  it("counts the calls of a tool in the order in which they stand", async () => {
    const steps = ["A", "B", "C"].map((text): AnswerPlan => ({ kind: "fixed", text }));
    const sequence = tool({ kind: "sequence", steps, afterLast: "repeat" });
    const result = { type: "TOOL_CALL_RESULT", messageId: "m", toolCallId: "c0", content: "done" };
    expect(await answers(sequence, call("c0"), result, call("c1"), call("c2"), FINISHED)).toMatchObject([
      { text: "B" },
      { text: "C" },
    ]);
  });

  it("leaves alone what is no tool's to answer, and tools that are off or of another name", async () => {
    const fixed = tool({ kind: "fixed", text: "1" });
    const interrupt = { id: "i", reason: "tool_call", toolCallId: "c" };
    const asks = { ...FINISHED, outcome: { type: "interrupt", interrupts: [interrupt] } };
    expect(await answers(fixed, call("c"), asks)).toEqual(["never"]);
    expect(await answers({ ...fixed, enabled: false }, call("c"), FINISHED)).toEqual(["never"]);
    expect(await answers(fixed, call("c", "other"), FINISHED)).toEqual(["never"]);
  });
});
