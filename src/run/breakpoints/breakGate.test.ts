import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writeRecording } from "#src/recording/writeRecording.ts";
import { Reading } from "#src/reconstruction/reading.ts";
import { BodyReader } from "#src/transport/bodyReader.ts";
import { cutAt } from "#src/transport/cutsForTests.ts";
import type { TransportSignal } from "#src/transport/types.ts";
import { BreakGate } from "./breakGate.ts";
import type { BreakWatch, HoldAction } from "./types.ts";

const encoder = new TextEncoder();
const event = (fields: object): string => `data: ${JSON.stringify(fields)}\n\n`;
const STARTED = event({ type: "RUN_STARTED", threadId: "t", runId: "r" });
const FINISHED = event({ type: "RUN_FINISHED", threadId: "t", runId: "r" });
const delta = (n: number): string =>
  event({ type: "STATE_DELTA", delta: [{ op: n === 0 ? "add" : "replace", path: "/n", value: n }] });

/** A run whose body came in the given pieces, one each millisecond. */
function signalsOf(pieces: readonly Uint8Array[], marksBefore: ReadonlySet<number> = new Set()): TransportSignal[] {
  const body = new BodyReader({ status: 200, contentType: "text/event-stream" });
  const response = { status: 200, statusText: "OK", headers: [], url: "http://a.test/", redirected: false };
  const request = { method: "POST", url: "http://a.test/", headers: [], body: "{}", startedAt: 0, via: "relay" };
  const signals: TransportSignal[] = [
    { type: "request", request },
    { type: "response", time: 0.5, response },
  ];
  let offset = 0;
  for (const [index, bytes] of pieces.entries()) {
    if (marksBefore.has(index)) {
      const detail = JSON.stringify({ kind: "delay", rule: 1, says: "held for 5 ms" });
      const notes = [{ code: "injected", offset, detail }] as const;
      signals.push({ type: "chunk", time: index, bytes: new Uint8Array(0), frames: [], notes });
    }
    signals.push({ type: "chunk", time: index + 1, bytes, ...body.push(bytes) });
    offset += bytes.length;
  }
  signals.push({ type: "end", time: pieces.length + 1, reason: "complete", message: "", ...body.end() });
  return signals;
}

/** Everything that a recording is and says. */
function contents(reading: Reading) {
  const { log } = reading;
  return {
    entries: Array.from({ length: log.length }, (_, index) => ({
      ...log.entry(index + 1),
      bytes: [...log.bytes(index + 1)],
      findings: reading.findingsAt(index + 1),
    })),
    exchanges: log.exchanges,
    notes: log.notes,
    findings: reading.findings,
    counts: { ...reading.findingCounts },
    dropped: reading.droppedBytes,
    file: [...writeRecording(log, "")],
    view: reading.viewAt(log.length),
  };
}

/** A gate over a reading, holding at the given events; `pause` happens when a test lets it. */
function gated(hits: ReadonlyMap<number, readonly string[]>, limitBytes?: number) {
  const reading = new Reading(limitBytes === undefined ? {} : { limitBytes });
  const counted: string[] = [];
  const asked: number[] = [];
  const host = {
    on: true,
    slows: false,
    now: 0,
    changes: 0,
    wake: (): void => undefined,
  };
  const watch: BreakWatch = {
    hitsAt: (seq) => {
      asked.push(seq);
      return hits.get(seq) ?? [];
    },
  };
  const gate = new BreakGate({
    watch: () => (host.on ? watch : undefined),
    slowsAgent: () => host.slows,
    onHit: (ids) => void counted.push(...ids),
    onChange: () => void host.changes++,
    pacer: { now: () => host.now, pause: () => new Promise((resolve) => (host.wake = resolve)) },
  });
  gate.open(reading, (signal) => reading.receive(signal));
  return { gate, reading, host, counted, asked };
}

const whole = (...texts: string[]): TransportSignal[] => signalsOf([encoder.encode(texts.join(""))]);
const at = (...seqs: number[]): ReadonlyMap<number, readonly string[]> => new Map(seqs.map((seq) => [seq, ["b"]]));

