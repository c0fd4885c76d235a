import { describe, expect, it } from "vitest";
import type { ConversationRow } from "./rows.ts";
import { belongsTo, rowOf } from "./rowOf.ts";

const entry = (id: string) => ({ message: { id } });
const rows = [
  { kind: "run-start", run: { startedBy: 1, endedBy: 9 } },
  { kind: "message", entry: entry("m1") },
  { kind: "steps", steps: [{ startedBy: 3, endedBy: 5 }] },
  { kind: "call", call: { id: "c1" }, view: { messageId: "m2" }, results: [entry("r1")] },
  { kind: "call", call: { id: "m1" }, view: undefined, results: [] },
  { kind: "subagent", view: { subagentRunId: "s1", startedBy: 6, endedBy: 8 } },
  { kind: "run-end", run: { startedBy: 1, endedBy: 9 } },
] as unknown as readonly ConversationRow[];

describe("rowOf", () => {
  it("finds a message by its id, not the call of that id", () => {
    expect(rowOf(rows, { kind: "message", id: "m1" })).toBe(1);
    expect(rowOf(rows, { kind: "toolCall", id: "m1" })).toBe(4);
  });

  it("finds a message without text by its call, and an answer by the call that it answers", () => {
    expect(rowOf(rows, { kind: "message", id: "m2" })).toBe(3);
    expect(rowOf(rows, { kind: "message", id: "r1" })).toBe(3);
  });

  it("finds a run by the event that began it or ended it, and a step or subagent by either", () => {
    expect(rowOf(rows, { kind: "run", by: 1 })).toBe(0);
    expect(rowOf(rows, { kind: "run", by: 9 })).toBe(6);
    expect(rowOf(rows, { kind: "step", by: 3 })).toBe(2);
    expect(rowOf(rows, { kind: "step", by: 5 })).toBe(2);
    expect(rowOf(rows, { kind: "subagent", by: 6 })).toBe(5);
    expect(rowOf(rows, { kind: "subagent", by: 8 })).toBe(5);
  });

  it("finds nothing of what is not there", () => {
    expect(rowOf(rows, { kind: "message", id: "gone" })).toBe(-1);
    expect(rowOf(rows, { kind: "step", by: 4 })).toBe(-1);
  });
});

it("tells which rows an event belongs to by what it is about", () => {
  const about = (kind: "message" | "toolCall" | "reasoning" | "state", id: string) =>
    rows.flatMap((row, place) => (belongsTo(row, { kind, id }) ? [place] : []));
  expect(about("message", "m1")).toEqual([1]);
  expect(about("reasoning", "m1")).toEqual([1]);
  expect(about("toolCall", "c1")).toEqual([3]);
  expect(about("state", "")).toEqual([]);
});
