import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BodyReader } from "#src/transport/bodyReader.ts";
import type { TransportSignal, WireNote } from "#src/transport/types.ts";
import { Reading } from "#src/reconstruction/reading.ts";
import { readRequest, sse } from "#src/reconstruction/exchangeForTests.ts";
import { STALL_MS } from "./stallMs.ts";
import { TimingReader, type ExchangeTiming } from "./timing.ts";

/** Everything that a timing says, as plain values. */
const facts = (timing: ExchangeTiming): object => ({
  firsts: timing.firsts,
  gaps: [timing.gaps.count, timing.gaps.max, timing.gaps.percentile(0.5), timing.gaps.percentile(0.95)],
  histogram: timing.gaps.histogram(),
  counts: [timing.frames, timing.arrivals, timing.sharedFrames, timing.backwards, timing.injectedGaps],
  slowest: timing.slowest,
  stalls: [STALL_MS, 3].map((ms) =>
    Array.from({ length: timing.stalls.count(ms) }, (_, index) => timing.stalls.at(index, ms)),
  ),
  bytes: timing.bytes,
  pace: [timing.pace.characters, timing.pace.streamedCharacters, timing.pace.textMs, timing.pace.outputMs],
});

const read = (arrivals: Parameters<typeof readRequest>[1], via?: string): ExchangeTiming => {
  const reading = new Reading();
  readRequest(reading, arrivals, via === undefined ? {} : { via });
  const reader = new TimingReader(reading);
  reader.read(reading.length);
  return reader.of(0);
};

const started = { type: "RUN_STARTED", threadId: "t", runId: "r" };
const text = (delta: string, messageId = "m"): object => ({ type: "TEXT_MESSAGE_CONTENT", messageId, delta });
const opened = { type: "TEXT_MESSAGE_START", messageId: "m", role: "assistant" };

