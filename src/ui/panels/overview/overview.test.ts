import { describe, expect, it } from "vitest";
import { readRequest, sse } from "#src/reconstruction/exchangeForTests.ts";
import { numberAxis, timeAxis, type Axis } from "#src/analysis/spans/axis.ts";
import { SortedNumbers } from "#src/lib/sortedNumbers.ts";
import { Reading } from "#src/reconstruction/reading.ts";
import { axisMarks } from "./axisMarks.ts";
import { eachColumn } from "./drawLanes.ts";
import { laneAt, layoutLanes, rowTop } from "./laneLayout.ts";
import { pauseWords, summaryWords } from "./overviewWords.ts";
import { clampView, eventsIn, placeAt, xOf, zoomedView, type Plot, type View } from "./plot.ts";
import { nextOf, placeWords, pointAt } from "./pointing.ts";
import { spansKnown } from "./spansKnown.ts";
import { tableRows } from "./tableRows.ts";

const started = { type: "RUN_STARTED", threadId: "t", runId: "r" };
const finished = { type: "RUN_FINISHED", threadId: "t", runId: "r" };
const message = (messageId: string): readonly object[] => [
  { type: "TEXT_MESSAGE_START", messageId, role: "assistant" },
  { type: "TEXT_MESSAGE_CONTENT", messageId, delta: "a" },
  { type: "TEXT_MESSAGE_END", messageId },
];
const call = [
  { type: "TOOL_CALL_START", toolCallId: "c", toolCallName: "book" },
  { type: "TOOL_CALL_END", toolCallId: "c" },
];

/** Two answers of 100 ms an event, a minute apart; the first leaves a call open. */
function plotOf(unit: Axis["unit"] = "ms", view?: View): Plot {
  const reading = new Reading();
  const answer = (events: readonly object[], startedAt: number): void =>
    readRequest(
      reading,
      events.map((event, at) => [at * 100, sse(event)] as const),
      { startedAt },
    );
  answer([started, ...message("a"), { type: "STATE_SNAPSHOT", snapshot: {} }, ...call, finished], 0);
  answer([started, ...message("b"), finished], 60_000);
  const { spans, answers, read } = spansKnown(reading);
  read(reading.length);
  const axis = unit === "ms" ? timeAxis(spans, answers) : numberAxis(spans);
  return { spans, axis, view: view ?? { from: 0, to: axis.length }, width: 512 };
}

describe("the part of an axis that is on screen", () => {
  it("turns places into pixels and back", () => {
    const plot = plotOf("ms", { from: 100, to: 600 });
    expect(xOf(plot, 100)).toBe(6);
    expect(xOf(plot, 600)).toBe(506);
    expect(placeAt(plot, xOf(plot, 345))).toBe(345);
  });

  it("stays within the axis, and is everything when it is as wide", () => {
    const { axis, view } = plotOf("events");
    expect(axis.length).toBe(14);
    expect(clampView(axis, -3, 4)).toEqual({ from: 0, to: 7 });
    expect(clampView(axis, 10, 20)).toEqual({ from: 4, to: 14 });
    expect(clampView(axis, -1, 30)).toBeUndefined();
    expect(zoomedView(axis, view, 7, 0.5)).toEqual({ from: 3.5, to: 10.5 });
    expect(zoomedView(axis, { from: 3.5, to: 10.5 }, 7, 2)).toBeUndefined();
  });

  it("knows its events, those at its edges included", () => {
    const { axis } = plotOf();
    expect(eventsIn(axis, { from: 100, to: 300 })).toEqual({ first: 2, last: 4 });
    expect(eventsIn(axis, { from: 101, to: 199 })).toBeUndefined();
    expect(eventsIn(axis, { from: 0, to: axis.length })).toEqual({ first: 1, last: 13 });
  });
});

