import * as fc from "fast-check";
import { expect, it } from "vitest";
import { cutAt } from "./cutsForTests.ts";
import { encodeRelayRecord, RelayRecordReader, type RelayRecord } from "./relayWire.ts";
import { SignalAssembler } from "./signalAssembler.ts";
import type { TransportSignal } from "./types.ts";

const utf8 = new TextEncoder();
const response = {
  status: 200,
  statusText: "OK",
  headers: [{ name: "content-type", value: "text/event-stream" }],
  url: "http://agent/",
  redirected: false,
};
const chunk = (text: string): RelayRecord => ({ type: "chunk", exchange: "1", time: 2.5, bytes: utf8.encode(text) });
const end: RelayRecord = { type: "end", exchange: "1", time: 9, reason: "complete", message: "" };

const records = fc.array(
  fc.oneof(
    fc.record({
      type: fc.constant("chunk" as const),
      exchange: fc.string(),
      time: fc.float({ noNaN: true, noDefaultInfinity: true }),
      bytes: fc.uint8Array({ maxLength: 40 }),
    }),
    fc.record({
      type: fc.constant("injected" as const),
      exchange: fc.string(),
      time: fc.nat(),
      injection: fc.record({ kind: fc.constant("drop" as const), says: fc.string({ unit: "grapheme" }) }),
    }),
  ),
);

it("gives back every record, wherever the network cuts", () => {
  fc.assert(
    fc.property(records, fc.array(fc.nat()), (sent, cuts) => {
      const wire = sent.map((record) => encodeRelayRecord(record));
      const all = new Uint8Array(wire.reduce((sum, each) => sum + each.length, 0));
      let at = 0;
      for (const each of wire) {
        all.set(each, at);
        at += each.length;
      }
      const reader = new RelayRecordReader();
      const got = cutAt(all, cuts).flatMap((piece) => {
        const read = reader.push(piece);
        return read.ok ? read.value : [];
      });
      // JSON knows no negative zero.
      expect(got).toEqual(sent.map((each) => ({ ...each, time: each.time + 0 })));
      expect(reader.isInside).toBe(false);
    }),
  );
});

it("gives back a small record at once, also after a large one that came in pieces", () => {
  const large = encodeRelayRecord({ type: "chunk", exchange: "1", time: 1, bytes: new Uint8Array(1000) });
  const small = encodeRelayRecord({ type: "chunk", exchange: "1", time: 2, bytes: new Uint8Array(1) });
  const reader = new RelayRecordReader();
  const counts = [large.subarray(0, 900), large.subarray(900), small].map((piece) => {
    const read = reader.push(piece);
    return read.ok ? read.value.length : -1;
  });
  expect(counts).toEqual([0, 1, 1]);
});

it("refuses what is no sequence of records", () => {
  const reader = new RelayRecordReader();
  expect(reader.push(utf8.encode("<!doctype html><title>502</title>")).ok).toBe(false);
  expect(new RelayRecordReader().push(new Uint8Array([0, 0, 0, 1, 0, 0, 0, 0, 0x78])).ok).toBe(false);
});

/** The signals of the records of one exchange. */
function signalsOf(given: readonly RelayRecord[]): TransportSignal[] {
  const signals: TransportSignal[] = [];
  const assembler = new SignalAssembler((signal) => void signals.push(signal));
  for (const record of given) void assembler.accept(record);
  return signals;
}

it("frames the bytes of a body and puts an injection where it happened", () => {
  const signals = signalsOf([
    { type: "response", exchange: "1", time: 1, response },
    chunk("data: {}\n\n"),
    { type: "injected", exchange: "1", time: 3, injection: { kind: "drop", says: "Frame 2 was left out." } },
    chunk("data: [1]\n\n"),
    end,
    chunk("after the end"),
  ]);
  expect(signals.map(({ type }) => type)).toEqual(["response", "chunk", "chunk", "chunk", "end"]);
  expect(signals[1]).toMatchObject({ frames: [{ kind: "event", data: "{}" }], time: 2.5 });
  expect(signals[2]).toMatchObject({ frames: [], notes: [{ code: "injected", offset: 10 }] });
  expect(signals[3]).toMatchObject({ frames: [{ data: "[1]", start: 10 }] });
});

it("takes each message of a WebSocket as a frame", () => {
  const message = (text: string, kind: "text" | "binary"): RelayRecord => ({
    ...(chunk(text) as Extract<RelayRecord, { type: "chunk" }>),
    message: kind,
  });
  const signals = signalsOf([
    { type: "response", exchange: "1", time: 1, response: { ...response, status: 101, headers: [] } },
    message('{"type":"RAW"}', "text"),
    message("\u0001\u0002", "binary"),
    end,
  ]);
  expect(signals.flatMap((signal) => (signal.type === "chunk" ? signal.frames : []))).toEqual([
    { kind: "text-message", start: 0, end: 14, data: '{"type":"RAW"}', unterminated: false },
    { kind: "binary-message", start: 14, end: 16, data: "", unterminated: false },
  ]);
});
