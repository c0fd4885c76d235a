import { HttpAgent } from "@ag-ui/client";
import { Reading } from "#src/reconstruction/reading.ts";
import { BodyReader } from "#src/transport/bodyReader.ts";
import { sseChunks, type StreamOptions } from "./stream.ts";

/** One measured pass. Times are milliseconds. */
interface Pass {
  readonly events: number;
  readonly ms: number;
}

type Stream = ReturnType<typeof sseChunks>;
const streams = new Map<string, Stream>();
let kept: Reading | undefined;

function streamOf(options: StreamOptions): Stream {
  const key = JSON.stringify(options);
  let stream = streams.get(key);
  if (!stream) {
    streams.clear();
    stream = sseChunks(options);
    streams.set(key, stream);
  }
  return stream;
}

/** The limit: the same bytes only decoded, split at blank lines and `JSON.parse`d; nothing is kept. */
function limit(options: StreamOptions): Pass {
  const { chunks, events } = streamOf(options);
  const started = performance.now();
  const decoder = new TextDecoder();
  let rest = "";
  let seen = 0;
  for (const chunk of chunks) {
    const text = rest + decoder.decode(chunk, { stream: true });
    let at = 0;
    for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n", at)) {
      if (JSON.parse(text.slice(at + 6, end)) !== null) seen++;
      at = end + 2;
    }
    rest = text.slice(at);
  }
  const ms = performance.now() - started;
  if (seen !== events) throw new Error(`The limit saw ${seen} of ${events} events.`);
  return { events, ms };
}

/** Ours: framed, kept, decoded, checked, indexed and reconstructed; ends with the last view. */
function ingest(options: StreamOptions): Pass {
  const { chunks, events } = streamOf(options);
  kept = undefined;
  const started = performance.now();
  const reading = fill(chunks);
  const view = reading.viewAt(reading.length);
  const ms = performance.now() - started;
  if (reading.length !== events || view.runs.length !== 1)
    throw new Error(`Read ${reading.length} of ${events} events.`);
  kept = reading;
  return { events, ms };
}

function fill(chunks: readonly Uint8Array[]): Reading {
  const reading = new Reading();
  const body = new BodyReader({ status: 200, contentType: "text/event-stream" });
  const request = { method: "POST", url: "http://bench/", headers: [], body: "{}", startedAt: 0, via: "bench" };
  reading.receive({ type: "request", request });
  let time = 0;
  for (const bytes of chunks) reading.receive({ type: "chunk", time: time++, bytes, ...body.push(bytes) });
  reading.receive({ type: "end", time, reason: "complete", message: "", ...body.end() });
  return reading;
}

/** The official client on the same bytes. */
async function officialClient(options: StreamOptions): Promise<Pass> {
  const { chunks, events } = streamOf(options);
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  const agent = new HttpAgent({
    url: "http://bench/",
    fetch: () => Promise.resolve(new Response(body, { headers: { "content-type": "text/event-stream" } })),
  });
  const started = performance.now();
  await agent.runAgent();
  return { events, ms: performance.now() - started };
}

/** Seeks to `count` pseudo-random events of the last ingested recording; the times in milliseconds, sorted. */
function seek(count: number): readonly number[] {
  if (!kept) throw new Error("Nothing was ingested before the seek.");
  const times: number[] = [];
  let random = 12345;
  for (let index = 0; index < count; index++) {
    random = (random * 1103515245 + 12345) % 2147483648;
    const seq = 1 + (random % kept.length);
    const started = performance.now();
    const view = kept.viewAt(seq);
    times.push(performance.now() - started);
    if (view.at !== seq) throw new Error(`Asked for event ${seq}, got ${view.at}.`);
  }
  return times.sort((a, b) => a - b);
}

/** Keeps one recording and drops everything else, for the caller to measure the heap. Returns its events. */
function hold(options: StreamOptions): number {
  kept = undefined;
  const { chunks, events } = streamOf(options);
  kept = fill(chunks);
  streams.clear();
  return events;
}

/** Drops everything. */
function release(): void {
  kept = undefined;
  streams.clear();
}

const bench = { limit, ingest, officialClient, seek, hold, release };

/** What the runner calls through the page. */
export type Bench = typeof bench;
Object.assign(globalThis, { bench });
