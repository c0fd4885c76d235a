import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomEvent } from "#src/analysis/recordingsForTests.ts";
import { readAnswer, readRequest, sse } from "#src/reconstruction/exchangeForTests.ts";
import { Reading } from "#src/reconstruction/reading.ts";
import { BodyReader } from "#src/transport/bodyReader.ts";
import { RunComparison } from "./runComparison.ts";

type Event = Readonly<Record<string, unknown>>;

const STARTED = { type: "RUN_STARTED", threadId: "t", runId: "r" };
const FINISHED = { type: "RUN_FINISHED", threadId: "t", runId: "r" };
const message = (id: string, ...deltas: string[]): Event[] => [
  { type: "TEXT_MESSAGE_START", messageId: id, role: "assistant" },
  ...deltas.map((delta) => ({ type: "TEXT_MESSAGE_CONTENT", messageId: id, delta })),
  { type: "TEXT_MESSAGE_END", messageId: id },
];
const call = (id: string, name: string, ...deltas: string[]): Event[] => [
  { type: "TOOL_CALL_START", toolCallId: id, toolCallName: name },
  ...deltas.map((delta) => ({ type: "TOOL_CALL_ARGS", toolCallId: id, delta })),
  { type: "TOOL_CALL_END", toolCallId: id },
];

function readingOf(...events: readonly object[]): Reading {
  const reading = new Reading();
  readAnswer(reading, undefined, ...events);
  return reading;
}

/** Events that came while the answer goes on. */
function readPart(reading: Reading, events: readonly object[]): void {
  const bytes = new TextEncoder().encode(sse(...events));
  const body = new BodyReader({ status: 200, contentType: "text/event-stream" });
  reading.receive({ type: "chunk", time: 1, bytes, ...body.push(bytes) });
}

function compare(...runs: readonly (readonly object[])[]): RunComparison {
  const comparison = new RunComparison(runs.map((events) => ({ reading: readingOf(...events), exchange: 0 })));
  while (comparison.step());
  return comparison;
}

/** Every row as the events that begin it, "-" for none, with a mark where it differs. */
function table({ rows, columns }: RunComparison): string[] {
  return Array.from({ length: rows.length }, (_, row) => {
    const { cells, differs } = rows.at(row);
    const cell = (place: number, column: number): string =>
      `${differs[column] === true ? "≠" : ""}${place < 0 ? "-" : columns[column]?.at(place).seq}`;
    return cells.map(cell).join(" ");
  });
}

