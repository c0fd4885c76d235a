import { BodyReader } from "#src/transport/bodyReader.ts";
import type { WireNote, WireRequest } from "#src/transport/types.ts";
import type { Reading } from "./reading.ts";

/** Events as a stream sends them. */
export const sse = (...events: readonly object[]): string =>
  events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");

/** One exchange: each arrival is a chunk with its time and, where something was done to it, notes. It ends one millisecond after the last one. */
export function readRequest(
  reading: Reading,
  arrivals: readonly (readonly [time: number, text: string, notes?: readonly WireNote[]])[],
  request: Partial<WireRequest> = {},
): void {
  const body = new BodyReader({ status: 200, contentType: "text/event-stream" });
  reading.receive({
    type: "request",
    request: { method: "POST", url: "http://a/", headers: [], body: "", startedAt: 0, via: "direct", ...request },
  });
  for (const [time, text, marks = []] of arrivals) {
    const bytes = new TextEncoder().encode(text);
    const { frames, notes } = body.push(bytes);
    reading.receive({ type: "chunk", time, bytes, frames, notes: [...marks, ...notes] });
  }
  const time = (arrivals.at(-1)?.[0] ?? 0) + 1;
  reading.receive({ type: "end", time, reason: "complete", message: "", ...body.end() });
}

/** One exchange whose request carries a state (undefined: none) and whose answer comes in one piece. */
export function readAnswer(reading: Reading, state: unknown, ...events: readonly object[]): void {
  const body = JSON.stringify({ threadId: "t", runId: "r", messages: [], tools: [], context: [], state });
  readRequest(reading, [[1, sse(...events)]], { body });
}
