import { expect, it } from "vitest";
import { Reading } from "#src/reconstruction/reading.ts";
import { readRequest, sse } from "#src/reconstruction/exchangeForTests.ts";
import { TimingReader } from "./timing.ts";
import { RequestAnswers, ToolTimes, type ToolTime } from "./toolTimes.ts";

const started = sse({ type: "RUN_STARTED", threadId: "t", runId: "r" });
const finished = sse({ type: "RUN_FINISHED", threadId: "t", runId: "r" });
const start = (id: string): string => sse({ type: "TOOL_CALL_START", toolCallId: id, toolCallName: "book" });
const end = (id: string): string => sse({ type: "TOOL_CALL_END", toolCallId: id });
const result = (id: string): string =>
  sse({ type: "TOOL_CALL_RESULT", messageId: `of-${id}`, toolCallId: id, content: "ok" });
/** An answer that makes one call, which nobody answers in it. */
const CALLED = [
  [0, started],
  [10, start("c")],
  [40, end("c")],
  [60, finished],
] as const;
const answer = (id: string): object => ({ id: `of-${id}`, role: "tool", toolCallId: id, content: "ok" });
const body = (messages: readonly object[], rest: object = {}): string =>
  JSON.stringify({
    threadId: "t",
    runId: "r",
    state: {},
    messages,
    tools: [],
    context: [],
    forwardedProps: {},
    ...rest,
  });

function timesOf(
  reading: Reading,
  exchange = 0,
): { readonly times: readonly ToolTime[]; readonly answers: RequestAnswers } {
  const reader = new TimingReader(reading);
  reader.read(reading.length);
  const answers = new RequestAnswers(reading.log);
  const tools = new ToolTimes(reading.log, answers, reader.calls);
  return { answers, times: tools.of(reading.viewAt(reading.length), exchange) };
}

it("divides a call of the agent's own in writing and running", () => {
  const reading = new Reading();
  readRequest(reading, [
    [0, started],
    [10, start("c")],
    [40, end("c")],
    [340, result("c")],
    [350, finished],
  ]);
  expect(timesOf(reading).times).toMatchObject([
    {
      id: "c",
      name: "book",
      agent: 30,
      server: 300,
      resultBy: 4,
      client: undefined,
      answeredIn: undefined,
    },
  ]);
});

it("counts what an app took from the end of the run to the request with its answer", () => {
  const reading = new Reading();
  readRequest(reading, CALLED, { startedAt: 1000 });
  readRequest(reading, [[0, started + finished]], { startedAt: 3000, body: body([answer("c")]) });
  const { times, answers } = timesOf(reading);
  expect(times).toMatchObject([{ agent: 30, server: undefined, resultBy: undefined, client: 1940, answeredIn: 1 }]);
  // The answer ended a millisecond after its last chunk.
  expect(answers.waitBefore(1)).toEqual({ exchange: 1, ms: 1939, resumes: false });
  expect(answers.waitBefore(0)).toBeUndefined();
});

it("does not take a result that a request only repeats for the app's own", () => {
  const reading = new Reading();
  readRequest(
    reading,
    [
      [0, started],
      [10, start("c")],
      [40, end("c")],
      [90, result("c")],
      [95, finished],
    ],
    { startedAt: 1000 },
  );
  readRequest(reading, [[0, started + finished]], { startedAt: 3000, body: body([{ ...answer("c"), id: "renamed" }]) });
  expect(timesOf(reading).times).toMatchObject([{ server: 50, client: undefined, answeredIn: undefined }]);
});

it("gives what passed around an interrupt to the client, not to the server", () => {
  const reading = new Reading();
  readRequest(reading, CALLED, { startedAt: 1000 });
  readRequest(
    reading,
    [
      [5, started],
      [30, result("c")],
      [40, finished],
    ],
    {
      startedAt: 9000,
      body: body([], { resume: [{ interruptId: "i" }] }),
    },
  );
  // 21 ms until the first answer ended and 30 in the second; 7 939 between them.
  expect(timesOf(reading).times).toMatchObject([{ agent: 30, server: 51, client: 7939, answeredIn: undefined }]);
});