describe("BreakGate", () => {
  it("holds after the event that met the breakpoint, in the middle of a chunk", () => {
    const { gate, reading } = gated(at(2));
    for (const signal of whole(STARTED, delta(0), delta(1), FINISHED)) void gate.accept(signal);
    expect(reading.length).toBe(2);
    expect(gate.held).toEqual({
      at: 2,
      breakpoint: "b",
      lastHit: "b",
      waiting: 2,
      waitingBytes: encoder.encode(delta(1) + FINISHED).length,
      hasEnded: true,
      isStepping: false,
    });
    expect(reading.viewAt(2).state).toEqual({ n: 0 });
  });

  it("steps event by event to the end", () => {
    const { gate, reading } = gated(at(1));
    for (const signal of whole(STARTED, delta(0), FINISHED)) void gate.accept(signal);
    const seen: unknown[] = [];
    while (gate.held) {
      seen.push([gate.held.at, gate.held.breakpoint, gate.held.waiting]);
      gate.release("step");
    }
    expect(seen).toEqual([
      [1, "b", 2],
      [2, undefined, 1],
      [3, undefined, 0],
    ]);
    expect(reading.log.exchanges[0]?.end?.reason).toBe("complete");
  });

  it("waits for the event of a step that has not come yet, and holds after it", () => {
    const { gate, reading } = gated(at(1));
    const signals = signalsOf([STARTED, delta(0) + delta(1)].map((text) => encoder.encode(text)));
    for (const signal of signals.slice(0, 3)) void gate.accept(signal);
    gate.release("step");
    expect(gate.held).toMatchObject({ at: 1, isStepping: true });
    void gate.accept(signals[3] as TransportSignal);
    expect(gate.held).toMatchObject({ at: 2, isStepping: false, waiting: 1 });
    expect(reading.length).toBe(2);
  });

  it("goes on to the next hit of any breakpoint, of the same one, or past all", () => {
    const hits = new Map([
      [1, ["a"]],
      [2, ["b"]],
      [4, ["a", "b"]],
      [5, ["b"]],
    ]);
    const { gate, reading, counted } = gated(hits);
    const signals = whole(STARTED, delta(0), delta(1), delta(2), delta(3), FINISHED);
    for (const signal of signals) void gate.accept(signal);
    gate.release("nextHit");
    expect(gate.held).toMatchObject({ at: 4, breakpoint: "a" });
    gate.release("continue");
    expect(gate.held).toMatchObject({ at: 5, breakpoint: "b" });
    gate.release("toEnd");
    expect(gate.held).toBeUndefined();
    expect(reading.length).toBe(6);
    expect(counted).toEqual(["a", "b", "a", "b", "b"]);
  });

  it("asks each breakpoint about each event once, and about none while they are off", () => {
    const { gate, asked, host } = gated(at(2));
    host.on = false;
    const signals = signalsOf([STARTED, delta(0), delta(1)].map((text) => encoder.encode(text)));
    for (const signal of signals.slice(0, 3)) void gate.accept(signal);
    expect(asked).toEqual([]);
    host.on = true;
    void gate.accept(signals[3] as TransportSignal);
    gate.release("continue");
    void gate.accept(signals[4] as TransportSignal);
    expect(asked).toEqual([2, 3]);
  });

  it("delivers everything when it lets go, and holds no more", () => {
    const { gate, reading } = gated(at(1, 2, 3));
    const signals = signalsOf([STARTED + delta(0), delta(1)].map((text) => encoder.encode(text)));
    for (const signal of signals.slice(0, 3)) void gate.accept(signal);
    expect(reading.length).toBe(1);
    gate.letGo();
    for (const signal of signals.slice(3)) void gate.accept(signal);
    expect(gate.held).toBeUndefined();
    expect(reading.length).toBe(3);
    expect(reading.log.exchanges[0]?.end).toBeDefined();
  });

  it("catches up for a file and goes on holding", async () => {
    const { gate, reading } = gated(at(1, 2));
    const signals = signalsOf([STARTED + delta(0), delta(1)].map((text) => encoder.encode(text)));
    for (const signal of signals.slice(0, 3)) void gate.accept(signal);
    expect(await gate.catchUp()).toBe(1);
    expect(gate.held).toMatchObject({ at: 2, breakpoint: undefined, waiting: 0 });
    void gate.accept(signals[3] as TransportSignal);
    expect(reading.length).toBe(2);
    expect(gate.held).toMatchObject({ waiting: 1 });
  });

  it("delivers a backlog in slices, in order, with what comes meanwhile behind it", async () => {
    const { gate, reading, host } = gated(at(1));
    const signals = signalsOf([STARTED + delta(0) + delta(1), delta(2)].map((text) => encoder.encode(text)));
    for (const signal of signals.slice(0, 3)) void gate.accept(signal);
    // From here on each look at the clock finds the slice used up.
    Object.defineProperty(host, "now", { get: () => performance.now() * 1e9 });
    gate.release("continue");
    expect(reading.length).toBe(2);
    for (const signal of signals.slice(3)) void gate.accept(signal);
    expect(reading.length).toBe(2);
    // Each turn of the page lets one slice follow: two events, the chunk behind them and the end.
    for (let slice = 0; slice < 5; slice++) {
      host.wake();
      await Promise.resolve();
    }
    await gate.whenIdle();
    expect(contents(reading)).toEqual(contents(readWhole(signals)));
  });

  it("asks the transport to read no further while it holds, where the agent shall feel it", async () => {
    const { gate, host } = gated(at(1));
    host.slows = true;
    const signals = signalsOf([STARTED, delta(0), delta(1), delta(2)].map((text) => encoder.encode(text)));
    expect(signals.slice(0, 2).map((signal) => gate.accept(signal))).toEqual([undefined, undefined]);
    const held = gate.accept(signals[2] as TransportSignal);
    gate.release("step");
    // The step wants one more event, so reading goes on; then it is held again.
    await held;
    const again = gate.accept(signals[3] as TransportSignal);
    expect(again).toBeInstanceOf(Promise);
    gate.release("toEnd");
    await again;
    expect(gate.accept(signals[4] as TransportSignal)).toBeUndefined();
  });

  it("lets the transport read on as soon as the agent shall not feel it any more, or on Stop", async () => {
    for (const release of ["switch", "stop"]) {
      const { gate, host } = gated(at(1));
      host.slows = true;
      const [request, response, chunk] = whole(STARTED, delta(0)) as [
        TransportSignal,
        TransportSignal,
        TransportSignal,
      ];
      void gate.accept(request);
      void gate.accept(response);
      const held = gate.accept(chunk);
      if (release === "stop") gate.letGo();
      else {
        host.slows = false;
        gate.changed();
      }
      await expect(held).resolves.toBeUndefined();
    }
  });

  const blockArbitrary = fc.oneof(
    fc.nat({ max: 3 }).map(delta),
    fc.constantFrom(
      STARTED,
      FINISHED,
      ": a comment\n\n",
      "event: only\n\n",
      "data: {broken\n\n",
      "data: {broken\r\n\r\n",
      "data: 1\rdata: 2\r\r",
      " data: spaced\n\n",
      event({ type: "CUSTOM", name: "é", value: "\u{1F600}" }),
      event({ type: "NOBODY_KNOWS" }),
      'data: {"type":"TEXT_MESSAGE_CONTENT","messageId":"m","delta":"\u{FEFF}"}\n\n',
      "\n\n\n",
      "data: without an end",
    ),
  );

  it("leaves the recording as it would have been, whatever is held, stepped or passed over", async () => {
    const actions: readonly (HoldAction | "catchUp" | "nothing")[] = [
      "step",
      "continue",
      "nextHit",
      "toEnd",
      "catchUp",
      "nothing",
      "nothing",
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.array(blockArbitrary, { maxLength: 14 }),
        fc.constantFrom<readonly number[]>([], [0xff], [0xef, 0xbb, 0xbf]),
        fc.array(fc.nat({ max: 900 }), { maxLength: 8 }),
        fc.array(fc.nat({ max: 20 }), { maxLength: 8 }),
        fc.array(fc.nat({ max: 8 }), { maxLength: 3 }),
        fc.array(fc.constantFrom(...actions), { maxLength: 30 }),
        fc.option(fc.nat({ max: 600 }), { nil: undefined }),
        async (blocks, odd, cuts, hits, marks, acts, limit) => {
          const body = Uint8Array.from([...odd, ...encoder.encode(blocks.join(""))]);
          const pieces = cutAt(
            body,
            cuts.map((cut) => Math.min(cut, body.length)),
          ).filter(({ length }) => length > 0);
          const signals = signalsOf(pieces, new Set(marks));
          const { gate, reading } = gated(new Map(hits.map((seq, index) => [seq, [`b${index % 3}`]])), limit);
          const todo = [...acts];
          for (const signal of signals) {
            // A transport may use its buffer again.
            const lent = signal.type === "chunk" ? { ...signal, bytes: signal.bytes.slice() } : signal;
            void gate.accept(lent);
            if (lent.type === "chunk") lent.bytes.fill(0x58);
            const act = todo.shift() ?? "nothing";
            if (act === "catchUp") await gate.catchUp();
            else if (act !== "nothing") gate.release(act);
          }
          while (gate.held) gate.release(todo.length % 2 === 0 ? "step" : "continue");
          await gate.whenIdle();
          expect(contents(reading)).toEqual(contents(readWhole(signals, limit)));
        },
      ),
      { numRuns: 400 },
    );
  });
});

function readWhole(signals: readonly TransportSignal[], limitBytes?: number): Reading {
  const reading = new Reading(limitBytes === undefined ? {} : { limitBytes });
  for (const signal of signals) reading.receive(signal);
  return reading;
}
