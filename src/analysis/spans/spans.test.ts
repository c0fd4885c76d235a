import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EventIndex } from "#src/analysis/eventIndex.ts";
import { readRequest, sse } from "#src/reconstruction/exchangeForTests.ts";
import { RequestAnswers } from "#src/analysis/toolTimes.ts";
import { Reading } from "#src/reconstruction/reading.ts";
import { numberAxis, timeAxis } from "./axis.ts";
import { LANES } from "./lanes.ts";
import { spanFacts } from "./spanFacts.ts";
import { SpanReader } from "./spanReader.ts";

function readerOf(reading: Reading): SpanReader {
  return new SpanReader(reading, new EventIndex(reading));
}

function readOn(spans: SpanReader, upTo: number): void {
  spans.index.read(upTo);
  spans.read(upTo);
}

function spansOf(...answers: readonly (readonly object[])[]): SpanReader {
  const reading = new Reading();
  // Events are a tenth of a second apart, answers begin a second after the one before ended.
  answers.forEach((events, index) =>
    readRequest(
      reading,
      events.map((event, at) => [at * 100, sse(event)] as const),
      { startedAt: index * 100_000 },
    ),
  );
  const spans = readerOf(reading);
  readOn(spans, reading.length);
  return spans;
}

/** Every span as text: lane, row, what, name, events, where it stops, state. */
function written(spans: SpanReader): readonly string[] {
  const axis = numberAxis(spans);
  const { table } = spans;
  return Array.from({ length: table.length }, (_, id) => {
    const { lane, what, label, firstSeq, lastSeq, end, state, goesOn, problem } = spanFacts(spans, axis, id);
    const parts = [lane, table.row(id), what, label, `${firstSeq}-${lastSeq}`, `to ${end}`, state];
    return [...parts, goesOn ? "goes on" : "", problem ?? "", table.middle(id) || ""]
      .filter((part) => part !== "")
      .join(" ");
  });
}

const started = { type: "RUN_STARTED", threadId: "t", runId: "r" };
const finished = { type: "RUN_FINISHED", threadId: "t", runId: "r" };
const opened = (messageId: string): object => ({ type: "TEXT_MESSAGE_START", messageId, role: "assistant" });
const text = (messageId: string): object => ({ type: "TEXT_MESSAGE_CONTENT", messageId, delta: "a" });
const closed = (messageId: string): object => ({ type: "TEXT_MESSAGE_END", messageId });
const call = (toolCallId: string): readonly object[] => [
  { type: "TOOL_CALL_START", toolCallId, toolCallName: "book" },
  { type: "TOOL_CALL_ARGS", toolCallId, delta: "{}" },
  { type: "TOOL_CALL_END", toolCallId },
];

