import { describe, expect, it } from "vitest";
import type { JsonValue } from "#src/lib/json.ts";
import { describeChange } from "#src/reconstruction/describeChange.ts";
import { touchedBy } from "#src/reconstruction/pathHistory.ts";
import { Reading } from "#src/reconstruction/reading.ts";
import { effectsOf, type Effects } from "./effects.ts";

/** A reading of the given events, each a frame of its own. */
function reading(...events: readonly Record<string, JsonValue>[]): Reading {
  const made = new Reading();
  const request = { method: "POST", url: "http://a/", headers: [], body: "{}", startedAt: 0, via: "direct" };
  made.receive({ type: "request", request });
  const bytes = new TextEncoder().encode(events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(""));
  let end = 0;
  const frames = events.map((event) => {
    const data = JSON.stringify(event);
    const start = end;
    end += new TextEncoder().encode(`data: ${data}\n\n`).length;
    return { kind: "event" as const, start, end, data, unterminated: false };
  });
  made.receive({ type: "chunk", time: 1, bytes, frames, notes: [] });
  return made;
}

const STARTED = { type: "RUN_STARTED", threadId: "t", runId: "r" };

/** The effects of the last of the events. */
function lastEffects(...events: readonly Record<string, JsonValue>[]): Effects {
  const made = reading(STARTED, ...events);
  const seq = made.length;
  return effectsOf(describeChange(made.viewAt(seq - 1), made.viewAt(seq)), touchedBy(made.history, seq), seq);
}

const said = (effects: Effects): readonly string[] => effects.list.map(({ what, subject }) => `${what} ${subject}`);

describe("effectsOf", () => {
  const start = { type: "TEXT_MESSAGE_START", messageId: "m", role: "assistant" };
  const content = { type: "TEXT_MESSAGE_CONTENT", messageId: "m", delta: "Hel" };

  it("tells that a run started and how it ended", () => {
    expect(said(lastEffects())).toEqual(["run started r"]);
    expect(lastEffects({ type: "RUN_FINISHED", threadId: "t", runId: "r" }).list).toMatchObject([
      { what: "run ended", after: "success", madeBy: 1 },
    ]);
  });

  it("tells messages created, text appended and messages closed", () => {
    expect(said(lastEffects(start))).toEqual(["assistant message created m"]);
    expect(lastEffects(start, content, { ...content, delta: "lo" }).list).toMatchObject([
      { what: "assistant message extended", before: "Hel", after: "lo", appended: true, madeBy: 2 },
    ]);
    expect(said(lastEffects(start, content, { type: "TEXT_MESSAGE_END", messageId: "m" }))).toEqual([
      "assistant message closed m",
    ]);
  });

  it("tells what became of a call", () => {
    const call = { type: "TOOL_CALL_START", toolCallId: "c", toolCallName: "book" };
    expect(said(lastEffects(call))).toContain("call opened book c");
    expect(lastEffects(call, { type: "TOOL_CALL_ARGS", toolCallId: "c", delta: "{" }).list).toContainEqual(
      expect.objectContaining({ what: "arguments extended", after: "{" }),
    );
  });

  it("tells each place of the state that differs", () => {
    const snapshot = { type: "STATE_SNAPSHOT", snapshot: { a: 1, b: 2 } };
    const delta = {
      type: "STATE_DELTA",
      delta: [
        { op: "replace", path: "/a", value: 5 },
        { op: "remove", path: "/b" },
      ],
    };
    expect(lastEffects(snapshot, delta).list).toMatchObject([
      { what: "state changed", subject: "/a", before: 1, after: 5 },
      { what: "state removed", subject: "/b", before: 2, after: undefined },
    ]);
  });

  it("tells that messages were removed", () => {
    expect(said(lastEffects(start, content, { type: "MESSAGES_SNAPSHOT", messages: [] }))).toContain(
      "assistant message removed m",
    );
  });

  it("counts what it does not list", () => {
    const snapshot = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`k${index}`, index]));
    expect(lastEffects({ type: "STATE_SNAPSHOT", snapshot }).more).toBe(40);
  });

  it("is empty for an event that changed nothing", () => {
    expect(lastEffects({ type: "CUSTOM", name: "n", value: null }).list).toEqual([]);
  });
});
