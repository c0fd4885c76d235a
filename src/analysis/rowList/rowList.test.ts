import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EventIndex } from "#src/analysis/eventIndex.ts";
import { readRequest, sse } from "#src/reconstruction/exchangeForTests.ts";
import { gapBefore } from "#src/analysis/gapBefore.ts";
import { Reading } from "#src/reconstruction/reading.ts";
import { allEvents, type EventList } from "./eventList.ts";
import { FoldedRows, type FoldChoices } from "./foldedRows.ts";
import { FoldGroups } from "./foldGroups.ts";
import { plainRows, type ListRow, type RowList } from "./rowList.ts";

const STALL = 500;
const ALL = Number.POSITIVE_INFINITY;

/** One event of a stream, and milliseconds after the one before it. */
type Sent = readonly [event: object | string, gap: number];

const text = (id: string, delta = "ab"): object => ({ type: "TEXT_MESSAGE_CONTENT", messageId: id, delta });
const start = (id: string): object => ({ type: "TEXT_MESSAGE_START", messageId: id, role: "assistant" });
const args = (delta: string): object => ({ type: "TOOL_CALL_ARGS", toolCallId: "c1", delta });
const opening: readonly Sent[] = [
  [{ type: "RUN_STARTED", threadId: "t", runId: "r" }, 1],
  [start("m1"), 1],
  [start("m2"), 1],
  [{ type: "TOOL_CALL_START", toolCallId: "c1", toolCallName: "look" }, 1],
];

function readingOf(...answers: readonly (readonly Sent[])[]): Reading {
  const reading = new Reading();
  for (const sent of answers) {
    let time = 0;
    readRequest(
      reading,
      sent.map(([event, gap]) => [(time += gap), typeof event === "string" ? event : sse(event)]),
    );
  }
  return reading;
}

/** The list of some of the events, as a filter makes it. */
function someEvents(seqs: readonly number[]): EventList {
  return {
    count: seqs.length,
    seqAt: (position) => seqs[position] as number,
    indexOf: (seq) => seqs.findLastIndex((each) => each <= seq),
  };
}

function folded(reading: Reading, events: EventList, choices: Partial<FoldChoices> = {}, stallMs = STALL): FoldedRows {
  const groups = new FoldGroups(events, new EventIndex(reading), stallMs);
  groups.read(events.count, ALL);
  return new FoldedRows(events, groups, { own: [], open: [], ...choices });
}

const rowsOf = (list: RowList): readonly ListRow[] => Array.from({ length: list.count }, (_, index) => list.at(index));
const spans = (list: RowList): readonly string[] =>
  rowsOf(list).map(({ first, last }) => (first === last ? String(first) : `${first}-${last}`));

/** Streams of deltas of several entities, with stalls, comments, unreadable frames and deltas of what was never started. */
const sent: fc.Arbitrary<Sent> = fc.tuple(
  fc.oneof(
    { weight: 6, arbitrary: fc.constant(text("m1")) },
    { weight: 2, arbitrary: fc.constant(text("m2")) },
    { weight: 2, arbitrary: fc.constant(args("x")) },
    { weight: 2, arbitrary: fc.constant({ type: "STATE_DELTA", delta: [{ op: "add", path: "/a", value: 1 }] }) },
    { weight: 1, arbitrary: fc.constant({ type: "STATE_DELTA", delta: [{ op: "remove", path: "/none" }] }) },
    { weight: 1, arbitrary: fc.constant(text("unknown")) },
    { weight: 1, arbitrary: fc.constantFrom(": ping\n\n", "data: {\n\n") },
    { weight: 1, arbitrary: fc.constant({ type: "TEXT_MESSAGE_END", messageId: "m2" }) },
  ),
  fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 0, max: 40 }) }, { weight: 1, arbitrary: fc.constant(700) }),
);
const streams = fc
  .array(fc.array(sent, { maxLength: 40 }), { minLength: 1, maxLength: 2 })
  .map((answers) => answers.map((answer) => [...opening, ...answer]));
const share = fc.integer({ min: 0, max: 1000 });