describe("SpanReader", () => {
  it("gives each thing a span from its first event to its last, and what overlaps rows of its own", () => {
    const spans = spansOf([
      started,
      { type: "STEP_STARTED", stepName: "plan" },
      opened("a"),
      opened("b"),
      text("a"),
      closed("a"),
      text("b"),
      closed("b"),
      { type: "STEP_FINISHED", stepName: "plan" },
      finished,
    ]);
    expect(written(spans)).toEqual([
      "run 0 run r 1-10 to 10 ended",
      "run 0 step plan 2-9 to 9 ended",
      "messages 0 message a 3-6 to 6 ended",
      "messages 1 message b 4-8 to 8 ended",
    ]);
  });

  it("lets a tool call reach to its result, or to the end of the run that leaves it open", () => {
    const result = { type: "TOOL_CALL_RESULT", toolCallId: "c1", messageId: "m", content: "ok" };
    const spans = spansOf([started, ...call("c1"), ...call("c2"), result, finished]);
    expect(written(spans).slice(1)).toEqual([
      "tools 0 tool call book 2-8 to 8 ended 4",
      "tools 1 tool call book 5-7 to 9 called 7",
    ]);
    expect(spans.leftOpen(0)).toEqual({ to: "client", count: 1 });
  });

  it("knows what an answer leaves to the client or to a human", () => {
    const interrupted = {
      ...finished,
      outcome: {
        type: "interrupt",
        interrupts: [
          { id: "i", reason: "ask" },
          { id: "j", reason: "ask" },
        ],
      },
    };
    const cancelled = { ...finished, outcome: { type: "cancelled" } };
    const spans = spansOf(
      [started, ...call("c1"), interrupted],
      [started, ...call("c2"), cancelled],
      [started, ...call("c3"), { type: "RUN_ERROR", message: "no" }],
      [started, ...call("c4"), finished, started, finished],
      [started, ...call("c5")],
      [started, { ...finished, outcome: { type: "success", pendingToolCallIds: ["c5", "c6"] } }],
    );
    expect([0, 1, 2, 3, 4, 5].map((exchange) => spans.leftOpen(exchange))).toEqual([
      { to: "human", count: 2 },
      undefined,
      undefined,
      undefined,
      undefined,
      { to: "client", count: 2 },
    ]);
  });

  it("never makes a span longer by what comes after its end, and never takes one into the next answer", () => {
    const spans = spansOf(
      [started, opened("a"), closed("a"), text("a"), opened("b"), finished],
      [started, closed("b"), finished],
    );
    expect(written(spans)).toEqual([
      "run 0 run r 1-6 to 6 ended error",
      "messages 0 message a 2-3 to 3 ended",
      "messages 0 message a 4-4 to 6 open error",
      "messages 1 message b 5-5 to 6 open",
      "run 0 run r 7-9 to 9 ended",
      "messages 0 message b 8-8 to 8 ended error",
    ]);
  });

  it("ends a chunked message where its producer goes on with something else, a tool call then waits for its result", () => {
    const chunk = (delta: string, messageId?: string): object => ({ type: "TEXT_MESSAGE_CHUNK", messageId, delta });
    const spans = spansOf([
      started,
      chunk("a", "m"),
      chunk("b"),
      { type: "TOOL_CALL_CHUNK", toolCallId: "c", toolCallName: "book", delta: "{}" },
      { type: "STATE_SNAPSHOT", snapshot: {} },
      { type: "TOOL_CALL_RESULT", toolCallId: "c", messageId: "o", content: "" },
      chunk("c", "n"),
      finished,
    ]);
    expect(written(spans).slice(1)).toEqual([
      "messages 0 message m 2-3 to 3 ended",
      "tools 0 tool call book 4-6 to 6 ended 4",
      "messages 0 message n 7-7 to 7 ended",
    ]);
    expect(spans.ticks.state.length).toBe(1);
  });

  it("puts a subagent below the one that started it", () => {
    const begin = (subagentRunId: string, parentSubagentRunId?: string): object => ({
      type: "SUBAGENT_STARTED",
      subagentRunId,
      name: subagentRunId,
      parentSubagentRunId,
    });
    const end = (subagentRunId: string): object => ({ type: "SUBAGENT_FINISHED", subagentRunId });
    const spans = spansOf([
      started,
      begin("a"),
      begin("b", "a"),
      begin("c"),
      begin("d", "c"),
      end("b"),
      begin("e", "a"),
      finished,
    ]);
    const rows = written(spans)
      .slice(1)
      .map((line) => line.split(" ").slice(1, 4).join(" "));
    expect(rows).toEqual(["0 subagent a", "1 subagent b", "2 subagent c", "3 subagent d", "1 subagent e"]);
  });

  it("draws a phase of reasoning as the ground of its messages, whatever their ids", () => {
    const at = (type: string, messageId: string): object => ({ type, messageId, role: "reasoning", delta: "x" });
    const spans = spansOf([
      started,
      at("REASONING_START", "x"),
      at("REASONING_MESSAGE_START", "x"),
      at("REASONING_MESSAGE_CONTENT", "x"),
      at("REASONING_MESSAGE_END", "x"),
      at("REASONING_END", "x"),
      finished,
    ]);
    expect(written(spans).slice(1)).toEqual([
      "reasoning 0 reasoning x 2-6 to 6 ended",
      "reasoning 0 reasoning x 3-5 to 5 ended",
    ]);
    expect([1, 2].map((id) => spans.table.isBase(id))).toEqual([true, false]);
  });

  const id = fc.constantFrom("a", "b", "c");
  const event = fc.oneof(
    fc.constantFrom<object>(started, finished, { type: "RUN_ERROR", message: "x" }, { type: "UNKNOWN" }),
    id.map(opened),
    id.map(text),
    id.map(closed),
    fc.record({ type: fc.constant("TEXT_MESSAGE_CHUNK"), messageId: fc.option(id, { nil: undefined }), delta: id }),
    fc.record({
      type: fc.constantFrom("STEP_STARTED", "STEP_FINISHED"),
      stepName: id,
      subagentRunId: fc.option(id, { nil: undefined }),
    }),
    fc.record({
      type: fc.constantFrom("TOOL_CALL_START", "TOOL_CALL_ARGS", "TOOL_CALL_END"),
      toolCallId: id,
      toolCallName: id,
      delta: id,
    }),
    fc.record({
      type: fc.constant("TOOL_CALL_CHUNK"),
      toolCallId: fc.option(id, { nil: undefined }),
      toolCallName: id,
      delta: id,
    }),
    fc.record({ type: fc.constant("TOOL_CALL_RESULT"), toolCallId: id, messageId: id, content: id }),
    fc.record({
      type: fc.constantFrom("SUBAGENT_STARTED", "SUBAGENT_FINISHED"),
      subagentRunId: id,
      name: id,
      parentSubagentRunId: fc.option(id, { nil: undefined }),
    }),
    fc.record({
      type: fc.constantFrom("REASONING_START", "REASONING_MESSAGE_START", "REASONING_MESSAGE_END", "REASONING_END"),
      messageId: id,
      role: fc.constant("reasoning"),
    }),
    fc.record({ type: fc.constant("ACTIVITY_SNAPSHOT"), messageId: id, activityType: id, content: fc.constant({}) }),
    fc.constant<object>({ type: "STATE_DELTA", delta: [{ op: "remove", path: "/nothing" }] }),
  );
  const streams = fc.array(fc.array(event, { maxLength: 30, size: "max" }), { minLength: 1, maxLength: 3 });

  it("reads in pieces what it reads at once", () => {
    fc.assert(
      fc.property(streams, fc.infiniteStream(fc.nat(4)), (answers, behind) => {
        const reading = new Reading();
        const stepwise = readerOf(reading);
        for (const events of answers) {
          readRequest(
            reading,
            events.map((each, at) => [at, sse(each)] as const),
          );
          while (reading.length - stepwise.at > (behind.next().value as number))
            readOn(stepwise, Math.min(reading.length, stepwise.at + 1 + (behind.next().value as number)));
        }
        readOn(stepwise, reading.length);
        const atOnce = readerOf(reading);
        readOn(atOnce, reading.length);
        expect(written(stepwise)).toEqual(written(atOnce));
        for (const { id: lane } of LANES) expect(stepwise.ticks[lane]).toEqual(atOnce.ticks[lane]);
        expect(stepwise.errors).toEqual(atOnce.errors);
        expect(stepwise.warnings).toEqual(atOnce.warnings);
      }),
    );
  });

  it("has every event of a thing within a span of it, and subagents below what started them", () => {
    fc.assert(
      fc.property(streams, (answers) => {
        const spans = spansOf(...answers);
        const { table, reading, index } = spans;
        const faults: string[] = [];
        const ownsSpan = /^(RUN|STEP|TEXT|TOOL|SUBAGENT|ACTIVITY|REASONING_(START|END|MESS))/;
        for (let seq = 1; seq <= reading.length; seq++) {
          const span = spans.spanOf(seq);
          const type = reading.typeAt(seq) ?? "";
          if (span === undefined) {
            if (ownsSpan.test(type)) faults.push(`${seq} has no span`);
            continue;
          }
          const [first, last] = [table.first(span), table.last(span)];
          if (first > seq || last < seq) faults.push(`${seq} lies outside of ${first}-${last}`);
          if (reading.log.exchangeOf(first) !== reading.log.exchangeOf(last)) faults.push(`${first}-${last} crosses`);
          const isOwn = table.entity(span) === index.entityNumberAt(seq);
          if (!type.startsWith("RUN") && !isOwn) faults.push(`${seq} is in the span of another`);
          const { event: begun } = reading.decodedAt(first);
          if (begun?.type !== "SUBAGENT_STARTED" || begun.parentSubagentRunId === undefined) continue;
          for (let other = 0; other < span; other++) {
            const isParent =
              table.lane(other) === "subagents" && index.entity(table.entity(other))?.id === begun.parentSubagentRunId;
            const goesOn = table.until(other) === 0 || table.until(other) > first;
            if (isParent && goesOn && table.row(span) <= table.row(other)) faults.push(`${first} is not below`);
          }
        }
        expect(faults).toEqual([]);
        for (const { id: lane } of LANES)
          for (const row of table.rowsOf(lane).slice(0, -1))
            for (let at = 1; at < row.length; at++) {
              const until = table.until(row.at(at - 1));
              expect(until).toBeGreaterThan(0);
              expect(until).toBeLessThanOrEqual(table.first(row.at(at)));
            }
      }),
    );
  });
});