describe("comparing runs", () => {
  it("does not count ids, times, raw events and the cut of a text as differences", () => {
    const one = [STARTED, ...message("m", "Hel", "lo"), ...call("c", "search", '{"q":1,', '"n":2}'), FINISHED];
    const other = [
      { ...STARTED, threadId: "x", runId: "y", timestamp: 5, rawEvent: { a: 1 } },
      ...message("n", "H", "", "ello"),
      ...call("d", "search", '{ "n": 2, "q": 1 }'),
      { ...FINISHED, threadId: "x", runId: "y" },
    ];
    const comparison = compare(one, other);
    expect(comparison.firstDifference).toBeUndefined();
    expect(comparison.rows.isOver).toBe(true);
    expect(table(comparison)).toHaveLength(8);
    expect(comparison.columns.map(({ deltas }) => deltas)).toEqual([4, 4]);
  });

  it("takes chunks for the events that they stand for", () => {
    const chunks = [
      STARTED,
      { type: "TEXT_MESSAGE_CHUNK", messageId: "m", role: "assistant", delta: "Hel" },
      { type: "TEXT_MESSAGE_CHUNK", delta: "lo" },
      FINISHED,
    ];
    const comparison = compare([STARTED, ...message("m", "Hello"), FINISHED], chunks);
    expect(comparison.firstDifference).toBeUndefined();
    expect(comparison.columns[1]?.at(1)).toMatchObject({ type: "TEXT_MESSAGE_START", chunked: true });
  });

  it("says where a text parts, with the delta that holds the place", () => {
    const comparison = compare(
      [STARTED, ...message("m", "The weather ", "in Paris ", "is fine"), FINISHED],
      [STARTED, ...message("m", "The ", "weather in ", "London is fine"), FINISHED],
    );
    expect(comparison.firstDifference).toMatchObject({ row: 2, column: 1, leftSeq: 4, rightSeq: 5, textAt: 15 });
    expect(comparison.firstDifference?.sentence).toContain("from character 16 on: “…weather in London is fine”");
    expect(comparison.rows.differencesIn(1)).toBe(1);
  });

  it("says which argument differs", () => {
    const comparison = compare(
      [STARTED, ...call("c", "search", '{"city":"Paris"}'), FINISHED],
      [STARTED, ...call("c", "search", '{"city":"Rome"}'), FINISHED],
    );
    expect(comparison.firstDifference?.sentence).toBe(
      'Arguments differ at /city: "Rome"; in the first column "Paris".',
    );
  });

  it("meets again after what only one run sends", () => {
    const extra = call("c", "search", "{}");
    const comparison = compare(
      [STARTED, ...message("m", "Hi"), FINISHED],
      [STARTED, ...extra, ...message("n", "Hi"), FINISHED],
    );
    expect(table(comparison)).toEqual(["1 1", "- ≠2", "- ≠3", "- ≠4", "2 5", "3 6", "4 7", "5 8"]);
    expect(comparison.firstDifference?.sentence).toBe("It sends TOOL_CALL_START, which the first column does not.");
    expect(comparison.rows.differencesIn(1)).toBe(3);
  });

  it("says what a run that ends early does not send", () => {
    const comparison = compare([STARTED, ...message("m", "Hi"), FINISHED], [STARTED]);
    expect(table(comparison)).toEqual(["1 1", "2 ≠-", "3 ≠-", "4 ≠-", "5 ≠-"]);
    expect(comparison.firstDifference).toMatchObject({
      leftSeq: 2,
      rightSeq: undefined,
      sentence: "It does not send TEXT_MESSAGE_START.",
    });
  });

  it("sees that a result belongs to another call", () => {
    const calls = [...call("a", "f", "{}"), ...call("b", "f", "{}")];
    const result = (toolCallId: string): Event => ({
      type: "TOOL_CALL_RESULT",
      messageId: "m",
      toolCallId,
      content: "x",
    });
    const comparison = compare([...calls, result("a")], [...calls, result("b")]);
    expect(comparison.firstDifference?.sentence).toBe(
      "TOOL_CALL_RESULT is about another tool call than in the first column.",
    );
    expect(comparison.firstDifference?.rightSeq).toBe(7);
  });

  it("puts what two other columns have in one place beside each other", () => {
    const step = { type: "STEP_STARTED", stepName: "s" };
    const comparison = compare([STARTED, FINISHED], [STARTED, step, FINISHED], [STARTED, step, step, FINISHED]);
    expect(table(comparison)).toEqual(["1 1 1", "- ≠2 ≠2", "- - ≠3", "2 3 4"]);
  });

  it("compares one exchange of a recording with another, and frames that are no events", () => {
    const reading = readingOf(STARTED, FINISHED);
    readRequest(reading, [[1, `: hello\n\n${sse(STARTED)}data: nonsense\n\n`]]);
    const comparison = new RunComparison([
      { reading, exchange: 0 },
      { reading, exchange: 1 },
    ]);
    while (comparison.step());
    expect(table(comparison)).toEqual(["1 4", "2 ≠-", "- ≠5"]);
  });

  it("waits while a run goes on, and shows what came without judging it", () => {
    const live = new Reading();
    live.receive({
      type: "request",
      request: { method: "POST", url: "http://a/", headers: [], body: "", startedAt: 0, via: "direct" },
    });
    const comparison = new RunComparison([
      { reading: readingOf(STARTED, ...message("m", "Hi"), FINISHED), exchange: 0 },
      { reading: live, exchange: 0 },
    ]);
    while (comparison.step());
    expect([comparison.rows.length, comparison.rows.pending, comparison.firstDifference]).toEqual([0, 5, undefined]);
    readPart(live, message("n", "H", "ey").slice(0, -1));
    while (comparison.step());
    expect(comparison.columns[1]?.at(1).joined).toMatchObject({ text: "Hey", deltas: 2 });
    expect(comparison.rows.length).toBe(0);
    live.receive({ type: "end", time: 1, reason: "complete", message: "", frames: [], notes: [] });
    while (comparison.step());
    expect([comparison.rows.length, comparison.rows.pending]).toEqual([5, 0]);
    expect(table(comparison)).toEqual(["1 ≠-", "2 1", "3 ≠2", "4 ≠-", "5 ≠-"]);
  });
});

