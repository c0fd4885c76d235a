import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Reading } from "#src/reconstruction/reading.ts";
import { BodyReader } from "#src/transport/bodyReader.ts";

/** A request and the answer to it. */
export interface TestExchange {
  readonly body: unknown;
  /** Events, or the bytes of an event stream. */
  readonly answer: readonly object[] | string;
  /** True while the stream is still open. */
  readonly open?: boolean;
}

/** A reading of these exchanges. */
export function readingOf(...exchanges: readonly TestExchange[]): Reading {
  const reading = new Reading();
  for (const exchange of exchanges) receive(reading, exchange);
  return reading;
}

/** One more exchange for a reading. */
export function receive(reading: Reading, { body, answer, open = false }: TestExchange): void {
  const url = "http://agent.test/";
  const request = {
    method: "POST",
    url,
    headers: [],
    body: JSON.stringify(body),
    startedAt: 0,
    via: "direct",
  } as const;
  reading.receive({ type: "request", request });
  const response = { status: 200, statusText: "OK", headers: [], url, redirected: false };
  reading.receive({ type: "response", time: 0, response });
  const text =
    typeof answer === "string" ? answer : answer.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");
  const reader = new BodyReader({ status: 200, contentType: "text/event-stream" });
  const bytes = new TextEncoder().encode(text);
  reading.receive({ type: "chunk", time: 1, bytes, ...reader.push(bytes) });
  if (!open) reading.receive({ type: "end", time: 2, reason: "complete", message: "", ...reader.end() });
}

/** A recorded exchange: what was sent and what came back. */
export function wild(name: string): TestExchange & { readonly body: Readonly<Record<string, unknown>> } {
  const path = join(import.meta.dirname, "../../../test/fixtures/wild", name);
  const meta = JSON.parse(readFileSync(`${path}.meta.json`, "utf8")) as {
    readonly request: { readonly body: Readonly<Record<string, unknown>> };
  };
  return { body: meta.request.body, answer: readFileSync(`${path}.sse`, "utf8") };
}
