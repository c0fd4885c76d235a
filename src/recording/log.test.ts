import { expect, it } from "vitest";
import type { WireFrame, WireRequest } from "#src/transport/types.ts";
import { RecordingLog } from "./log.ts";

const request: WireRequest = { method: "POST", url: "http://a/", headers: [], body: "{}", startedAt: 0, via: "direct" };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const frame = (start: number, end: number, kind: WireFrame["kind"] = "event"): WireFrame => ({
  kind,
  start,
  end,
  data: "",
  unterminated: false,
});

it("numbers frames from 1 and says where, when and in which chunk each came", () => {
  const log = new RecordingLog();
  log.beginExchange(request);
  log.appendChunk(1.5, bytes("data: a\n\ndata: b\n\nda"), [frame(0, 9), frame(9, 18)]);
  log.appendChunk(7, bytes("ta: c\n\n"), [frame(18, 27)]);
  expect(log.length).toBe(3);
  expect(log.entry(2)).toEqual({
    seq: 2,
    kind: "event",
    unterminated: false,
    exchange: 0,
    offset: 9,
    byteLength: 9,
    chunk: 1,
    time: 1.5,
  });
  expect(log.entry(3)).toMatchObject({ offset: 18, chunk: 2, time: 7 });
  expect(new TextDecoder().decode(log.bytes(3))).toBe("data: c\n\n");
});

it("counts offsets and chunks anew in each exchange and events on", () => {
  const log = new RecordingLog();
  log.beginExchange(request);
  log.appendChunk(1, bytes("data: a\n\n\n"), [frame(0, 9)]);
  log.endExchange({ reason: "complete", message: "", time: 2 });
  log.beginExchange(request);
  log.appendChunk(3, bytes(": x\n\n"), [frame(0, 5, "comment")]);
  expect(log.entry(2)).toMatchObject({ exchange: 1, offset: 0, chunk: 1, time: 3, kind: "comment" });
  expect(log.exchanges.map(({ firstSeq }) => firstSeq)).toEqual([1, 2]);
  expect(new TextDecoder().decode(log.bytesAfterFrames(0))).toBe("\n");
  expect(log.bytesAfterFrames(1)).toHaveLength(0);
});

it("keeps a frame that only the end of the body closed", () => {
  const log = new RecordingLog();
  log.beginExchange(request);
  log.appendChunk(4, bytes("data: {"), []);
  log.appendChunk(9, new Uint8Array(0), [{ ...frame(0, 7), unterminated: true }]);
  expect(log.entry(1)).toMatchObject({ unterminated: true, chunk: 1, time: 4, byteLength: 7 });
});
