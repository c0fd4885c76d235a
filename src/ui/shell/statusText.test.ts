import { describe, expect, it } from "vitest";
import { Reading } from "#src/reconstruction/reading.ts";
import { BodyReader } from "#src/transport/bodyReader.ts";
import { firstTokenTime } from "./firstToken.ts";
import { heldSince, statusText } from "./statusText.ts";

function readingOf(via: string): Reading {
  const reading = new Reading();
  const body = new BodyReader({ status: 200, contentType: "text/event-stream" });
  const request = { method: "POST", url: "http://agent.test/", headers: [], body: "{}", startedAt: 0, via };
  reading.receive({ type: "request", request });
  const send = (time: number, json: object): void => {
    const bytes = new TextEncoder().encode(`data: ${JSON.stringify(json)}\n\n`);
    reading.receive({ type: "chunk", time, bytes, ...body.push(bytes) });
  };
  send(12, { type: "RUN_STARTED", threadId: "t", runId: "r" });
  send(40, { type: "TEXT_MESSAGE_START", messageId: "m", role: "assistant" });
  send(412, { type: "TEXT_MESSAGE_CONTENT", messageId: "m", delta: "a" });
  send(430, { type: "TEXT_MESSAGE_CONTENT", messageId: "m", delta: "b" });
  reading.receive({ type: "end", time: 4100, reason: "complete", message: "", ...body.end() });
  return reading;
}

describe("statusText", () => {
  it("counts the last run and says how long it took", () => {
    expect(statusText({ phase: "finished", detail: "" }, readingOf("direct"))).toBe("Finished · 4 events · 4.1 s");
  });

  it("makes up no duration for a capture without times", () => {
    expect(statusText({ phase: "finished", detail: "" }, readingOf("file"))).toBe("Finished · 4 events");
  });

  it("says why a run failed or what it waits for", () => {
    const reading = new Reading();
    expect(statusText({ phase: "failed", detail: "HTTP 404 Not Found" }, reading)).toBe("Failed · HTTP 404 Not Found");
    expect(statusText({ phase: "waiting", detail: "1 open interrupt." }, reading)).toBe(
      "Waiting for you · 1 open interrupt.",
    );
  });

  it("says the beginning of what an agent tells at length", () => {
    const detail = `RUN_ERROR: ${"Invalid messages. ".repeat(12)}(code bad_request)`;
    const said = statusText({ phase: "failed", detail }, new Reading());
    expect(said).toMatch(/^Failed · RUN_ERROR: Invalid messages\. .*\w.?…$/);
    expect(said.length).toBeLessThan(105);
  });

  it("holds no number that changes with each event of a stream", () => {
    expect(statusText({ phase: "streaming", detail: "213 events" }, readingOf("direct"))).toBe("Streaming");
    expect(statusText({ phase: "streaming", detail: "" }, readingOf("file"), true)).toBe("Reading");
  });
});

describe("firstTokenTime", () => {
  it("is when the first piece of content came, and stays so as the recording grows", () => {
    const reading = readingOf("direct");
    expect(firstTokenTime(reading)).toBe(412);
    expect(firstTokenTime(reading)).toBe(412);
  });

  it("is unknown for an empty recording and for a capture without times", () => {
    expect(firstTokenTime(new Reading())).toBeUndefined();
    expect(firstTokenTime(readingOf("file"))).toBeUndefined();
  });
});

describe("heldSince", () => {
  const held = { at: 12, breakpoint: "b", lastHit: "b", waitingBytes: 0, isStepping: false };
  it.each([
    [0, false, ""],
    [1, false, ", 1 more has come"],
    [1234, false, ", 1\u2009234 more have come"],
    [0, true, ", and the answer has ended"],
    [2, true, ", 2 more have come, and the answer has ended"],
  ])("says of %i waiting and an end %s: %j", (waiting, hasEnded, text) => {
    expect(heldSince({ ...held, waiting, hasEnded })).toBe(text);
  });
});
