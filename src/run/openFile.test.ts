import { describe, expect, it } from "vitest";
import { openFile, type OpenedFile } from "./openFile.ts";
import type { Pacer } from "./pacer.ts";
import { factsOf } from "./diagnosis/facts.ts";
import { statusOf } from "./runStatus.ts";
import { recordingFileName, saveFile } from "./saveFile.ts";

const EVENTS = [
  { type: "RUN_STARTED", threadId: "t", runId: "r" },
  { type: "TEXT_MESSAGE_START", messageId: "m", role: "assistant" },
  { type: "TEXT_MESSAGE_CONTENT", messageId: "m", delta: "Olá" },
  { type: "TEXT_MESSAGE_END", messageId: "m" },
  { type: "RUN_FINISHED", threadId: "t", runId: "r" },
];
const SSE = EVENTS.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");
const MESSAGES = [{ id: "m", role: "assistant", content: "Olá" }];

async function opened(text: string | Uint8Array): Promise<OpenedFile> {
  const result = await openFile(typeof text === "string" ? new TextEncoder().encode(text) : text);
  if (!result.ok) throw new Error(result.error);
  return result.value;
}
const endOf = ({ reading }: OpenedFile) => reading.viewAt(reading.length);

describe("openFile", () => {
  it.each([
    ["SSE", SSE],
    ["NDJSON", EVENTS.map((event) => JSON.stringify(event)).join("\n")],
    ["a JSON array", JSON.stringify(EVENTS)],
    ["a JSON array in many lines", JSON.stringify(EVENTS, undefined, 2)],
    ["curl -i", `HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n${SSE}`],
    ["curl -i over HTTP/2", `HTTP/2 200 \r\ncontent-type: text/event-stream\r\n\r\n${SSE}`],
  ])("reads %s", async (_name, text) => {
    const file = await opened(text);
    expect(endOf(file).messages).toEqual(MESSAGES);
    expect(statusOf(file.reading, 0)).toEqual({ phase: "finished", detail: "" });
  });

  it("keeps the status and headers of curl -i, those of the last response", async () => {
    const { reading } = await opened(
      `HTTP/1.1 307 Temporary Redirect\r\nlocation: /a/\r\n\r\nHTTP/1.1 404 Not Found\r\nx-a: b: c\r\n\r\nno such agent`,
    );
    expect(reading.log.exchanges[0]?.response).toMatchObject({
      status: 404,
      redirected: true,
      headers: [{ name: "x-a", value: "b: c" }],
    });
    expect(statusOf(reading, 0).detail).toContain("404 Not Found");
    expect(factsOf(reading, 0)?.bodyStart).toContain("no such agent");
  });

  it("shows a body that is no stream instead of refusing it", async () => {
    const { reading } = await opened('{"detail":"Not Found"}');
    expect(reading.length).toBe(1);
    expect(statusOf(reading, 0)).toMatchObject({
      phase: "failed",
      detail: "JSON instead of a stream",
    });
  });

  it.each([
    ["nothing", new Uint8Array(0), "empty"],
    [
      "a picture",
      Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52]),
      "binary",
    ],
    ["an archive", Uint8Array.from([0x50, 0x4b, 3, 4, 0x14, 0, 0, 0, 8, 0, 1, 2, 3, 4, 5, 6]), "binary"],
  ])("refuses %s and says what it expected", async (_name, bytes, reason) => {
    const result = await openFile(bytes);
    expect(result).toEqual({ ok: false, error: expect.stringContaining(reason) });
    expect(result).toEqual({ ok: false, error: expect.stringContaining(".agui.jsonl") });
  });
});

