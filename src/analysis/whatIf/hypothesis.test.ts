import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readRequest, sse } from "#src/reconstruction/exchangeForTests.ts";
import { feed, randomEvent, randomRecording } from "#src/analysis/recordingsForTests.ts";
import { Reading } from "#src/reconstruction/reading.ts";
import { isChangeable, type Change, type Changes } from "./changes.ts";
import { Hypothesis } from "./hypothesis.ts";

/** A hypothesis about a whole recording. */
function hypothesisOf(truth: Reading, changes: Changes): Hypothesis {
  const hypothesis = new Hypothesis(truth, changes, {});
  while (hypothesis.step());
  return hypothesis;
}

function recordingOf(...events: readonly object[]): Reading {
  const reading = new Reading();
  readRequest(reading, [[1, sse(...events)]]);
  return reading;
}

const everySeq = (reading: Reading): readonly number[] => Array.from({ length: reading.length + 1 }, (_, seq) => seq);

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.constant({ kind: "off" } as const),
  randomEvent.map((event) => ({ kind: "edit", text: JSON.stringify(event, null, 1) }) as const),
);

describe("Hypothesis", () => {
  it("is the recording where nothing is changed, event by event", () => {
    fc.assert(
      fc.property(randomRecording, (recording) => {
        const truth = new Reading();
        feed(truth, recording);
        const { reading, findings } = hypothesisOf(truth, new Map());
        expect(reading.length).toBe(truth.length);
        expect(reading.findings).toEqual(truth.findings);
        expect(findings.list()).toEqual([]);
        for (const seq of everySeq(truth)) {
          expect(reading.viewAt(seq)).toEqual(truth.viewAt(seq));
          expect(reading.history.stateAt(seq)).toEqual(truth.history.stateAt(seq));
        }
        for (let seq = 1; seq <= truth.length; seq++) {
          expect(reading.log.bytes(seq)).toEqual(truth.log.bytes(seq));
          expect(reading.log.timeOf(seq)).toBe(truth.log.timeOf(seq));
        }
      }),
      { numRuns: 300 },
    );
  });

  it("leaves everything before a change as it was, and the recording itself in any case", () => {
    fc.assert(
      fc.property(randomRecording, fc.nat(), change, (recording, place, done) => {
        const truth = new Reading();
        feed(truth, recording);
        const seqs = everySeq(truth).filter((seq) => seq > 0 && isChangeable(truth, seq));
        fc.pre(seqs.length > 0);
        const at = seqs[place % seqs.length] as number;
        const before = { findings: [...truth.findings], bytes: truth.log.bytes(at).slice(), view: truth.viewAt(at) };
        const { reading } = hypothesisOf(truth, new Map([[at, done]]));
        expect(reading.length).toBe(truth.length);
        for (let seq = 0; seq < at; seq++) expect(reading.viewAt(seq)).toEqual(truth.viewAt(seq));
        expect({ findings: truth.findings, bytes: truth.log.bytes(at), view: truth.viewAt(at) }).toEqual(before);
        const said: unknown = done.kind === "off" ? undefined : JSON.parse(done.text);
        expect(reading.decodedAt(at).json).toEqual(said);
      }),
      { numRuns: 300 },
    );
  });

  it("follows a recording that grows, and finds the same as one that is made of the whole", () => {
    fc.assert(
      fc.property(randomRecording, fc.nat(40), (recording, at) => {
        const truth = new Reading();
        const changes: Changes = new Map([[at + 1, { kind: "off" }]]);
        const growing = new Hypothesis(truth, changes, {});
        feed(truth, recording, () => {
          while (growing.step());
          expect(growing.at).toBe(truth.length);
        });
        const whole = hypothesisOf(truth, changes);
        for (const seq of everySeq(truth)) expect(growing.reading.viewAt(seq)).toEqual(whole.reading.viewAt(seq));
        const inOrder = ({ reading }: Hypothesis): readonly string[] =>
          reading.findings.map((finding) => JSON.stringify(finding)).toSorted();
        expect(inOrder(growing)).toEqual(inOrder(whole));
      }),
      { numRuns: 200 },
    );
  });

  it("tells which findings vanished and which appeared", () => {
    const truth = recordingOf(
      { type: "RUN_STARTED", threadId: "t", runId: "r" },
      { type: "STATE_SNAPSHOT", snapshot: { n: 1 } },
      { type: "STATE_DELTA", delta: [{ op: "replace", path: "/m", value: 2 }] },
      { type: "TEXT_MESSAGE_START", messageId: "m", role: "assistant" },
      { type: "TEXT_MESSAGE_CONTENT", messageId: "m", delta: "Hello" },
      { type: "TEXT_MESSAGE_END", messageId: "m" },
      { type: "RUN_FINISHED", threadId: "t", runId: "r" },
    );
    const fixed = '{"type":"STATE_DELTA","delta":[{"op":"replace","path":"/n","value":2}]}';
    const { reading, findings } = hypothesisOf(
      truth,
      new Map<number, Change>([
        [3, { kind: "edit", text: fixed }],
        [4, { kind: "off" }],
      ]),
    );
    expect(reading.viewAt(7).state).toEqual({ n: 2 });
    expect(truth.viewAt(7).state).toEqual({ n: 1 });
    const told = findings.list().map(({ kind, finding }) => `${finding.seq} ${kind} ${finding.rule}`);
    expect(told[0]).toBe("3 vanished state/patch-failed");
    expect(told.slice(1).length).toBeGreaterThan(0);
    expect(told.slice(1).every((text) => /^[56] appeared/.test(text))).toBe(true);
  });

  it("does not know the view after the newest event while there is more to come", () => {
    const truth = recordingOf({ type: "RUN_STARTED", threadId: "t", runId: "r" });
    const hypothesis = new Hypothesis(truth, new Map(), {});
    expect(hypothesis.knows(1)).toBe(false);
    while (hypothesis.step());
    expect(hypothesis.knows(1)).toBe(true);
    expect(hypothesis.knows(2)).toBe(false);
    readRequest(truth, []);
    expect(hypothesis.knows(1)).toBe(false);
  });

  it("puts JSON in the place of a protobuf message", () => {
    const truth = new Reading({ decodeProtobuf: () => ({ type: "STEP_STARTED", stepName: "s" }) });
    const request = { method: "POST", url: "", headers: [], body: "", startedAt: 0, via: "" } as const;
    const frame = { kind: "binary-message", start: 0, end: 3, data: "", unterminated: false } as const;
    truth.receive({ type: "request", request });
    truth.receive({ type: "chunk", time: 1, bytes: new Uint8Array([1, 2, 3]), frames: [frame], notes: [] });
    const text = '{\n  "type": "STEP_STARTED",\n  "stepName": "other"\n}';
    const { reading } = hypothesisOf(truth, new Map([[1, { kind: "edit", text }]]));
    expect(reading.viewAt(1).steps).toMatchObject([{ stepName: "other" }]);
  });
});
