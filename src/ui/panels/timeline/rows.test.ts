import { describe, expect, it } from "vitest";
import { STALL_MS } from "#src/analysis/stallMs.ts";
import { Reading } from "#src/reconstruction/reading.ts";
import { BodyReader } from "#src/transport/bodyReader.ts";
import { timelineRow, type TimelineRow } from "./rows.ts";

const encoder = new TextEncoder();

/** A reading of exchanges, each given as chunks that arrive at a time. */
function readingOf(
  exchanges: readonly (readonly (readonly [time: number, text: string])[])[],
  via = "direct",
): Reading {
  const reading = new Reading();
  for (const chunks of exchanges) {
    const body = new BodyReader({ status: 200, contentType: "text/event-stream" });
    const request = { method: "POST", url: "http://agent.test/", headers: [], body: "{}", startedAt: 0, via };
    reading.receive({ type: "request", request });
    for (const [time, text] of chunks) {
      const bytes = encoder.encode(text);
      reading.receive({ type: "chunk", time, bytes, ...body.push(bytes) });
    }
    reading.receive({ type: "end", time: chunks.at(-1)?.[0] ?? 0, reason: "complete", message: "", ...body.end() });
  }
  return reading;
}

const event = (json: object): string => `data: ${JSON.stringify(json)}\n\n`;
const started = event({ type: "RUN_STARTED", threadId: "t", runId: "r" });
const finished = event({ type: "RUN_FINISHED", threadId: "t", runId: "r" });

const rowOf = (reading: Reading, seq: number): TimelineRow => timelineRow(reading, seq, STALL_MS);

const text = (reading: Reading, seq: number): string =>
  rowOf(reading, seq)
    .summary.map((part) => part.text)
    .join(" ");

describe("timelineRow", () => {
  it("says when a frame came, and how long after the one before it", () => {
    const reading = readingOf([
      [
        [120, started],
        [122.4, event({ type: "STEP_STARTED", stepName: "plan" })],
        [2613, event({ type: "STEP_FINISHED", stepName: "plan" }) + finished],
      ],
    ]);
    const rows = [1, 2, 3, 4].map((seq) => rowOf(reading, seq));
    expect(rows.map(({ time }) => time)).toEqual(["120", "122", "2\u2009613", "2\u2009613"]);
    expect(rows.map(({ gap }) => gap)).toEqual(["+120", "+2.4", "+2\u2009491", "+0"]);
    expect(rows.map(({ slow }) => slow)).toEqual([false, false, true, false]);
  });

  it("knows no times of a capture that holds none", () => {
    const row = rowOf(readingOf([[[0, started]]], "file"), 1);
    expect([row.time, row.gap, row.slow]).toEqual(["–", "", false]);
  });

  it("marks where a further request begins and counts its times from there", () => {
    const reading = readingOf([[[100, started + finished]], [[40, started + finished]]]);
    const rows = [1, 2, 3, 4].map((seq) => rowOf(reading, seq));
    expect(rows.map(({ boundary }) => boundary)).toEqual([undefined, undefined, "request 2", undefined]);
    expect(rows[2]?.gap).toBe("+40");
  });

  it("shows an event with the family of its type", () => {
    const reading = readingOf([
      [[1, started + event({ type: "TOOL_CALL_START", toolCallId: "c1", toolCallName: "f" })]],
    ]);
    expect(rowOf(reading, 2)).toMatchObject({ family: "tool", type: "TOOL_CALL_START" });
  });

  it("shows comments and bare fields as they came", () => {
    const reading = readingOf([[[1, `${started}: keep-alive\n\nretry: 3000\n\n`]]]);
    expect(rowOf(reading, 2)).toMatchObject({ family: "other", type: ": keep-alive" });
    expect(text(reading, 2)).toBe("SSE comment");
    expect(rowOf(reading, 3)).toMatchObject({ type: "retry: 3000" });
  });

  it("shows the raw text of what is no JSON, on one line", () => {
    const reading = readingOf([[[1, `${started}data: {"type":\ndata: "X"\n\n`]]]);
    const row = rowOf(reading, 2);
    expect(row).toMatchObject({ type: "not JSON", severity: "error" });
    expect(text(reading, 2)).toBe('{"type":⏎"X"');
    expect(row.problem).not.toBe("");
  });

  it("keeps the name of a type that AG-UI does not have, and the family of one that is only broken", () => {
    const reading = readingOf([[[1, started + event({ type: "FANCY", a: 1 }) + event({ type: "TOOL_CALL_ARGS" })]]]);
    expect(rowOf(reading, 2)).toMatchObject({ type: "FANCY", family: "other" });
    expect(text(reading, 2)).toBe('{"type":"FANCY","a":1}');
    expect(rowOf(reading, 3)).toMatchObject({ type: "TOOL_CALL_ARGS", family: "tool", severity: "error" });
  });

  it("shows a retired type under the name that was sent", () => {
    const reading = readingOf([[[1, started + event({ type: "THINKING_START" })]]]);
    expect(rowOf(reading, 2)).toMatchObject({ type: "THINKING_START", family: "reasoning" });
  });

  it("shows a body that is no stream", () => {
    const reading = readingOf([[[1, "<!doctype html><title>Not here</title>"]]]);
    expect(rowOf(reading, 1).type).toBe("body, no stream");
    expect(text(reading, 1)).toContain("Not here");
  });

  it("says what AG-UI Scope did, beside what is wrong with the frame", () => {
    const mark = ': agui-scope injected {"kind":"drop","says":"Dropped a frame here."}\n\n';
    const reading = readingOf([[[1, `${started}${mark}${finished}`]]]);
    const rows = [1, 2, 3].map((seq) => rowOf(reading, seq));
    expect(rows.map(({ injected }) => injected)).toEqual([
      "",
      "A comment in the stream says: Dropped a frame here.",
      "",
    ]);
  });
});
