import { expect, it } from "vitest";
import { readingOf } from "#src/run/pending/readingForTests.ts";
import { predictedState } from "./predictedState.ts";

const STARTED = { type: "RUN_STARTED", threadId: "t", runId: "r" };
const FINISHED = { type: "RUN_FINISHED", threadId: "t", runId: "r" };
const predict = (...value: readonly object[]): object => ({ type: "CUSTOM", name: "PredictState", value });
const args = (delta: string): object => ({ type: "TOOL_CALL_ARGS", toolCallId: "c", delta });
const document = { state_key: "document", tool: "write", tool_argument: "text" };

it("is as of the event: the argument so far, of the last call of the tool, until the next run", () => {
  const reading = readingOf(
    {
      body: {},
      answer: [
        STARTED,
        predict(document, { state_key: "title", tool: "write", tool_argument: "__proto__" }),
        { type: "TOOL_CALL_START", toolCallId: "c", toolCallName: "write" },
        args('{"text":"On'),
        args('ce"}'),
        { type: "TOOL_CALL_END", toolCallId: "c" },
        predict({ ...document, tool: "rewrite" }),
        FINISHED,
      ],
    },
    { body: {}, answer: [STARTED, FINISHED] },
  );
  const at = (seq: number): readonly unknown[] =>
    predictedState(reading.viewAt(seq)).map(({ stateKey, call, value, seq: by }) => [stateKey, by, call?.id, value]);
  const title = (call?: string): unknown => ["title", 2, call, undefined];
  expect(at(1)).toEqual([]);
  expect(at(2)).toEqual([["document", 2, undefined, undefined], title()]);
  expect(at(4)).toEqual([["document", 2, "c", "On"], title("c")]);
  expect(at(6)).toEqual([["document", 2, "c", "Once"], title("c")]);
  // The last prediction for a key counts.
  expect(at(7)).toEqual([["document", 7, undefined, undefined], title("c")]);
  expect(at(8)).toEqual(at(7));
  expect(at(9)).toEqual([]);
});

it("reads long arguments when all of them have come", () => {
  const long = "x".repeat(70_000);
  const call = { type: "TOOL_CALL_START", toolCallId: "c", toolCallName: "write" };
  const answer = [STARTED, predict(document), call, args(`{"text":"${long}`), args('"}')];
  const reading = readingOf({ body: {}, answer: [...answer, { type: "TOOL_CALL_END", toolCallId: "c" }] });
  expect(predictedState(reading.viewAt(5))[0]?.value).toBeUndefined();
  expect(predictedState(reading.viewAt(6))[0]?.value).toBe(long);
});

it("takes any number of predictions, and reads a call once for all that are about it", () => {
  // Each a prediction of its own: what was made before must not be gone through again with every event.
  const flood = Array.from({ length: 30_000 }, (_, at) => predict({ ...document, state_key: `key ${at}` }));
  const called = { type: "TOOL_CALL_START", toolCallId: "c", toolCallName: "write" };
  const reading = readingOf({ body: {}, answer: [STARTED, ...flood, called, args('{"text":{"title":"On')] });
  const predicted = predictedState(reading.viewAt(reading.length));
  expect(predicted).toHaveLength(flood.length);
  expect(predicted[0]?.value).toEqual({ title: "On" });
  expect(new Set(predicted.map(({ value }) => value)).size).toBe(1);
});
