import * as fc from "fast-check";
import { expect, it } from "vitest";
import { feed, randomRecording } from "#src/analysis/recordingsForTests.ts";
import { structuralDiff } from "#src/lib/structuralDiff.ts";
import { readRequest, sse } from "#src/reconstruction/exchangeForTests.ts";
import { Reading } from "#src/reconstruction/reading.ts";
import type { AgentView } from "#src/reconstruction/types.ts";
import { ViewComparison, type Differences } from "./viewComparison.ts";

function viewOf(...events: readonly object[]): AgentView {
  const reading = new Reading();
  readRequest(reading, [[1, sse(...events)]]);
  return reading.viewAt(reading.length);
}

function compared(truth: AgentView, other: AgentView): Differences {
  const comparison = new ViewComparison(truth, other);
  while (comparison.step());
  return comparison.differences();
}

const start = { type: "RUN_STARTED", threadId: "t", runId: "r" };
const say = (id: string, text: string): readonly object[] => [
  { type: "TEXT_MESSAGE_START", messageId: id, role: "assistant" },
  { type: "TEXT_MESSAGE_CONTENT", messageId: id, delta: text },
  { type: "TEXT_MESSAGE_END", messageId: id },
];

it("compares only the messages between equal ones, and counts places in the whole list", () => {
  const truth = viewOf(start, ...say("a", "one"), ...say("b", "two"), ...say("c", "three"));
  const other = viewOf(start, ...say("a", "one"), ...say("b", "2"), ...say("x", "new"), ...say("c", "three"));
  for (let again = 0; again < 2; again++)
    expect(compared(truth, other).messages).toMatchObject([
      { kind: "changed", message: { id: "b" }, changes: [{ pointer: "/content", before: "two", after: "2" }] },
      { kind: "added", message: { id: "x" }, place: 3 },
    ]);
  expect(compared(other, truth).messages).toMatchObject([
    { kind: "changed" },
    { kind: "removed", message: { id: "x" }, place: 3 },
  ]);
  expect(compared(truth, truth).messages).toEqual([]);
});

it("finds in a state of another reading what differs, as if it were compared at once", () => {
  const rows = Array.from({ length: 2000 }, (_, n) => ({ n, text: `row ${n}` }));
  const truth = viewOf(start, { type: "STATE_SNAPSHOT", snapshot: { rows, done: false } });
  const changed = rows.toSpliced(700, 1).with(900, { n: 901, text: "other" });
  const other = viewOf(start, { type: "STATE_SNAPSHOT", snapshot: { rows: changed, done: true } });
  const { state } = compared(truth, other);
  expect(state).toEqual(structuralDiff(truth.state, other.state).changes);
  expect(state.map(({ kind, pointer }) => `${kind} ${pointer}`)).toEqual([
    "removed /rows/700",
    "changed /rows/900/text",
    "changed /done",
  ]);
  // In steps, of which none looks at all of it.
  const again = new ViewComparison(viewOf(start, { type: "STATE_SNAPSHOT", snapshot: { rows } }), truth);
  expect(again.step()).toBe(true);
});

it("finds nothing where both readings were told the same", () => {
  fc.assert(
    fc.property(randomRecording, (recording) => {
      const [truth, other] = [new Reading(), new Reading()];
      feed(truth, recording);
      feed(other, recording);
      const { items, state, messages } = compared(truth.viewAt(truth.length), other.viewAt(other.length));
      expect({ items, state, messages }).toEqual({ items: [], state: [], messages: [] });
    }),
    { numRuns: 200 },
  );
});