/** All events, or those that a filter lets through. */
function listed(reading: Reading, keep: readonly boolean[] | undefined): EventList {
  const all = Array.from({ length: reading.length }, (_, index) => index + 1);
  return someEvents(keep === undefined ? all : all.filter((seq) => keep[seq % keep.length]));
}
const keeping = fc.option(fc.array(fc.boolean(), { minLength: 1, maxLength: 7 }), { nil: undefined });

const worth = (reading: Reading, seq: number): boolean =>
  reading.findingsAt(seq).some(({ severity, rule }) => severity !== "info" || rule === "scope/injected");

describe("a list of rows", () => {
  it("has every event that is listed once, in order, whatever is folded, open, filtered or bookmarked", () => {
    fc.assert(
      fc.property(streams, keeping, fc.array(share), fc.array(share), (answers, keep, owned, opened) => {
        const reading = readingOf(...answers);
        const events = listed(reading, keep);
        const at = (part: number): number => Math.ceil((part / 1000) * reading.length);
        const own = [...new Set(owned.map(at))].sort((a, b) => a - b);
        const closed = folded(reading, events);
        const open = opened.flatMap((part) => {
          const fold = closed.count === 0 ? undefined : closed.at(Math.floor((part / 1001) * closed.count)).fold;
          return fold === undefined ? [] : [fold.first];
        });
        for (const list of [plainRows(events), closed, folded(reading, events, { own, open })]) {
          let position = 0;
          for (const [index, row] of rowsOf(list).entries()) {
            expect(row.position).toBe(position);
            expect(row.first).toBe(events.seqAt(position));
            for (let each = 0; each < row.count; each++) expect(list.indexOf(events.seqAt(position++))).toBe(index);
            expect(row.last).toBe(events.seqAt(position - 1));
          }
          expect(position).toBe(events.count);
        }
      }),
    );
  });

  it("hides no problem, no stall, no cursor and no bookmark in a fold, and folds all the rest", () => {
    fc.assert(
      fc.property(streams, keeping, fc.array(share, { maxLength: 3 }), (answers, keep, owned) => {
        const reading = readingOf(...answers);
        const events = listed(reading, keep);
        const index = new EventIndex(reading);
        index.read(reading.length);
        const own = [...new Set(owned.map((part) => Math.ceil((part / 1000) * reading.length)))].sort((a, b) => a - b);
        const rows = rowsOf(folded(reading, events, { own }));
        const plain = (seq: number): boolean =>
          index.isDelta(seq) &&
          !worth(reading, seq) &&
          (gapBefore(reading.log, seq) ?? 0) < STALL &&
          !own.includes(seq);
        for (const row of rows) {
          const seqs = Array.from({ length: row.count }, (_, each) => events.seqAt(row.position + each));
          expect(row.count === 1 || seqs.every(plain)).toBe(true);
          expect(new Set(seqs.map((seq) => index.entityNumberAt(seq))).size).toBe(1);
          const added = seqs.reduce((sum, seq) => sum + index.charactersAt(seq), 0);
          expect(row.characters).toBe(row.count > 1 ? added : 0);
        }
        for (const [place, row] of rows.entries()) {
          const next = rows[place + 1];
          if (next === undefined || !plain(row.last) || !plain(next.first)) continue;
          const same =
            index.entityNumberAt(row.last) === index.entityNumberAt(next.first) &&
            reading.log.exchangeOf(row.last) === reading.log.exchangeOf(next.first);
          expect(same).toBe(false);
        }
      }),
    );
  });

  it("is the same whether it grew with its stream or was made at the end", () => {
    fc.assert(
      fc.property(streams, fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 9 }), (answers, every, most) => {
        const reading = new Reading();
        const groups = new FoldGroups(allEvents(ALL), new EventIndex(reading), STALL);
        let signals = 0;
        const receive = reading.receive.bind(reading);
        reading.receive = (signal) => {
          receive(signal);
          if (signals++ % every > 0) return;
          groups.read(reading.length, most);
          // What is not grouped yet is there all the same.
          const list = new FoldedRows(allEvents(reading.length), groups, { own: [], open: [] });
          expect(rowsOf(list).reduce((sum, { count }) => sum + count, 0)).toBe(reading.length);
        };
        for (const answer of answers) {
          let time = 0;
          readRequest(
            reading,
            answer.map(([event, gap]) => [(time += gap), typeof event === "string" ? event : sse(event)]),
          );
        }
        groups.read(reading.length, ALL);
        const events = allEvents(reading.length);
        expect(spans(new FoldedRows(events, groups, { own: [], open: [] }))).toEqual(spans(folded(reading, events)));
      }),
    );
  });
});

