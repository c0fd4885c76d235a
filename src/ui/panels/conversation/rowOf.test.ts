import { describe, expect, it } from "vitest";
import type { AgentView, MessageEntry } from "#src/reconstruction/types.ts";
import { conversationRows, type ConversationRow } from "./rows.ts";
import { belongsTo, rowOf, rowsToShow } from "./rowOf.ts";

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

describe("rowsToShow", () => {
  const entries = Array.from({ length: 300 }, (_, at): MessageEntry => {
    const message = { id: `m${at}`, role: "user" as const, content: "a" };
    return { message, createdBy: at + 1, changedBy: at + 1, open: false, run: 0 };
  });
  const view = {
    runs: [{ status: "running", startedBy: 1 }],
    entries,
    toolCalls: [],
    subagents: [],
    steps: [],
    pendingToolCallIds: [],
    interrupts: [],
  } as unknown as AgentView;

  it("counts from the end what has to be shown, however far away it is", () => {
    const all = conversationRows(view);
    for (const at of [0, 7, 150, 299])
      expect(rowsToShow(view, { kind: "message", id: `m${at}` }, 5)).toBe(
        all.length - rowOf(all, { kind: "message", id: `m${at}` }),
      );
    expect(rowsToShow(view, { kind: "message", id: "gone" }, 5)).toBeUndefined();
  });

  it("does not look at the beginning of a long conversation for what is at its end", () => {
    const guarded = entries.slice();
    for (let at = 0; at < 200; at++)
      Object.defineProperty(guarded, at, {
        get: () => {
          throw new Error(`message ${at} was looked at`);
        },
      });
    expect(rowsToShow({ ...view, entries: guarded }, { kind: "message", id: "m290" }, 20)).toBe(10);
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
