import { expect, it } from "vitest";
import type { Exchange } from "#src/recording/types.ts";
import { waitingFor, type Progress } from "./waiting.ts";

const request = { method: "POST", url: "http://a.test/", headers: [], body: "{}", startedAt: 0, via: "direct" };
const response = { status: 200, statusText: "", headers: [], url: "", redirected: false, time: 1000 };
const waits = (part: Partial<Exchange>, progress: Partial<Progress>): string | undefined =>
  waitingFor(
    { index: 0, request, response: undefined, end: undefined, closing: undefined, firstSeq: 1, ...part },
    { elapsed: 0, lastArrival: undefined, lastSeq: 0, lastType: undefined, ...progress },
  )?.text;

it.each<[string, Partial<Exchange>, Partial<Progress>, string | undefined]>([
  ["a moment without an answer", {}, { elapsed: 4000 }, undefined],
  ["12 s without an answer", {}, { elapsed: 12_000 }, "No answer for 12 s."],
  ["8 s after the headers", { response }, { elapsed: 9000 }, "The headers came, but no event for 8.0 s."],
  ["a stream that goes on", { response }, { elapsed: 20_000, lastArrival: 6000, lastSeq: 3 }, undefined],
  [
    "a stream that stands still",
    { response },
    { elapsed: 26_000, lastArrival: 6000, lastSeq: 12, lastType: "TOOL_CALL_END" },
    "Nothing has come for 20 s since TOOL_CALL_END (event 12).",
  ],
  ["keep-alives", { response }, { elapsed: 60_000, lastArrival: 50_000, lastSeq: 9 }, undefined],
  ["one that is over", { end: { reason: "complete", message: "", time: 1 } }, { elapsed: 60_000 }, undefined],
])("%s", (_name, part, progress, text) => {
  expect(waits(part, progress)).toBe(text);
});

it("does not blame the agent for a stall that a fault rule made", () => {
  const exchange = { index: 0, request, response, end: undefined, closing: undefined, firstSeq: 1 };
  const progress = { elapsed: 26_000, lastArrival: 6000, lastSeq: 12, lastType: "RAW" };
  expect(waitingFor(exchange, progress)?.why).toContain("The agent may wait");
  expect(waitingFor(exchange, { ...progress, injected: "Stalled here." })?.why).toBe(
    "The stream was changed on purpose: “Stalled here.”",
  );
});