describe("what is written and drawn", () => {
  it("marks round moments since the request of each answer, and round event numbers", () => {
    expect(axisMarks(plotOf("ms", { from: 0, to: 700 })).map(({ text }) => text)).toEqual([
      "0 s",
      "0.2 s",
      "0.4 s",
      "0.6 s",
    ]);
    expect(axisMarks(plotOf("events")).map(({ text }) => text)).toEqual(["#5", "#10"]);
  });

  it("draws what shares a pixel once", () => {
    const plot = { ...plotOf("events"), width: 40 };
    const all = new SortedNumbers();
    for (let seq = 1; seq <= 13; seq++) all.add(seq);
    const columns: number[] = [];
    eachColumn(plot, all, 4, (x) => columns.push(x));
    expect(columns.length).toBeLessThan(10);
    expect(columns).toEqual([...new Set(columns)].toSorted((a, b) => a - b));
  });

  it("gives a lane to what there is, and finds it by its place", () => {
    const plot = plotOf();
    const boxes = layoutLanes(plot.spans, plot.axis);
    expect(boxes.map(({ lane }) => lane)).toEqual(["run", "messages", "tools", "state", "waiting"]);
    for (const box of boxes) expect(laneAt(boxes, rowTop(box, 0) + 1)).toEqual({ box, row: 0 });
    expect(laneAt(boxes, 1000)).toBeUndefined();
  });

  it("says how long it all took, and not how long it is drawn", () => {
    const { spans, axis } = plotOf();
    expect(axis.length).toBeLessThan(2000);
    expect(summaryWords(spans, axis, layoutLanes(spans, axis))).toBe(
      "13 events over 1 min 0 s. run / steps: 2 spans, messages: 2 messages, tool calls: 1 call, state: 1 change, waiting: 1 pause.",
    );
    expect(axis.pauses.map((pause) => pauseWords(pause, "ms"))).toEqual([
      "Waiting for the client: 1 tool call · 59.3 s, drawn shorter",
    ]);
  });

  it("lists the spans of what is on screen, some of them if there are many", () => {
    const part = tableRows(plotOf("ms", { from: 250, to: 450 }), 10);
    expect(part.rows.map(({ what, label }) => `${what} ${label}`)).toEqual(["run r", "message a"]);
    expect(tableRows(plotOf(), 2)).toMatchObject({ total: 5, rows: [{ what: "run" }, { what: "message" }] });
  });
});

describe("pointing", () => {
  const at = (lane: string, place: number, unit: Axis["unit"] = "ms") => {
    const plot = plotOf(unit);
    const boxes = layoutLanes(plot.spans, plot.axis);
    const box = boxes.find((each) => each.lane === lane);
    return pointAt(plot, boxes, undefined, xOf(plot, place), box && rowTop(box, 0) + 2);
  };

  it("prefers an event of the lane that is pointed at", () => {
    expect(at("messages", 240)).toEqual({ seq: 3, text: "message a · 200 ms · events 2–4" });
    expect(at("state", 402)).toEqual({ seq: 5, text: "STATE_SNAPSHOT · event 5" });
    expect(at("state", 240)).toEqual({ seq: 3, text: "" });
    expect(at("tools", 580)).toEqual({ seq: 7, text: "tool call book · 200 ms · events 6–7 · no result in its run" });
    expect(at("nothing", 90).seq).toBe(2);
    expect(at("messages", 3, "events").text).toBe("message a · events 2–4");
  });

  it("goes from edge to edge of a lane and says what is there", () => {
    const plot = plotOf();
    expect([0, 2, 4, 10, 12].map((from) => nextOf(plot, "messages", from, 1))).toEqual([2, 4, 10, 12, undefined]);
    expect([13, 10, 2].map((from) => nextOf(plot, "messages", from, -1))).toEqual([12, 4, undefined]);
    expect(nextOf(plot, "waiting", 1, 1)).toBe(8);
    expect(nextOf(plot, "waiting", 8, 1)).toBe(9);
    expect(placeWords(plot, plot.axis, "messages", 3)).toBe("At event 3: message a · 200 ms · events 2–4");
    expect(placeWords(plot, plot.axis, "tools", 2)).toBe("At event 2: nothing goes on");
    expect(placeWords(plot, plot.axis, "waiting", 8)).toContain("Waiting for the client");
  });
});
