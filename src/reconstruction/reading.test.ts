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

it("puts a fact about the bytes on the frame that holds them, however they were cut", () => {
  const body = SSE.replace('data: {"type":"TEXT_MESSAGE_CONTENT', ' data: x\ndata: {"type":"TEXT_MESSAGE_CONTENT');
  for (const size of [7, 40, body.length]) {
    const found = read(body, size).findings.filter(({ rule }) => rule === "transport/leading-space");
    expect(found.map(({ seq }) => seq)).toEqual([4]);
  }
});

it("finds a key that comes twice, and a number that loses digits, anywhere in an event", () => {
  const rules = (event: string): string[] => {
    const reading = read(`data: {"type":"RUN_STARTED","threadId":"t","runId":"r"}\n\ndata: ${event}\n\n`, 1000);
    return reading
      .findingsAt(2)
      .map(({ rule }) => rule)
      .filter((rule) => rule.startsWith("json/"));
  };
  expect(rules('{"type":"TEXT_MESSAGE_START","messageId":"a","messageId":"b"}')).toEqual(["json/duplicate-key"]);
  expect(rules('{"type": "STATE_SNAPSHOT", "snapshot": {"a": 1, "a": 2}}')).toEqual(["json/duplicate-key"]);
  expect(rules('{"type":"STATE_SNAPSHOT","snapshot":{"a":9007199254740993}}')).toEqual(["json/unsafe-integer"]);
  expect(rules('{"type": "CUSTOM", "name": "n", "value": [1.0, "\\u00e9"]}')).toEqual([]);
});
