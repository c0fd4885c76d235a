import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { framePayload } from "#src/transport/framePayload.ts";
import type { FrameKind, TransportSignal, WireFrame } from "#src/transport/types.ts";
import type { LineProblem } from "./format.ts";
import { Annotations, type Annotation } from "./annotations.ts";
import { RecordingLog } from "./log.ts";
import { readHeader } from "./readRecording.ts";
import { recordingSignals } from "./replayRecording.ts";
import { writeRecording } from "./writeRecording.ts";

const CREATED = "2026-11-21T00:00:00.000Z";

function logOf(signals: Iterable<TransportSignal>): RecordingLog {
  const log = new RecordingLog();
  for (const signal of signals) {
    if (signal.type === "request") log.beginExchange(signal.request);
    else if (signal.type === "response") log.setResponse(signal.time, signal.response);
    else if (signal.type === "chunk") log.appendChunk(signal.time, signal.bytes, signal.frames, signal.notes);
    else {
      log.appendChunk(signal.time, new Uint8Array(0), signal.frames, signal.notes);
      log.endExchange({ reason: signal.reason, message: signal.message, time: signal.time });
    }
  }
  return log;
}

const written = (log: RecordingLog): string[] => [...writeRecording(log, CREATED)];

/** Everything that a log tells, for comparison. */
const contents = (log: RecordingLog): unknown => ({
  exchanges: log.exchanges,
  entries: Array.from({ length: log.length }, (_, index) => ({
    ...log.entry(index + 1),
    bytes: [...log.bytes(index + 1)],
  })),
  notes: log.notes,
  rest: log.exchanges.map(({ index }) => [...log.bytesAfterFrames(index)]),
});

/** One exchange of arbitrary frames, some of them split over chunks, with notes and bytes after the last frame. */
const exchangeArbitrary = fc
  .record({
    frames: fc.array(
      fc.record({
        bytes: fc.oneof(
          fc.uint8Array({ minLength: 5, maxLength: 30 }),
          fc.constant(new TextEncoder().encode("data: {é}\n\n")),
        ),
        kind: fc.constantFrom<FrameKind>("event", "comment", "protobuf", "json"),
        cuts: fc.nat({ max: 2 }),
        note: fc.boolean(),
      }),
      { maxLength: 8 },
    ),
    together: fc.boolean(),
    rest: fc.constantFrom("", "\n\n"),
    body: fc.constantFrom('{"threadId":"t"}', '{ "spaced": 1 }', "not json", ""),
  })
  .map(({ frames, together, rest, body }): TransportSignal[] => {
    const signals: TransportSignal[] = [
      {
        type: "request",
        request: {
          method: "POST",
          url: "http://h/x",
          headers: [{ name: "token" }],
          body,
          startedAt: 1000,
          via: "direct",
        },
      },
      {
        type: "response",
        time: 0.5,
        response: {
          status: 200,
          statusText: "OK",
          httpVersion: "1.1",
          headers: [{ name: "content-type", value: "a" }],
          url: "http://h/x",
          redirected: false,
        },
      },
    ];
    let start = 0;
    let time = 1;
    for (const { bytes, kind, cuts, note } of frames) {
      const frame: WireFrame = {
        kind,
        start,
        end: start + bytes.length,
        data: framePayload(kind, bytes, start),
        unterminated: false,
      };
      start = frame.end;
      for (let cut = 0; cut < cuts; cut++) {
        signals.push({ type: "chunk", time, bytes: bytes.subarray(cut, cut + 1), frames: [], notes: [] });
      }
      if (!together) time += 0.125;
      const notes = note ? [{ code: "crlf", offset: start, detail: "x" } as const] : [];
      signals.push({ type: "chunk", time: (time += 0.25), bytes: bytes.subarray(cuts), frames: [frame], notes });
    }
    if (rest) signals.push({ type: "chunk", time, bytes: new TextEncoder().encode(rest), frames: [], notes: [] });
    signals.push({ type: "end", time: time + 1, reason: "complete", message: "", frames: [], notes: [] });
    return signals;
  });

/** Text that no encoder would send: halves of surrogate pairs, controls. */
const anyCharCodes = fc.array(fc.nat({ max: 0xffff })).map((codes) => String.fromCharCode(...codes));

/** One exchange of some frames, each in a chunk of its own. */
const framesSignals = (count: number): TransportSignal[] => [
  { type: "request", request: { method: "POST", url: "", headers: [], body: "", startedAt: 0, via: "" } },
  ...Array.from({ length: count }, (_, index) => ({
    type: "chunk" as const,
    time: index,
    bytes: new TextEncoder().encode("data: 1\n\n"),
    frames: [{ kind: "event" as const, start: index * 9, end: index * 9 + 9, data: "1", unterminated: false }],
    notes: [],
  })),
];

