import { expect, it } from "vitest";
import { LogSignals } from "#src/recording/logSignals.ts";
import { recordingSignals } from "#src/recording/replayRecording.ts";
import { writeRecording } from "#src/recording/writeRecording.ts";
import { Reading } from "#src/reconstruction/reading.ts";
import { readingOf, receive } from "#src/run/pending/readingForTests.ts";
import { keepPosted } from "./keepPosted.ts";

const STARTED = { type: "RUN_STARTED", threadId: "t", runId: "r" };
const ASKED = { type: "TOOL_CALL_REQUEST", toolCallId: "x", toolName: "locate" };
const FINISHED = { type: "RUN_FINISHED", threadId: "t", runId: "r" };
const NOTHING = { frames: [], notes: [] } as const;

const posted = (reading: Reading): readonly string[] =>
  reading.findings.filter(({ rule }) => rule === "scope/posted").map(({ seq, message }) => `${seq} ${message}`);
const again = (reading: Reading): Reading => {
  const read = new Reading();
  for (const signal of recordingSignals([...writeRecording(reading.log, "")], (problem) => expect(problem).toBe("")))
    read.receive(signal);
  return read;
};

it("what was posted is kept with the frame after which it was, and in the file", () => {
  const reading = readingOf({ body: {}, answer: [STARTED, ASKED], open: true });
  expect(keepPosted(reading, 0, "Posted.")).toBe(true);
  const bytes = new TextEncoder().encode(`data: ${JSON.stringify(FINISHED)}\n\n`);
  const start = reading.log.byteLength;
  const frame = {
    kind: "event",
    start,
    end: start + bytes.length,
    data: JSON.stringify(FINISHED),
    unterminated: false,
  };
  reading.receive({ type: "chunk", time: 5, bytes, frames: [frame as never], notes: [] });
  reading.receive({ type: "end", time: 6, reason: "complete", message: "", ...NOTHING });
  const expected = ["2 Posted."];
  expect(posted(reading)).toEqual(expected);
  expect(posted(again(reading))).toEqual(expected);
  // It is no arrival: what came after it keeps its chunk and its time.
  expect(reading.log.entry(3)).toMatchObject({ chunk: 2, time: 5 });
});

it("an outcome that came after the end of the stream is kept as well, until the next request", () => {
  const reading = readingOf({ body: {}, answer: [STARTED, ASKED, FINISHED] });
  const signals = new LogSignals(reading.log);
  while (signals.next()) {
    // Whoever reads along has heard the end.
  }
  keepPosted(reading, 0, "HTTP 200.");
  expect(posted(again(reading))).toEqual(posted(reading));
  expect(posted(reading)).toEqual(["3 HTTP 200."]);
  receive(reading, { body: {}, answer: `data: ${JSON.stringify(STARTED)}\r\n\r\n` });
  expect(keepPosted(reading, 0, "Too late.")).toBe(false);
  const told: string[] = [];
  for (let signal = signals.next(); signal; signal = signals.next())
    told.push(...("notes" in signal ? signal.notes.map(({ code }) => code) : []));
  expect(told).toContain("crlf");
});