describe("TimingReader", () => {
  it("tells when the first event, text, reasoning and tool call came", () => {
    const { firsts } = read([
      [5, ": hello\n\n"],
      [10, sse(started)],
      [20, sse(opened, text(""))],
      [30, sse(text("Hi"))],
      [40, sse({ type: "REASONING_START", messageId: "x" })],
      [50, sse({ type: "TOOL_CALL_START", toolCallId: "c", toolCallName: "f" })],
      [60, sse(text(" again"))],
    ]);
    expect(firsts).toEqual({
      event: { seq: 2, time: 10 },
      text: { seq: 5, time: 30 },
      reasoning: { seq: 6, time: 40 },
      toolCall: { seq: 7, time: 50 },
    });
  });

  it("takes gaps between arrivals, not between the frames of one chunk", () => {
    const timing = read([
      [100, sse(started, opened)],
      [130, sse(text("a"), text("b"), text("c"))],
      [130 + STALL_MS, sse(text("d"))],
    ]);
    expect(timing.frames).toBe(6);
    expect(timing.arrivals).toBe(3);
    expect(timing.sharedFrames).toBe(3);
    expect(timing.gaps.count).toBe(2);
    expect(timing.gaps.percentile(0.5)).toBe(30);
    expect(timing.slowest).toEqual([
      { seq: 6, ms: STALL_MS, injected: false },
      { seq: 3, ms: 30, injected: false },
    ]);
    expect(timing.stalls.count(STALL_MS)).toBe(1);
    expect(timing.stalls.at(0, STALL_MS)).toEqual({ seq: 6, ms: STALL_MS, injected: false });
    expect(timing.stalls.count(30)).toBe(2);
    expect(timing.stalls.at(0, 30)).toEqual({ seq: 3, ms: 30, injected: false });
    expect(timing.stalls.count(31)).toBe(1);
  });

  it("counts the characters that came while text streamed, and time once where two messages stream", () => {
    const { pace } = read([
      [0, sse(started)],
      [10, sse(text("first", "a"))],
      [20, sse(text("12345", "b"))],
      [30, sse(text("ab", "a"))],
      [50, sse(text("cd", "b"))],
      [1000, sse({ type: "RUN_FINISHED", threadId: "t", runId: "r" })],
    ]);
    expect(pace.characters).toBe(14);
    expect(pace.streamedCharacters).toBe(4);
    expect(pace.textMs).toBe(40);
    expect(pace.outputMs).toBe(40);
  });

  it("counts no text for time that came with the first piece, and knows which message a chunk without an id continues", () => {
    const chunk = (delta: string, messageId?: string): object => ({ type: "TEXT_MESSAGE_CHUNK", messageId, delta });
    const { pace } = read([
      [10, sse(chunk("first", "a"), chunk("with it"))],
      [20, sse(chunk("next"))],
      [500, sse(chunk("other", "b"))],
      [510, sse(chunk("last"))],
    ]);
    expect(pace.characters).toBe(25);
    expect(pace.streamedCharacters).toBe(8);
    expect(pace.textMs).toBe(20);
  });

  it("keeps the longest gaps, the earlier one first where two are equal", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { maxLength: 40 }), (gaps) => {
        let time = 0;
        const timing = read([[0, sse(started)], ...gaps.map((gap) => [(time += gap), sse(opened)] as const)]);
        const all = gaps.map((ms, index) => ({ seq: index + 2, ms, injected: false }));
        expect(timing.slowest).toEqual(all.toSorted((a, b) => b.ms - a.ms || a.seq - b.seq).slice(0, 8));
      }),
    );
  });

  it("counts bytes by family, and what holds no event apart", () => {
    const ping = ": ping\n\n";
    const { bytes } = read([[0, ping + sse(started) + "data: {\n\n" + sse({ type: "NO_SUCH" })]]);
    expect(bytes).toEqual([
      { family: "run", frames: 1, bytes: sse(started).length },
      { family: "unread", frames: 2, bytes: "data: {\n\n".length + sse({ type: "NO_SUCH" }).length },
      { family: "comment", frames: 1, bytes: ping.length },
    ]);
  });

  it("knows no gaps of a capture without times", () => {
    const timing = read(
      [
        [0, sse(started)],
        [0, sse(opened)],
      ],
      "file",
    );
    expect(timing.timed).toBe(false);
    expect(timing.gaps.count).toBe(0);
    expect(timing.slowest).toEqual([]);
    expect(timing.frames).toBe(2);
  });

  it("leaves an arrival out that lies before the one before it, and says so", () => {
    const timing = read([
      [50, sse(started)],
      [20, sse(opened)],
      [30, sse(text("a"))],
    ]);
    expect(timing.backwards).toBe(1);
    expect(timing.gaps.count).toBe(1);
  });

  it("leaves out a gap that AG-UI Scope made, wherever it is said", () => {
    const mark = (kind: string): string => JSON.stringify({ kind, says: "Done." });
    const first = sse(started);
    for (const [kind, counts] of [
      ["delay", false],
      ["jitter", false],
      ["drip", false],
      ["held", false],
      ["corrupt", true],
    ] as const) {
      const note: WireNote = { code: "injected", offset: first.length, detail: mark(kind) };
      const byNote = read([
        [0, first],
        [900, sse(opened), [note]],
        [910, sse(text("a"))],
      ]);
      expect(byNote.gaps.count).toBe(counts ? 2 : 1);
      expect(byNote.injectedGaps).toBe(counts ? 0 : 1);
      expect(byNote.slowest[0]).toEqual({ seq: 2, ms: 900, injected: !counts });
      expect(byNote.stalls.at(0, STALL_MS)).toEqual({ seq: 2, ms: 900, injected: !counts });
      const byComment = read([
        [0, first],
        [1, `: agui-scope injected ${mark(kind)}\n\n`],
        [901, sse(opened)],
        [911, sse(text("a"))],
      ]);
      expect(byComment.injectedGaps).toBe(counts ? 0 : 1);
      expect(byComment.gaps.max).toBe(counts ? 900 : 10);
    }
  });

  it("keeps the exchanges of a conversation apart", () => {
    const reading = new Reading();
    readRequest(reading, [
      [10, sse(started)],
      [20, sse(opened)],
    ]);
    readRequest(reading, [
      [5000, sse(started)],
      [5007, sse(opened)],
    ]);
    const reader = new TimingReader(reading);
    reader.read(reading.length);
    expect(reader.of(0).gaps.max).toBe(10);
    expect(reader.of(1).gaps.max).toBe(7);
    expect(reader.of(1).firsts.event).toEqual({ seq: 3, time: 5000 });
    expect(reading.log.firstArrivalOf(0)).toBe(10);
    expect(reading.log.firstArrivalOf(1)).toBe(5000);
  });

  const event = fc.constantFrom<object>(
    started,
    opened,
    text("abc"),
    text("", "n"),
    text("defg", "n"),
    { type: "TEXT_MESSAGE_CHUNK", messageId: "k", delta: "x" },
    { type: "TEXT_MESSAGE_CHUNK", delta: "yz" },
    { type: "REASONING_MESSAGE_CONTENT", messageId: "q", delta: "hm" },
    { type: "TOOL_CALL_CHUNK", toolCallId: "c", toolCallName: "f", delta: "{" },
    { type: "TOOL_CALL_RESULT", messageId: "o", toolCallId: "c", content: "1" },
    { type: "STATE_SNAPSHOT", snapshot: {} },
    { type: "UNKNOWN" },
  );
  const arrival = fc.record({
    events: fc.array(event, { maxLength: 4 }),
    wait: fc.integer({ min: -3, max: 1200 }),
    marked: fc.constantFrom(undefined, "delay", "crlf"),
    stop: fc.boolean(),
  });

  it("says the same however it was read in between, at any cut of the stream", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(arrival, { maxLength: 12 }), { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 90 }),
        fc.infiniteStream(fc.nat(3)),
        (exchanges, pieceSize, strides) => {
          const reading = new Reading();
          const stepwise = new TimingReader(reading);
          const receive = (signal: TransportSignal): void => {
            reading.receive(signal);
            stepwise.read(Math.max(stepwise.at, reading.length - (strides.next().value as number)));
          };
          for (const arrivals of exchanges) {
            receive({
              type: "request",
              request: { method: "POST", url: "http://a/", headers: [], body: "", startedAt: 0, via: "direct" },
            });
            const body = new BodyReader({ status: 200, contentType: "text/event-stream" });
            let time = 0;
            let offset = 0;
            for (const { events, wait, marked } of arrivals) {
              time += wait;
              const bytes = new TextEncoder().encode(sse(...events));
              for (let from = 0; from < bytes.length; from += pieceSize) {
                const piece = bytes.slice(from, from + pieceSize);
                const { frames, notes } = body.push(piece);
                const mark: WireNote[] =
                  marked !== undefined && from === 0
                    ? [{ code: "injected", offset, detail: JSON.stringify({ kind: marked, says: "Done." }) }]
                    : [];
                receive({ type: "chunk", time: time + from / 1000, bytes: piece, frames, notes: [...mark, ...notes] });
                offset += piece.length;
              }
            }
            receive({ type: "end", time, reason: "complete", message: "", ...body.end() });
          }
          stepwise.read(reading.length);
          const atOnce = new TimingReader(reading);
          atOnce.read(reading.length);
          for (let index = 0; index < exchanges.length; index++)
            expect(facts(stepwise.of(index))).toEqual(facts(atOnce.of(index)));
        },
      ),
    );
  });
});