const DELTAS = ["TEXT_MESSAGE_CONTENT", "REASONING_MESSAGE_CONTENT", "TOOL_CALL_ARGS"];

/** The same events with other ids and times, and every text cut elsewhere. */
function retold(events: readonly Event[], cuts: readonly number[]): Event[] {
  const rename = (value: unknown, key?: string): unknown => {
    if (Array.isArray(value)) return value.map((each) => rename(each));
    if (typeof value === "object" && value !== null)
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, rename(each, name)]));
    const isId = key === "id" || /^(message|toolCall|run|thread|subagentRun|parentSubagentRun)Id$/.test(key ?? "");
    return isId && typeof value === "string" ? `${value}-other` : value;
  };
  return events.flatMap((event, at): Event[] => {
    const data = ["value", "snapshot", "content", "result"].filter((key) => key in event);
    const kept = Object.fromEntries(data.map((key) => [key, event[key]]));
    const renamed = { ...(rename(event) as Event), ...kept, timestamp: at };
    const { delta } = event;
    if (!DELTAS.includes(String(event["type"])) || typeof delta !== "string") return [renamed];
    const cut = (cuts[at % Math.max(1, cuts.length)] ?? 0) % (delta.length + 1);
    return [delta.slice(0, cut), delta.slice(cut)].map((piece) => ({ ...renamed, delta: piece }));
  });
}

describe("properties of a comparison", () => {
  const events = fc.array(randomEvent as fc.Arbitrary<Event>, { maxLength: 40 });

  it("finds that a run equals itself with other ids, times and cuts", () => {
    fc.assert(
      fc.property(events, fc.array(fc.nat(9), { minLength: 1, maxLength: 5 }), (run, cuts) => {
        const comparison = compare(run, retold(run, cuts));
        expect(comparison.rows.isOver).toBe(true);
        expect(comparison.firstDifference?.sentence).toBeUndefined();
      }),
    );
  });

  it("finds the one event that was changed", () => {
    const custom = (value: number): Event => ({ type: "CUSTOM", name: "mark", value });
    fc.assert(
      fc.property(events, events, (before, after) => {
        const comparison = compare([...before, custom(1), ...after], [...before, custom(2), ...after]);
        expect(comparison.firstDifference).toMatchObject({ leftSeq: before.length + 1, rightSeq: before.length + 1 });
        expect(comparison.rows.differences.length).toBe(1);
      }),
    );
  });

  it("gives every row of every column exactly one place, in its order", () => {
    fc.assert(
      fc.property(fc.array(events, { minLength: 2, maxLength: 4 }), (runs) => {
        const { rows, columns } = compare(...runs);
        expect(rows.isOver).toBe(true);
        for (const [column, { length }] of columns.entries()) {
          const cells = Array.from({ length: rows.length }, (_, row) => rows.at(row).cells[column] as number);
          expect(cells.filter((cell) => cell !== -1)).toEqual(Array.from({ length }, (_, place) => place));
        }
      }),
    );
  });
});
