import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJson, type JsonValue } from "#src/lib/json.ts";
import { getPointer, parsePointer } from "#src/lib/jsonPointer.ts";
import { shortJson } from "#src/lib/shortJson.ts";
import { readAnswer } from "./exchangeForTests.ts";
import { lastChangeOf } from "./pathHistory.ts";
import { Reading } from "./reading.ts";
import { changeInForce, ValueHistory, type ValueChange } from "./valueHistory.ts";

type Sent = Readonly<Record<string, unknown>>;

/** The value of a text that was not cut short, else the text. */
const valueIn = (json: string | undefined): unknown => (json === undefined ? undefined : (parseJson(json) ?? json));

const patch = (...delta: readonly Sent[]): Sent => ({ type: "STATE_DELTA", delta });
const snapshot = (value: unknown): Sent => ({ type: "STATE_SNAPSHOT", snapshot: value });
const text = { type: "TEXT_MESSAGE_CONTENT", messageId: "m", delta: "x" };

function historyOf(reading: Reading, pointer: string): readonly ValueChange[] {
  const history = new ValueHistory(reading.history, parsePointer(pointer) as string[]);
  while (history.step());
  return history.changes;
}

const told = (reading: Reading, pointer: string): readonly string[] =>
  historyOf(reading, pointer).map(({ seq, kind, other, text: value }) =>
    [seq, kind, other, value].filter((part) => part !== undefined).join(" "),
  );

function recording(...events: readonly Sent[]): Reading {
  const reading = new Reading();
  readAnswer(reading, undefined, ...events);
  return reading;
}

describe("ValueHistory", () => {
  it("tells each event that set, changed inside and removed a value", () => {
    const reading = recording(
      snapshot({ a: { n: 1 } }),
      text,
      patch({ op: "replace", path: "/a/n", value: 2 }),
      patch({ op: "add", path: "/b", value: 0 }),
      patch({ op: "replace", path: "/a", value: 5 }),
      snapshot({ a: 5, b: 1 }),
      patch({ op: "remove", path: "/a" }),
    );
    expect(told(reading, "/a")).toEqual(['1 added {"n":1}', '3 inside {"n":2}', "5 set 5", "7 removed"]);
    expect(told(reading, "/b")).toEqual(["4 added 0", "6 set 1"]);
    expect(told(reading, "/c")).toEqual([]);
  });

  it("tells where a value moved from and to", () => {
    const reading = recording(
      snapshot({ a: { n: 1 } }),
      patch({ op: "move", from: "/a", path: "/b" }),
      patch({ op: "copy", from: "/b", path: "/c" }),
    );
    expect(told(reading, "/a/n")).toEqual(["1 added 1", "2 moved-away /b/n"]);
    expect(told(reading, "/b/n")).toEqual(["2 moved-here /a/n 1"]);
    expect(told(reading, "/c/n")).toEqual(["3 added 1"]);
  });

  it("tells that another element came to a place because those before it came or went", () => {
    const reading = recording(
      snapshot({ list: ["a", "b", "c"] }),
      patch({ op: "remove", path: "/list/0" }),
      patch({ op: "add", path: "/list/0", value: "z" }),
      patch({ op: "add", path: "/list/-", value: "end" }),
    );
    expect(told(reading, "/list/1")).toEqual(['1 added "b"', '2 shifted "c"', '3 shifted "b"']);
  });

  it("leaves out patches that failed and snapshots that say the same again", () => {
    const reading = recording(
      snapshot({ a: 1 }),
      patch({ op: "replace", path: "/a", value: 2 }, { op: "remove", path: "/none" }),
      snapshot({ a: 1 }),
    );
    expect(told(reading, "/a")).toEqual(["1 added 1"]);
  });

  it("tells what requests set", () => {
    const reading = new Reading();
    readAnswer(reading, { a: 1 }, text, patch({ op: "replace", path: "/a", value: 2 }));
    readAnswer(reading, { a: 3 }, text);
    expect(historyOf(reading, "/a")).toMatchObject([
      { seq: 0, by: "request", kind: "added", text: "1" },
      { seq: 2, by: "delta", kind: "set", text: "2" },
      { seq: 3, by: "request", kind: "set", text: "3" },
    ]);
  });

  it("goes on where the recording has grown", () => {
    const reading = recording(snapshot({ a: 1 }));
    const history = new ValueHistory(reading.history, ["a"]);
    while (history.step());
    expect(history.progress).toEqual({ done: 1, total: 1 });
    readAnswer(reading, undefined, patch({ op: "replace", path: "/a", value: 2 }));
    expect(history.progress).toEqual({ done: 1, total: 2 });
    while (history.step());
    expect(history.changes).toEqual(historyOf(reading, "/a"));
  });

  const place = fc.constantFrom("/a", "/a/0", "/a/1", "/a/-", "/a/0/n", "/b", "/b/n", "", "/c");
  const value = fc.oneof(
    fc.integer({ min: 0, max: 3 }),
    fc.constantFrom<JsonValue>([], [1, 2], [{ n: 1 }], { n: 2 }, { n: { n: 1 } }),
  );
  const state = fc.record({ a: value, b: value }, { requiredKeys: [] });
  const operation = fc.oneof(
    fc.record({ op: fc.constantFrom("add", "replace"), path: place, value }),
    fc.record({ op: fc.constant("remove"), path: place }),
    fc.record({ op: fc.constantFrom("move", "copy"), path: place, from: place }),
  );
  const event = fc.oneof(
    { weight: 5, arbitrary: fc.array(operation, { minLength: 1, maxLength: 3 }).map((all) => patch(...all)) },
    { weight: 1, arbitrary: state.map(snapshot) },
    { weight: 1, arbitrary: fc.constant<Sent>(text) },
  );
  const exchanges = fc.array(fc.tuple(fc.option(state, { nil: undefined }), fc.array(event, { maxLength: 12 })), {
    maxLength: 4,
  });

  it("knows the value at every event of any stream, and agrees on who set it last", () => {
    fc.assert(
      fc.property(exchanges, fc.constantFrom("/a", "/a/0", "/a/1", "/b/n", "/b", ""), (all, pointer) => {
        const reading = new Reading();
        for (const [sent, events] of all) readAnswer(reading, sent, ...events);
        const changes = historyOf(reading, pointer);
        const before = getPointer({}, pointer);
        for (let seq = 0; seq < reading.length; seq++) {
          const last = changes[changeInForce(changes, seq)];
          const now = getPointer(reading.history.stateAt(seq), pointer);
          const start = before === undefined ? undefined : shortJson(before, 120);
          // Compared as values: a member that moves onto itself goes to the end of its object, which changes nothing.
          expect(valueIn(last ? last.text : start)).toEqual(
            valueIn(now === undefined ? undefined : shortJson(now, 120)),
          );
          // A patch may name a place and leave it as it was: for a history that is nothing. A value that moved to its place was there
          // for a history, and for who set it last it was set where it came from.
          const wasSet = last !== undefined && last.by !== "request" && last.kind !== "moved-here";
          const atLeast = wasSet ? last.seq : 0;
          expect(lastChangeOf(reading.history, pointer, seq)).toBeGreaterThanOrEqual(atLeast);
        }
      }),
      { numRuns: 1500 },
    );
  });
});
