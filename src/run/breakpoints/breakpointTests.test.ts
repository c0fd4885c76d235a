import { describe, expect, it } from "vitest";
import { Reading } from "#src/reconstruction/reading.ts";
import { BodyReader } from "#src/transport/bodyReader.ts";
import { BreakpointTests } from "./breakpointTests.ts";
import type { BreakCondition } from "./types.ts";
import { RunGuard } from "./runGuard.ts";

const EVENTS: readonly object[] = [
  { type: "RUN_STARTED", threadId: "t", runId: "r" },
  { type: "STATE_SNAPSHOT", snapshot: { trip: { hotel: "A", nights: 2 }, seen: [] } },
  { type: "STATE_DELTA", delta: [{ op: "replace", path: "/trip/hotel", value: "B" }] },
  { type: "STATE_DELTA", delta: [{ op: "replace", path: "/trip", value: { hotel: "B", nights: 3 } }] },
  { type: "STATE_DELTA", delta: [{ op: "replace", path: "/trip/nights", value: 3 }] },
  { type: "STATE_DELTA", delta: [{ op: "remove", path: "/nothing/here" }] },
  { type: "THINKING_START" },
  { type: "THINKING_END" },
  { type: "TEXT_MESSAGE_CONTENT", messageId: "never-opened", delta: "a hotel" },
  { type: "NOBODY_KNOWS" },
  { type: "RUN_FINISHED", threadId: "t", runId: "r" },
];

function readingOf(body = "{}"): Reading {
  const reading = new Reading();
  const request = { method: "POST", url: "http://a.test/", headers: [], body, startedAt: 0, via: "direct" };
  reading.receive({ type: "request", request });
  const reader = new BodyReader({ status: 200, contentType: "text/event-stream" });
  for (const [index, event] of EVENTS.entries()) {
    const bytes = new TextEncoder().encode(`data: ${JSON.stringify(event)}\n\n`);
    reading.receive({ type: "chunk", time: index, bytes, ...reader.push(bytes) });
  }
  return reading;
}

/** The events that meet a condition. */
function hits(condition: BreakCondition, reading = readingOf()): number[] {
  const tests = new BreakpointTests(reading, [{ id: "b", enabled: true, condition }]);
  return EVENTS.map((_, index) => index + 1).filter((seq) => tests.hitsAt(seq).length > 0);
}

describe("BreakpointTests", () => {
  it.each<[BreakCondition, number[]]>([
    [{ kind: "type", types: ["RUN_STARTED", "RUN_FINISHED"] }, [1, 11]],
    [{ kind: "type", types: ["THINKING_START"] }, [7]],
    [{ kind: "type", types: ["REASONING_START"] }, [7]],
    [{ kind: "type", types: ["NOBODY_KNOWS"] }, []],
    [{ kind: "type", types: [] }, []],
    [{ kind: "filter", text: "hotel type:TEXT" }, [9]],
    [{ kind: "filter", text: "id:never-opened" }, [9]],
    [{ kind: "filter", text: "type:NOBODY" }, [10]],
    [{ kind: "filter", text: "hotel famly:text" }, []],
    [{ kind: "filter", text: "" }, []],
    [{ kind: "path", pointer: "/trip/hotel" }, [2, 3]],
    [{ kind: "path", pointer: "/trip" }, [2, 3, 4]],
    [{ kind: "path", pointer: "/trip/nights" }, [2, 4]],
    [{ kind: "path", pointer: "" }, [2, 3, 4]],
    [{ kind: "path", pointer: "trip" }, []],
    [{ kind: "stateChange" }, [2, 3, 4]],
    [{ kind: "problem", atLeast: "error" }, [6, 9]],
  ])("%j holds at %j", (condition, expected) => expect(hits(condition)).toEqual(expected));

  it("takes warnings for problems too where they are asked for", () => {
    const reading = readingOf();
    const expected = EVENTS.map((_, index) => index + 1).filter((seq) =>
      ["warning", "error"].includes(reading.severityAt(seq) ?? ""),
    );
    expect(expected.length).toBeGreaterThan(2);
    expect(hits({ kind: "problem", atLeast: "warning" }, reading)).toEqual(expected);
  });

  it("counts against an event only what it changed, and not what the request brought", () => {
    const reading = readingOf('{"state":{"trip":{"hotel":"A","nights":2},"seen":[]}}');
    expect(hits({ kind: "path", pointer: "/trip" }, reading)).toEqual([3, 4]);
  });

  it("leaves out what is off, and names all that an event meets", () => {
    const reading = readingOf();
    const condition = { kind: "type", types: ["RUN_STARTED"] } as const;
    const tests = new BreakpointTests(reading, [
      { id: "off", enabled: false, condition },
      { id: "type", enabled: true, condition },
      { id: "word", enabled: true, condition: { kind: "filter", text: "RUN_STARTED" } },
    ]);
    expect(tests.hitsAt(1)).toEqual(["type", "word"]);
    expect(new BreakpointTests(reading, [{ id: "off", enabled: false, condition }]).isEmpty).toBe(true);
  });
});

describe("RunGuard", () => {
  const host = {
    slowsAgent: () => false,
    onHit: () => undefined,
    onChange: () => undefined,
    pacer: { now: () => 0, pause: () => Promise.resolve() },
  };

  it("holds by what is wanted last, however long it took to make ready", async () => {
    const reading = readingOf();
    const guard = new RunGuard(reading, host);
    const told: string[] = [];
    guard.gate.open(reading, ({ type }) => void told.push(type));
    const first = guard.watch([{ id: "a", enabled: true, condition: { kind: "filter", text: "hotel" } }]);
    await guard.watch([]);
    await first;
    const signal = { type: "end", time: 0, reason: "complete", message: "", frames: [], notes: [] } as const;
    void guard.gate.accept(signal);
    expect(told).toEqual(["end"]);
  });
});
