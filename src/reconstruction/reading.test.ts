import { expect, it } from "vitest";
import { BodyReader } from "#src/transport/bodyReader.ts";
import { Reading } from "./reading.ts";

const REQUEST = { method: "POST", url: "http://a/", headers: [], body: "", startedAt: 0, via: "" } as const;

/** Reads a body in pieces of `size` bytes, and looks at it after each, as a page does while a stream arrives. */
function read(body: string, size: number, limitBytes?: number): Reading {
  const reading = new Reading(limitBytes === undefined ? {} : { limitBytes });
  const reader = new BodyReader({ status: 200, contentType: "" });
  const bytes = new TextEncoder().encode(body);
  reading.receive({ type: "request", request: REQUEST });
  for (let at = 0; at < bytes.length; at += size) {
    const piece = bytes.subarray(at, at + size);
    reading.receive({ type: "chunk", time: at, bytes: piece, ...reader.push(piece) });
    reading.viewAt(reading.length);
  }
  reading.receive({ type: "end", time: bytes.length, reason: "complete", message: "", ...reader.end() });
  return reading;
}

const EVENTS = [
  { type: "RUN_STARTED", threadId: "t", runId: "r" },
  { type: "STEP_STARTED", stepName: "s" },
  { type: "TEXT_MESSAGE_START", messageId: "m", role: "assistant" },
  { type: "TEXT_MESSAGE_CONTENT", messageId: "m", delta: "a" },
  { type: "TOOL_CALL_START", toolCallId: "c", toolCallName: "f", parentMessageId: "m" },
  { type: "TOOL_CALL_ARGS", toolCallId: "c", delta: "{}" },
  { type: "TOOL_CALL_END", toolCallId: "c" },
  { type: "TEXT_MESSAGE_END", messageId: "m" },
  { type: "STEP_FINISHED", stepName: "s" },
  { type: "RUN_FINISHED", threadId: "t", runId: "r" },
];
const SSE = EVENTS.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");

it("shows the same however often it was looked at while it came", () => {
  const whole = read(SSE, SSE.length);
  const looked = read(SSE, 40);
  for (let seq = 0; seq <= EVENTS.length; seq++) expect(looked.viewAt(seq)).toEqual(whole.viewAt(seq));
  expect(looked.viewAt(EVENTS.length).runs).toMatchObject([{ status: "success" }]);
});

it("decodes a frame again to what it was, in every format", () => {
  for (const body of [
    SSE,
    EVENTS.map((event) => JSON.stringify(event)).join("\n"),
    JSON.stringify(EVENTS),
    JSON.stringify(EVENTS, null, 2),
  ]) {
    const reading = read(body, 64);
    expect(reading.length).toBe(EVENTS.length);
    expect(EVENTS.map((_, index) => reading.decodedAt(index + 1).json)).toEqual(EVENTS);
    expect(EVENTS.map((_, index) => reading.typeAt(index + 1))).toEqual(EVENTS.map(({ type }) => type));
  }
});

it("counts what comes after a recording is full, and says so", () => {
  const reading = read(SSE, 100, 350);
  expect(reading.log.byteLength).toBeLessThanOrEqual(350);
  expect(reading.log.byteLength + reading.droppedBytes).toBe(SSE.length);
  expect(reading.findings.map(({ rule }) => rule)).toContain("transport/recording-full");
});