describe("a recording file", () => {
  it("gives back what it was written from", () => {
    fc.assert(
      fc.property(fc.array(exchangeArbitrary, { minLength: 1, maxLength: 3 }), (exchanges) => {
        const log = logOf(exchanges.flat());
        const problems: LineProblem[] = [];
        const again = logOf(recordingSignals(written(log), (problem) => problems.push(problem)));
        expect(problems).toEqual([]);
        // Times of chunks that completed no frame are not kept, and nothing shows them; all else is equal.
        expect(written(again)).toEqual(written(log));
        expect(contents(again)).toEqual(contents(log));
      }),
    );
  });

  it("never holds the values of request headers, nor credentials from an address", () => {
    const log = logOf([
      {
        type: "request",
        request: {
          method: "POST",
          url: "https://user:s3cret@s3cret@host/agent?x=1",
          headers: [{ name: "authorization", value: "Bearer s3cret" }],
          body: "{}",
          startedAt: 0,
          via: "direct",
        },
      },
    ]);
    expect(written(log).join("")).not.toContain("s3cret");
    expect(written(log).join("")).toContain("https://host/agent?x=1");
  });

  it("keeps bookmarks and notes exactly, and nothing else changes by them", () => {
    fc.assert(
      fc.property(
        fc.array(exchangeArbitrary, { minLength: 1, maxLength: 3 }),
        fc.array(fc.tuple(fc.nat(), fc.oneof(fc.constant(""), fc.string({ unit: "binary" }), anyCharCodes))),
        (exchanges, notes) => {
          const log = logOf(exchanges.flat());
          const annotations = new Annotations();
          if (log.length > 0) for (const [at, note] of notes) annotations.set(1 + (at % log.length), note);
          const lines = [...writeRecording(log, CREATED, annotations.list)];
          const read: Annotation[] = [];
          const problems: LineProblem[] = [];
          const again = logOf(
            recordingSignals(
              lines,
              (problem) => problems.push(problem),
              (annotation) => read.push(annotation),
            ),
          );
          expect(problems).toEqual([]);
          expect(read).toEqual(annotations.list);
          expect(contents(again)).toEqual(contents(log));
        },
      ),
    );
  });

  it("keeps a note with its event when lines before it are lost, and reports one whose event is", () => {
    const lines = written(logOf(framesSignals(4)));
    const note = (n: unknown, text: unknown = "x"): string => JSON.stringify({ annotation: { n, note: text } });
    lines.splice(2, 1, "{ broken");
    lines.push(note(1), note(2), note(4, "the last"), note(5), note(1.5), note(1, 7), note(undefined));
    const read: Annotation[] = [];
    const problems: LineProblem[] = [];
    const signals = recordingSignals(
      lines,
      (problem) => problems.push(problem),
      (annotation) => read.push(annotation),
    );
    expect([...signals].length).toBeGreaterThan(0);
    expect(read).toEqual([
      { seq: 1, note: "x" },
      { seq: 3, note: "the last" },
    ]);
    expect(problems.slice(2).map(({ message }) => message)).toEqual([
      "The note belongs to frame 2, which was not read before it, and is left out: x",
      "The note belongs to frame 5, which was not read before it, and is left out: x",
      'An annotation needs the number "n" of its event, not 1.5.',
      'The annotation of event 1 has no "note" text.',
      'An annotation needs the number "n" of its event, not null.',
    ]);
  });

  it("loses only its last line when cut off", () => {
    fc.assert(
      fc.property(exchangeArbitrary, fc.nat(), (signals, cut) => {
        const text = written(logOf(signals)).join("");
        const kept = text.slice(0, cut % (text.length + 1));
        const whole = kept.split("\n").length - 1;
        const problems: LineProblem[] = [];
        for (const signal of recordingSignals(kept.split("\n"), (problem) => problems.push(problem))) void signal;
        expect(problems.filter(({ line }) => line <= whole)).toEqual([]);
        expect(problems.length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("reports a bad line with its number and loads the rest", () => {
    const lines = written(logOf(framesSignals(3)));
    lines[2] = "{ broken\n";
    const problems: LineProblem[] = [];
    const again = logOf(recordingSignals(lines, (problem) => problems.push(problem)));
    expect(again.length).toBe(2);
    expect(problems).toEqual([
      { line: 3, message: "The line is no JSON: { broken\n" },
      { line: 4, message: "Frame 3 follows frame 1: frames are missing or out of order. It is shown as event 2." },
    ]);
  });

  it("refuses a newer version and says what to do", () => {
    const header = JSON.stringify({ format: "agui-scope/recording", version: 2 });
    const read = readHeader(header);
    expect(read).toMatchObject({ ok: false });
    expect(!read.ok && read.error).toContain("Open it with a newer AG-UI Scope");
  });
});