it("knows which request answered an interrupt", () => {
  const reading = new Reading();
  readRequest(reading, [[0, started + finished]], { startedAt: 0 });
  readRequest(reading, [[0, started + finished]], {
    startedAt: 500,
    body: body([], { resume: [{ interruptId: "i" }] }),
  });
  expect(timesOf(reading).answers.waitBefore(1)).toMatchObject({ resumes: true });
});

it("makes up no time where a clock was set back or a capture has none", () => {
  const back = new Reading();
  readRequest(
    back,
    [
      [0, started],
      [1, start("c")],
      [2, end("c")],
      [60, finished],
    ],
    { startedAt: 9000 },
  );
  readRequest(back, [[0, started]], { startedAt: 3000, body: body([answer("c")]) });
  expect(timesOf(back).times).toMatchObject([{ agent: 1, client: undefined, answeredIn: 1 }]);
  const capture = new Reading();
  readRequest(capture, [[0, started + start("c") + end("c") + result("c")]], { via: "file" });
  expect(timesOf(capture).times).toMatchObject([{ agent: undefined, server: undefined, resultBy: 4 }]);
});

it("reads a call that came in chunks, and one that never ended", () => {
  const reading = new Reading();
  readRequest(reading, [
    [0, started],
    [10, sse({ type: "TOOL_CALL_CHUNK", toolCallId: "c", toolCallName: "book", delta: "{" })],
    [25, sse({ type: "TOOL_CALL_CHUNK", delta: "}" })],
    [30, start("d")],
  ]);
  expect(timesOf(reading).times).toMatchObject([
    { id: "c", agent: 20 },
    { id: "d", agent: undefined, endedBy: undefined },
  ]);
});

it("tells calls of one id apart, each with its own answer", () => {
  const reading = new Reading();
  readRequest(reading, CALLED, { startedAt: 1000 });
  readRequest(
    reading,
    [
      [0, started],
      [20, start("c")],
      [25, end("c")],
      [30, result("c")],
      [35, start("c2")],
      [50, start("c")],
      [90, finished],
    ],
    { startedAt: 3000, body: body([answer("c")]) },
  );
  readRequest(
    reading,
    [
      [5, started],
      [7, start("c")],
      [17, end("c")],
      [20, finished],
    ],
    { startedAt: 9000, body: body([answer("c")]) },
  );
  readRequest(reading, [[0, started + finished]], { startedAt: 9500, body: body([answer("c"), answer("c")]) });
  expect(timesOf(reading).times).toMatchObject([{ startedBy: 2, agent: 30, client: 1940, answeredIn: 1 }]);
  expect(timesOf(reading, 1).times).toMatchObject([
    { id: "c", startedBy: 6, agent: 5, server: 5, resultBy: 8, client: undefined, answeredIn: undefined },
    { id: "c2", startedBy: 9 },
  ]);
  expect(timesOf(reading, 2).times).toMatchObject([{ agent: 10, server: undefined, client: 480, answeredIn: 3 }]);
});

it("gives the wait to the client where the answer to an interrupt makes the call again", () => {
  const reading = new Reading();
  readRequest(reading, CALLED, { startedAt: 1000 });
  readRequest(
    reading,
    [
      [0, started],
      [10, sse({ type: "TOOL_CALL_CHUNK", toolCallId: "c", toolCallName: "book", delta: "{" })],
      [15, sse({ type: "TOOL_CALL_CHUNK", delta: "}" })],
      [30, result("c")],
      [40, finished],
    ],
    { startedAt: 9000, body: body([], { resume: [{ interruptId: "i" }] }) },
  );
  expect(timesOf(reading).times).toMatchObject([{ agent: 30, server: undefined, client: 7940, answeredIn: 1 }]);
  expect(timesOf(reading, 1).times).toMatchObject([{ agent: 5, server: 15, client: undefined, resultBy: 8 }]);
});
