import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readRequest, sse } from "#src/reconstruction/exchangeForTests.ts";
import { feed, randomRecording } from "#src/analysis/recordingsForTests.ts";
import { Reading } from "#src/reconstruction/reading.ts";
import { Bisect } from "./bisect.ts";
import { STATE_OPERATORS, type Condition, type StateCondition } from "./condition.ts";
import { questionOf } from "./question.ts";
import { stateTest } from "./stateTest.ts";
import { TurnScan } from "./turnScan.ts";

function searched(reading: Reading, condition: Condition): Bisect {
  const question = questionOf(condition, reading);
  if (!question.ok) throw new Error(question.error);
  const bisect = new Bisect(question.value, reading.length);
  while (bisect.step());
  return bisect;
}

/** What a question answers after every event, asked one after the other. */
function answersOf(reading: Reading, condition: Condition): readonly boolean[] {
  return Array.from({ length: reading.length + 1 }, (_, seq) => {
    const question = questionOf(condition, reading);
    if (!question.ok) throw new Error(question.error);
    let answer: boolean | undefined;
    while (answer === undefined) answer = question.value.ask(seq);
    return answer;
  });
}

function scanned(reading: Reading, condition: StateCondition): TurnScan {
  const test = stateTest(condition);
  if (!test.ok) throw new Error(test.error);
  const scan = new TurnScan(reading.history, test.value, reading.length);
  while (scan.step());
  return scan;
}

function read(recording: Parameters<typeof feed>[1]): Reading {
  const reading = new Reading();
  feed(reading, recording);
  return reading;
}

function recordingOf(...events: readonly object[]): Reading {
  const reading = new Reading();
  readRequest(reading, [[1, sse(...events)]]);
  return reading;
}

const ofState = (operator: StateCondition["operator"], value = "", pointer = "/n"): StateCondition => ({
  kind: "state",
  pointer,
  operator,
  value,
});

const monotone: fc.Arbitrary<Condition> = fc.oneof(
  fc
    .constantFrom("type:STATE_DELTA", "Hello", "has:problem", "-type:RUN_STARTED type:RUN*", "gap>0ms")
    .map((text) => ({ kind: "filter", text }) as const),
  fc.record({
    kind: fc.constant("problem"),
    rule: fc.constantFrom("", "state/patch-failed", "transport/crlf"),
    severity: fc.constantFrom("any", "error", "warning", "info"),
  }),
);
const ofAnyState: fc.Arbitrary<StateCondition> = fc.record({
  kind: fc.constant("state"),
  pointer: fc.constantFrom("", "/n", "/list", "/list/0", "/o/x"),
  operator: fc.constantFrom(...STATE_OPERATORS.filter((operator) => operator !== "type")),
  value: fc.constantFrom("1", "0", "x"),
});