describe("FoldedRows", () => {
  const reading = readingOf([
    ...opening,
    [text("m1", "Hello"), 10],
    [text("m1", " wor"), 10],
    [text("m1", "ld"), 10],
    [text("m1", "."), 900],
    [text("m1", " And"), 10],
    [text("m1", " so"), 10],
    [args("{"), 10],
    [args("}"), 10],
    // What the end of an unfinished answer is found to lack is said of its last event.
    [{ type: "CUSTOM", name: "last", value: 1 }, 10],
  ]);
  const events = allEvents(reading.length);

  it("makes one row of consecutive deltas of one entity, and begins anew after a stall", () => {
    const list = folded(reading, events);
    expect(spans(list)).toEqual(["1", "2", "3", "4", "5-7", "8", "9-10", "11-12", "13"]);
    expect(list.at(4)).toEqual({
      position: 4,
      first: 5,
      last: 7,
      count: 3,
      characters: 11,
      fold: { first: 5, last: 7, count: 3, isOpen: false },
    });
  });

  it("takes the stall threshold as it is told", () => {
    expect(spans(folded(reading, events, {}, 1000))).toEqual(["1", "2", "3", "4", "5-10", "11-12", "13"]);
    expect(spans(folded(reading, events, {}, 10))).toHaveLength(13);
  });

  it("lets the cursor step through a fold row by row", () => {
    const at = (cursor: number): readonly string[] => spans(folded(reading, events, { own: [cursor] })).slice(4, -4);
    expect(at(5)).toEqual(["5", "6-7"]);
    expect(at(6)).toEqual(["5", "6", "7"]);
    expect(at(7)).toEqual(["5-6", "7"]);
    expect(at(8)).toEqual(["5-7"]);
  });

  it("opens a fold in its place", () => {
    const list = folded(reading, events, { own: [6], open: [5] });
    expect(spans(list)).toEqual(["1", "2", "3", "4", "5", "6", "7", "8", "9-10", "11-12", "13"]);
    expect(list.at(5).fold).toEqual({ first: 5, last: 7, count: 3, isOpen: true });
    expect(list.at(8).fold?.isOpen).toBe(false);
  });

  it("takes an event out of its fold when a problem of it is found later", () => {
    const growing = new Reading();
    const groups = new FoldGroups(allEvents(ALL), new EventIndex(growing), STALL);
    const seen: (readonly string[])[] = [];
    const receive = growing.receive.bind(growing);
    growing.receive = (signal) => {
      receive(signal);
      groups.read(growing.length, ALL);
      seen.push(spans(new FoldedRows(allEvents(growing.length), groups, { own: [], open: [] })));
    };
    readRequest(
      growing,
      [...opening, ...[1, 2, 3].map((): Sent => [text("m1"), 1])].map(([event], time) => [time, sse(event as object)]),
    );
    expect(seen.at(-2)?.slice(4)).toEqual(["5-7"]);
    expect(growing.severityAt(7)).toBe("error");
    expect(seen.at(-1)?.slice(4)).toEqual(["5-6", "7"]);
  });

  it("says where an event stands that is not listed", () => {
    const filtered = folded(reading, someEvents([5, 7, 9, 10, 12]));
    expect(spans(filtered)).toEqual(["5-10", "12"]);
    expect([4, 5, 8, 11, 12].map((seq) => filtered.indexOf(seq))).toEqual([-1, 0, 0, 0, 1]);
  });
});
