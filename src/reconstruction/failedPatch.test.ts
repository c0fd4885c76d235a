import { describe, expect, it } from "vitest";
import { readAnswer } from "./exchangeForTests.ts";
import { failedPatchAt } from "./failedPatch.ts";
import { Reading } from "./reading.ts";

type Sent = Readonly<Record<string, unknown>>;

function readingOf(events: readonly Sent[], state?: unknown): Reading {
  const reading = new Reading();
  readAnswer(reading, state, ...events);
  return reading;
}

const patch = (...delta: readonly Sent[]): Sent => ({ type: "STATE_DELTA", delta });
const activity: Sent = { type: "ACTIVITY_SNAPSHOT", messageId: "a", activityType: "PLAN", content: { steps: [] } };
const activityPatch = (...operations: readonly Sent[]): Sent => ({
  type: "ACTIVITY_DELTA",
  messageId: "a",
  activityType: "PLAN",
  patch: operations,
});

describe("failedPatchAt", () => {
  it("explains a patch against the state that the request set", () => {
    const reading = readingOf([patch({ op: "replace", path: "/stages", value: 1 })], { stage: 0 });
    const failed = failedPatchAt(reading, 1);
    expect(failed).toMatchObject({ seq: 1, target: { kind: "state" }, before: { stage: 0 }, untried: false });
    expect(failed?.explanation.operations[0]?.details?.hints.join()).toContain("/stage");
  });

  it("explains a patch against what the events before it left, failed ones not counted", () => {
    const reading = readingOf([
      { type: "STATE_SNAPSHOT", snapshot: { list: [] } },
      patch({ op: "add", path: "/list/-", value: 1 }),
      patch({ op: "add", path: "/list/-", value: 2 }, { op: "remove", path: "/gone" }),
      patch({ op: "replace", path: "/list/1", value: 3 }),
    ]);
    expect(failedPatchAt(reading, 2)).toBeUndefined();
    expect(failedPatchAt(reading, 3)).toMatchObject({
      before: { list: [1] },
      explanation: { failedAt: 1, goodOnly: { list: [1, 2] } },
    });
    expect(failedPatchAt(reading, 4)).toMatchObject({ before: { list: [1] }, explanation: { failedAt: 0 } });
  });

  it("explains the patch of an activity", () => {
    const reading = readingOf([
      activity,
      activityPatch({ op: "add", path: "/steps/0", value: "x" }),
      activityPatch({ op: "replace", path: "/step/0", value: "y" }),
    ]);
    expect(failedPatchAt(reading, 2)).toBeUndefined();
    expect(failedPatchAt(reading, 3)).toMatchObject({
      target: { kind: "activity", messageId: "a" },
      before: { steps: ["x"] },
      explanation: { failedAt: 0 },
    });
  });

  it("explains a patch that was not tried because its event is malformed", () => {
    const reading = readingOf([
      { type: "STATE_SNAPSHOT", snapshot: { stage: 1 } },
      patch({ op: "replace", path: "stage", value: 2 }),
    ]);
    const failed = failedPatchAt(reading, 2);
    expect(failed).toMatchObject({ untried: true, explanation: { failedAt: 0 } });
    expect(failed?.explanation.operations[0]?.details?.hints).toEqual([
      "A pointer begins with /: /stage, which exists.",
    ]);
  });

  it("reads a patch that was sent as a string, also where all of its operations would work", () => {
    const text = (...operations: readonly Sent[]): Sent => ({ type: "STATE_DELTA", delta: JSON.stringify(operations) });
    const reading = readingOf([
      { type: "STATE_SNAPSHOT", snapshot: { stage: 1 } },
      text({ op: "replace", path: "/stage", value: 2 }),
      text({ op: "remove", path: "/gone" }),
      activity,
      {
        type: "ACTIVITY_DELTA",
        messageId: "a",
        activityType: "PLAN",
        patch: '[{"op":"add","path":"/steps/-","value":1}]',
      },
    ]);
    expect(failedPatchAt(reading, 2)).toMatchObject({
      untried: true,
      isText: true,
      before: { stage: 1 },
      explanation: { failures: 0, goodOnly: { stage: 2 } },
    });
    expect(failedPatchAt(reading, 3)).toMatchObject({ isText: true, explanation: { failures: 1, failedAt: 0 } });
    expect(failedPatchAt(reading, 5)).toMatchObject({ isText: true, explanation: { goodOnly: { steps: [1] } } });
    expect(reading.findingsAt(2)[0]?.message).toContain("It is JSON inside a string: send the list itself.");
  });

  it("has nothing to say of anything else", () => {
    const reading = readingOf([
      { type: "RUN_STARTED", threadId: "t", runId: "r" },
      { type: "STATE_DELTA", delta: "[]" },
      { type: "STATE_DELTA", delta: "add /x" },
      { type: "STATE_DELTA", delta: [{ op: 1 }] },
      activityPatch({ op: "add", path: "/a", value: 1 }),
    ]);
    for (let seq = 0; seq <= 6; seq++) expect(failedPatchAt(reading, seq)).toBeUndefined();
  });
});