describe("axes", () => {
  const at = (startedAt: number, via = "direct"): object => ({ startedAt, via });
  const two = (gap: number, via?: string): SpanReader => {
    const reading = new Reading();
    readRequest(
      reading,
      [
        [0, sse(started)],
        [999, sse(...call("c"), finished)],
      ],
      at(0, via),
    );
    readRequest(
      reading,
      [
        [10, sse(started)],
        [499, sse(finished)],
      ],
      at(1000 + gap, via),
    );
    const spans = readerOf(reading);
    readOn(spans, reading.length);
    return spans;
  };

  it("puts answers as far apart as they were, and says for whom the time between was", () => {
    const spans = two(200);
    const axis = timeAxis(spans, new RequestAnswers(spans.reading.log));
    expect(axis.pauses).toEqual([
      {
        exchange: 1,
        start: 1000,
        end: 1200,
        ms: 200,
        isShortened: false,
        goesOn: false,
        left: { to: "client", count: 1 },
      },
    ]);
    expect([1, 2, 6, 7].map((seq) => axis.at(seq))).toEqual([0, 999, 1210, 1699]);
    expect([-1, 0, 998, 999, 1100, 1209, 1210, 5000].map((place) => axis.seqAt(place))).toEqual([
      0, 1, 1, 5, 5, 5, 6, 7,
    ]);
    expect(axis.length).toBe(1700);
  });

  it("shortens a long pause without lying about its length, and one that nobody knows", () => {
    const long = two(60_000);
    expect(timeAxis(long, new RequestAnswers(long.reading.log)).pauses).toMatchObject([
      { start: 1000, end: 1250, ms: 60_000, isShortened: true },
    ]);
    const backwards = two(-600);
    expect(timeAxis(backwards, new RequestAnswers(backwards.reading.log)).pauses).toMatchObject([
      { start: 1000, end: 1250, ms: undefined, isShortened: true },
    ]);
  });

  it("goes on with what waits for its answer", () => {
    const spans = spansOf([started, ...call("c"), finished]);
    const [pause] = timeAxis(spans, new RequestAnswers(spans.reading.log)).pauses;
    expect(pause).toMatchObject({ exchange: 1, goesOn: true, ms: undefined, left: { to: "client", count: 1 } });
  });

  it("never goes back and keeps its places while more comes, as time and as numbers", () => {
    const answer = fc.record({
      gaps: fc.array(fc.integer({ min: -20, max: 300 }), { maxLength: 6 }),
      wait: fc.integer({ min: -50, max: 2000 }),
    });
    fc.assert(
      fc.property(fc.array(answer, { minLength: 1, maxLength: 4 }), (answers) => {
        const reading = new Reading();
        const spans = readerOf(reading);
        const places: { readonly time: number; readonly number: number }[] = [];
        let startedAt = 0;
        for (const { gaps, wait } of answers) {
          let time = 5;
          startedAt += wait;
          readRequest(
            reading,
            gaps.map((gap) => [Math.max(0, (time += gap)), sse(started)] as const),
            { startedAt },
          );
          startedAt += time;
          readOn(spans, reading.length);
          const axes = { time: timeAxis(spans, new RequestAnswers(reading.log)), number: numberAxis(spans) };
          for (let seq = 1; seq <= reading.length; seq++) {
            const now = { time: axes.time.at(seq), number: axes.number.at(seq) };
            expect(now).toEqual(places[seq - 1] ?? now);
            places[seq - 1] = now;
            for (const axis of [axes.time, axes.number]) {
              expect(axis.at(seq)).toBeGreaterThanOrEqual(axis.at(seq - 1));
              expect(axis.at(seq)).toBeLessThanOrEqual(axis.length);
              expect(axis.at(axis.seqAt(axis.at(seq)))).toBe(axis.at(seq));
            }
          }
        }
      }),
    );
  });
});