describe("saveFile", () => {
  it("writes what openFile reads back to the same view, findings and status", async () => {
    const before = (await opened(SSE)).reading;
    const { parts } = await saveFile(before, new Date(0));
    const file = await opened(parts.join(""));
    expect(file.problems).toEqual([]);
    expect(endOf(file)).toEqual(before.viewAt(before.length));
    expect(file.reading.findings).toEqual(before.findings);
    expect(statusOf(file.reading, 0)).toEqual(statusOf(before, 0));
  });

  it("brings back bookmarks and notes, and says which have no place", async () => {
    const { reading } = await opened(SSE);
    reading.annotations.set(2, "why?\nask");
    reading.annotations.set(1, "");
    const text = (await saveFile(reading, new Date(0))).parts.join("");
    const again = await opened(text);
    expect(again.reading.annotations.list).toEqual([
      { seq: 1, note: "" },
      { seq: 2, note: "why?\nask" },
    ]);
    expect(again.problems).toEqual([]);
    const twice = await opened(`${text}{"annotation":{"n":1,"note":"second"}}\n`);
    expect(twice.reading.annotations.at(1)).toEqual({ note: "" });
    expect(twice.problems).toEqual([
      expect.objectContaining({
        message: "The note belongs to event 1, which has one already; it is left out: second",
      }),
    ]);
  });

  it("survives a crash: without its last lines a recording opens, and says that it was cut", async () => {
    const { parts } = await saveFile((await opened(SSE)).reading, new Date(0));
    const lines = parts.join("").trimEnd().split("\n");
    const cut = await opened(`${lines.slice(0, -2).join("\n")}\n{"n":5,"t":0,"ra`);
    expect(endOf(cut).messages).toEqual(MESSAGES);
    expect(cut.problems).toHaveLength(1);
    expect(statusOf(cut.reading, 0)).toMatchObject({ phase: "failed" });
  });

  it("reads on after a damaged header, and refuses a newer version with advice", async () => {
    const { parts } = await saveFile((await opened(SSE)).reading, new Date(0));
    const text = parts.join("");
    const damaged = await opened(text.replace("}\n", "\n"));
    expect(endOf(damaged).messages).toEqual(MESSAGES);
    expect(damaged.problems[0]).toMatchObject({ line: 1 });
    const newer = await openFile(new TextEncoder().encode(text.replace('"version":1', '"version":2')));
    expect(newer).toEqual({ ok: false, error: expect.stringContaining("newer") });
  });

  it("names the file after host, thread and date, in characters that every file system takes", async () => {
    const { reading } = await opened(SSE);
    const date = new Date(Date.UTC(2026, 10, 20, 10, 15, 30));
    expect(recordingFileName(reading.log, date)).toBe("2026-11-20_10-15-30.agui.jsonl");
    reading.receive({
      type: "request",
      request: {
        method: "POST",
        url: "http://localhost:8000/chat",
        headers: [],
        body: '{"threadId":"thr/8f21:../x"}',
        startedAt: 0,
        via: "direct",
      },
    });
    expect(recordingFileName(reading.log, date)).toBe("localhost-8000_thr-8f21-..-x_2026-11-20_10-15-30.agui.jsonl");
  });
});

it("pauses long work", async () => {
  let clock = 0;
  let pauses = 0;
  const pacer: Pacer = { now: () => (clock += 5), pause: async () => void pauses++ };
  const progress: number[] = [];
  const large = new TextEncoder().encode(SSE.repeat(2000));
  await openFile(large, { pacer, onPause: ({ part }) => void progress.push(part) });
  expect(pauses).toBeGreaterThan(2);
  expect(progress.at(-1)).toBeGreaterThan(0.9);
  expect(progress).toEqual([...progress].sort((a, b) => a - b));
});

it("is cancelled at the next pause", async () => {
  const abort = new AbortController();
  let clock = 0;
  const pacer: Pacer = { now: () => (clock += 5), pause: async () => abort.abort() };
  const progress: number[] = [];
  const large = new TextEncoder().encode(SSE.repeat(2000));
  const result = await openFile(large, {
    pacer,
    signal: abort.signal,
    onPause: ({ part }) => void progress.push(part),
  });
  expect(result).toEqual({ ok: false, error: expect.stringContaining("cancelled") });
  expect(Math.max(0, ...progress)).toBeLessThan(1);
});
