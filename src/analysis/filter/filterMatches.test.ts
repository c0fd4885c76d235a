import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EventIndex } from "#src/analysis/eventIndex.ts";
import { readRequest, sse } from "#src/reconstruction/exchangeForTests.ts";
import { Reading } from "#src/reconstruction/reading.ts";
import { BodyReader } from "#src/transport/bodyReader.ts";
import { FilterMatches } from "./filterMatches.ts";
import { FrameTest } from "./frameTest.ts";
import { parseFilter } from "./parseFilter.ts";

const ids = fc.constantFrom("a", "b", "call");
const words = fc.constantFrom("hotel", "Lisbon", "", "é\n", '"');
const place = fc.constantFrom("/trip", "/trip/hotel", "/x", "/list/-");
const event: fc.Arbitrary<object> = fc.oneof(
  fc.record({ type: fc.constant("RUN_STARTED"), threadId: fc.constant("t"), runId: ids }),
  fc.record({ type: fc.constant("RUN_FINISHED"), threadId: fc.constant("t"), runId: ids }),
  fc.record({ type: fc.constantFrom("TEXT_MESSAGE_START", "TEXT_MESSAGE_END"), messageId: ids }),
  fc.record({ type: fc.constant("TEXT_MESSAGE_CONTENT"), messageId: ids, delta: words, subagentRunId: ids }),
  fc.record({ type: fc.constant("TEXT_MESSAGE_CHUNK"), delta: words }),
  fc.record({ type: fc.constant("TOOL_CALL_RESULT"), messageId: ids, toolCallId: ids, content: words }),
  fc.record({
    type: fc.constant("STATE_SNAPSHOT"),
    snapshot: fc.constantFrom({}, { trip: { hotel: 1 } }, { x: 1 }, []),
  }),
  fc.record({
    type: fc.constant("STATE_DELTA"),
    delta: fc.array(fc.record({ op: fc.constantFrom("add", "replace"), path: place, value: fc.constant(1) })),
  }),
  fc.record({ type: fc.constantFrom("NO_SUCH", "THINKING_START", "THINKING_END") }),
);
const frame = fc.oneof(
  { weight: 8, arbitrary: event.map((one) => sse(one)) },
  { weight: 1, arbitrary: fc.constantFrom(": comment\n\n", "data: hotel\n\n", "id: 7\n\n") },
);
const arrivals = fc.array(fc.tuple(fc.nat({ max: 700 }), fc.array(frame, { maxLength: 4 })), { maxLength: 8 });
type Arrivals = readonly (readonly [number, readonly string[]])[];

const TERMS =
  "type:text -type:state family:text,other hotel -lisbon text:h path:/trip path:/x,/list id:a -id:c* run:1 run:b subagent:a " +
  "has:problem -has:error has:warning,note has:bookmark -has:problem gap>100ms gap=0 n:3..9 -n:..4";
const term = fc.constantFrom(...TERMS.split(" "));
const filter = fc.array(term, { maxLength: 3 }).map((terms) => terms.join(" "));

function read(reading: Reading, chunks: Arrivals): void {
  let at = 0;
  readRequest(
    reading,
    chunks.map(([gap, frames]) => [(at += gap), frames.join("")] as const),
  );
}

const matchesOf = (reading: Reading, text: string): FilterMatches =>
  new FilterMatches(new FrameTest(parseFilter(text).terms, reading, new EventIndex(reading)), reading);

const listOf = (matches: FilterMatches): readonly number[] =>
  Array.from({ length: matches.count }, (_, index) => matches.seqAt(index));

/** Every frame asked by itself, with all that is known by now. */
function naive(reading: Reading, text: string): readonly number[] {
  const index = new EventIndex(reading);
  index.read(reading.length);
  return Array.from({ length: reading.length }, (_, at) => at + 1).filter((seq) =>
    parseFilter(text).terms.every((one) => new FrameTest([one], reading, index).matches(seq)),
  );
}

describe("matches", () => {
  it("are the events that meet every term, in order and each once", () => {
    fc.assert(
      fc.property(arrivals, filter, (chunks, text) => {
        const reading = new Reading();
        read(reading, chunks);
        const matches = matchesOf(reading, text);
        matches.read(reading.length);
        expect(listOf(matches)).toEqual(naive(reading, text));
        for (let seq = 0; seq <= reading.length + 1; seq++)
          expect(matches.indexOf(seq)).toBe(listOf(matches).findLastIndex((match) => match <= seq));
      }),
      { numRuns: 300 },
    );
  });

  it("grow to what a fresh look finds, whatever became known later", () => {
    const steps = fc.array(fc.tuple(arrivals, fc.nat({ max: 20 }), fc.option(fc.constantFrom("", "a note"))), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(steps, filter, fc.integer({ min: 1, max: 7 }), (runs, text, stride) => {
        const reading = new Reading();
        const matches = matchesOf(reading, text);
        for (const [chunks, seq, note] of runs) {
          read(reading, chunks);
          // What is said of an event that was looked at already must move it in or out.
          if (note !== null && seq >= 1) reading.annotations.set(seq, note);
          else reading.annotations.remove(seq);
          do matches.read(matches.at + stride);
          while (matches.at < reading.length);
          expect(listOf(matches)).toEqual(naive(reading, text));
        }
      }),
      { numRuns: 300 },
    );
  });

  it("take in an event about which something is found later, and tell that the list was rewritten", () => {
    const reading = new Reading();
    const body = new BodyReader({ status: 200, contentType: "text/event-stream" });
    reading.receive({
      type: "request",
      request: { method: "POST", url: "http://a/", headers: [], body: "", startedAt: 0, via: "direct" },
    });
    const bytes = new TextEncoder().encode(
      sse(
        { type: "RUN_STARTED", threadId: "t", runId: "r" },
        { type: "TEXT_MESSAGE_START", messageId: "m", role: "assistant" },
      ),
    );
    reading.receive({ type: "chunk", time: 1, bytes, ...body.push(bytes) });
    const matches = matchesOf(reading, "has:problem");
    matches.read(reading.length);
    const before = listOf(matches);
    reading.receive({ type: "end", time: 2, reason: "complete", message: "", ...body.end() });
    matches.read(reading.length);
    expect(listOf(matches)).toEqual(naive(reading, "has:problem"));
    expect(listOf(matches).length).toBeGreaterThan(before.length);
    expect(matches.rewrites).toBeGreaterThan(0);
  });
});