describe("Bisect", () => {
  it("finds what a linear scan finds where the answer stays true", () => {
    fc.assert(
      fc.property(randomRecording, monotone, (recording, condition) => {
        const reading = read(recording);
        const first = answersOf(reading, condition).indexOf(true);
        const { result } = searched(reading, condition);
        const found = first === 0 ? { kind: "from-start" } : { kind: "turned", seq: first };
        expect(result).toEqual(first < 0 ? { kind: "not-at-end" } : found);
      }),
      { numRuns: 300 },
    );
  });

  it("finds a place where the state turned, in two questions more than the logarithm", () => {
    fc.assert(
      fc.property(randomRecording, ofAnyState, (recording, condition) => {
        const reading = read(recording);
        const answers = answersOf(reading, condition);
        const { result, steps } = searched(reading, condition);
        for (const { seq, answer } of steps) expect(answer).toBe(answers[seq]);
        expect(steps.length).toBeLessThanOrEqual(2 + Math.ceil(Math.log2(Math.max(1, reading.length))));
        expect(result?.kind === "from-start").toBe(answers[0] === true);
        expect(result?.kind === "not-at-end").toBe(answers[0] === false && answers.at(-1) === false);
        const turned = result?.kind === "turned" ? result.seq : undefined;
        const around = turned === undefined ? [false, true] : [answers[turned - 1], answers[turned]];
        expect(around).toEqual([false, true]);
      }),
      { numRuns: 300 },
    );
  });

  it("scans to the turns that asking after every event finds", () => {
    fc.assert(
      fc.property(randomRecording, ofAnyState, (recording, condition) => {
        const reading = read(recording);
        const answers = answersOf(reading, condition);
        const turns = answers.flatMap((answer, seq) =>
          seq > 0 && answer !== answers[seq - 1] ? [{ seq, answer }] : [],
        );
        const scan = scanned(reading, condition);
        expect(scan.turns).toEqual(turns);
        expect(scan.progress.done).toBe(scan.progress.total);
      }),
      { numRuns: 300 },
    );
  });

  it("does not count a turn that the request after the last event takes back", () => {
    const reading = recordingOf({ type: "STATE_SNAPSHOT", snapshot: { n: 5 } });
    feed(reading, [{ state: {}, answered: false, body: new Uint8Array(), cuts: [], reason: "complete" }]);
    const condition = { kind: "state", pointer: "/n", operator: "exists", value: "" } as const;
    expect(answersOf(reading, condition)).not.toContain(true);
    expect(scanned(reading, condition).turns).toEqual([]);
  });

  it("asks a long recording in parts", () => {
    const reading = recordingOf(...Array.from({ length: 1000 }, (_, n) => ({ type: "CUSTOM", name: "c", value: n })));
    const question = questionOf({ kind: "filter", text: '"999"' }, reading);
    const bisect = new Bisect((question as Extract<typeof question, { ok: true }>).value, reading.length);
    let calls = 1;
    while (bisect.step()) calls++;
    expect(calls).toBeGreaterThan(10);
    expect(bisect.result).toEqual({ kind: "turned", seq: 1000 });
  });

  it("says what cannot be asked", () => {
    const reading = recordingOf();
    const errorOf = (condition: Condition): string => {
      const question = questionOf(condition, reading);
      return question.ok ? "" : question.error;
    };
    expect(errorOf({ kind: "filter", text: " " })).toContain("empty");
    expect(errorOf({ kind: "filter", text: "nonsense:x" })).not.toBe("");
    expect(errorOf(ofState("=", "1", "n"))).toContain("begins with /");
    expect(errorOf(ofState("<", "[1]"))).toContain("number or a text");
    expect(errorOf(ofState("type", "float"))).toContain("string, number");
    expect(searched(reading, ofState("exists")).result).toEqual({ kind: "not-at-end" });
  });
});

describe("stateTest", () => {
  it.each<[StateCondition, unknown, boolean]>([
    [ofState("exists"), { n: null }, true],
    [ofState("exists"), {}, false],
    [ofState("missing"), {}, true],
    [ofState("="), { n: "" }, true],
    [ofState("=", "done"), { n: "done" }, true],
    [ofState("=", '"1"'), { n: 1 }, false],
    [ofState("=", "null"), { n: null }, true],
    [ofState("=", '{"a":1,"b":[]}'), { n: { b: [], a: 1 } }, true],
    [ofState("!=", "1"), { n: 2 }, true],
    [ofState("!=", "1"), {}, false],
    [ofState(">", "1"), { n: 2 }, true],
    [ofState(">", "1"), { n: "2" }, false],
    [ofState("<", "b"), { n: "a" }, true],
    [ofState("contains", "ell"), { n: "hello" }, true],
    [ofState("contains", "12"), { n: "a12" }, true],
    [ofState("contains", "2"), { n: [1, 2] }, true],
    [ofState("contains", "k"), { n: { k: null } }, true],
    [ofState("contains", "k"), { n: 5 }, false],
    [ofState("type", "array"), { n: [] }, true],
    [ofState("type", "null"), { n: null }, true],
    [ofState("type", "object", ""), {}, true],
  ])("%j of %j is %s", (condition, state, expected) => {
    const test = stateTest(condition);
    expect(test.ok && test.value(state as never)).toBe(expected);
  });
});
