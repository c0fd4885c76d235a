import { HttpAgent } from "@ag-ui/client";
import { Reading } from "#src/reconstruction/reading.ts";
import { createHttpTransport } from "#src/transport/httpTransport.ts";

/** One measured pass over a stream that the bench server sends over HTTP: its events, and milliseconds from request to result. */
interface Pass {
  readonly events: number;
  readonly ms: number;
}

let kept: Reading | undefined;

/** The limit: the same answer only decoded, split at blank lines and `JSON.parse`d; nothing is kept. */
async function limit(url: string): Promise<Pass> {
  const started = performance.now();
  const response = await fetch(url, { method: "POST", body: "{}" });
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  let rest = "";
  let events = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const text = rest + decoder.decode(value, { stream: true });
    let at = 0;
    for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n", at)) {
      if (JSON.parse(text.slice(at + 6, end)) !== null) events++;
      at = end + 2;
    }
    rest = text.slice(at);
  }
  return { events, ms: performance.now() - started };
}

/** Ours, through the page's own transport: framed, kept, decoded, checked, indexed and reconstructed; ends with the last view. */
async function ingest(url: string): Promise<Pass> {
  kept = undefined;
  const started = performance.now();
  const reading = await fill(url);
  const view = reading.viewAt(reading.length);
  const ms = performance.now() - started;
  if (view.runs[0]?.status !== "success") throw new Error(`The run ended as ${view.runs[0]?.status}.`);
  kept = reading;
  return { events: reading.length, ms };
}

async function fill(url: string): Promise<Reading> {
  const reading = new Reading();
  const request = { url, headers: [], body: "{}" };
  await createHttpTransport().run(request, (signal) => reading.receive(signal), new AbortController().signal);
  return reading;
}

/** The official client on the same answer. */
async function officialClient(url: string): Promise<Pass> {
  const agent = new HttpAgent({ url });
  let events = 0;
  const started = performance.now();
  await agent.runAgent(undefined, { onEvent: () => void events++ });
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

/** Keeps one recording and nothing else, for the caller to measure the heap. Returns its events. */
async function hold(url: string): Promise<number> {
  kept = undefined;
  kept = await fill(url);
  return kept.length;
}

/** Drops everything. */
function release(): void {
  kept = undefined;
}

Object.assign(globalThis, { bench: { limit, ingest, officialClient, seek, hold, release } });
