import { expect, it } from "vitest";
import { BodyReader } from "#src/transport/bodyReader.ts";
import { injectionComment } from "#src/transport/faults/injectionComment.ts";
import type { Injection } from "#src/transport/faults/types.ts";
import type { RelayRecord } from "#src/transport/relayWire.ts";
import { SignalAssembler } from "#src/transport/signalAssembler.ts";
import { recordingSignals } from "#src/recording/replayRecording.ts";
import { writeRecording } from "#src/recording/writeRecording.ts";
import { Reading } from "./reading.ts";

const A = 'data: {"type":"RUN_STARTED","threadId":"t","runId":"r"}\n\n';
const B = 'data: {"type":"STEP_STARTED","stepName":"s"}\n\n';
const request = { method: "POST", url: "http://agent.test/", headers: [], body: "{}", startedAt: 0, via: "relay" };
const response = {
  status: 200,
  statusText: "OK",
  headers: [{ name: "content-type", value: "text/event-stream" }],
  url: "http://agent.test/",
  redirected: false,
};

type Told = string | Injection;

/** What a relay tells: texts are bytes that arrived, injections stand where they were made. */
function tell(reading: Reading, told: readonly Told[], reason: "complete" | "reset" | "open" = "complete"): Reading {
  reading.receive({ type: "request", request });
  const assembler = new SignalAssembler((signal) => reading.receive(signal));
  const records: RelayRecord[] = [
    { type: "response", exchange: "x", time: 1, response },
    ...told.map((each): RelayRecord =>
      typeof each === "string"
        ? { type: "chunk", exchange: "x", time: 2, bytes: new TextEncoder().encode(each) }
        : { type: "injected", exchange: "x", time: 2, injection: each },
    ),
  ];
  if (reason !== "open") records.push({ type: "end", exchange: "x", time: 3, reason, message: "" });
  for (const record of records) void assembler.accept(record);
  return reading;
}

const injectedIn = (reading: Reading): readonly string[] =>
  reading.findings.filter(({ rule }) => rule === "scope/injected").map(({ seq, message }) => `${seq} ${message}`);

it("puts a mark on the frame that follows it", () => {
  const reading = tell(new Reading(), [A, { kind: "drop", says: "Dropped.", original: "x" }, B]);
  expect(injectedIn(reading)).toEqual(["2 Dropped."]);
  expect(reading.findingsAt(2)[0]).toMatchObject({ rule: "scope/injected", severity: "info", expected: "x" });
});

it("puts a mark that no frame follows on the last frame, once that is known", () => {
  const drop: Injection = { kind: "drop", says: "Dropped." };
  expect(injectedIn(tell(new Reading(), [A, drop], "open"))).toEqual([]);
  expect(injectedIn(tell(new Reading(), [A, drop]))).toEqual(["1 Dropped."]);
  expect(injectedIn(tell(new Reading(), [drop]))).toEqual(["0 Dropped."]);
});

it("shows a stall at once, on the last frame", () => {
  expect(injectedIn(tell(new Reading(), [A, { kind: "stall", says: "Stalled." }], "open"))).toEqual(["1 Stalled."]);
});

it("puts a cut beside the connection that it broke", () => {
  const reading = tell(new Reading(), [A, B, { kind: "cut", says: "Cut." }], "reset");
  expect(reading.findingsAt(2).map(({ rule }) => rule)).toEqual(
    expect.arrayContaining(["scope/injected", "transport/connection-lost"]),
  );
});

it("never puts a mark on the next exchange", () => {
  const reading = tell(new Reading(), [A, { kind: "drop", says: "Dropped." }], "open");
  tell(reading, [A]);
  expect(injectedIn(reading)).toEqual(["1 Dropped."]);
});

it("keeps marks in a recording, on the same frames", () => {
  const told: readonly Told[] = [
    { kind: "delay", says: "Delayed." },
    A,
    { kind: "drop", says: "Dropped.", original: '{"a":1}' },
    { kind: "duplicate", says: "Twice." },
    B,
    B,
    { kind: "cut", says: "Cut." },
  ];
  const before = tell(new Reading(), told);
  const after = new Reading();
  for (const signal of recordingSignals([...writeRecording(before.log, "2026-01-01T00:00:00Z")], () => undefined)) {
    after.receive(signal);
  }
  expect(injectedIn(after)).toEqual(["1 Delayed.", "2 Dropped.", "2 Twice.", "3 Cut."]);
  expect(after.findings).toEqual(before.findings);
});

it("reads the marks that one of its own agents writes as comments, and quotes them", () => {
  const reading = new Reading();
  reading.receive({ type: "request", request });
  const body = new BodyReader({ status: 200, contentType: "" });
  const mark = injectionComment({ kind: "drop", says: "Dropped.", original: "a\nb" });
  const bytes = new TextEncoder().encode(`${A}${mark}${B}: agui-scope injected nonsense\n\n: hi\n\n`);
  reading.receive({ type: "chunk", time: 1, bytes, ...body.push(bytes) });
  expect(injectedIn(reading)).toEqual(["2 A comment in the stream says: Dropped."]);
  expect(reading.findingsAt(2)[0]?.expected).toBe("a\nb");
});
