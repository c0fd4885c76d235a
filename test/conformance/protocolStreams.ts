import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isObject } from "#src/lib/json.ts";
import { Decoder } from "#src/protocol/decode.ts";
import type { AguiEvent } from "#src/protocol/events.ts";
import { Linter } from "#src/protocol/lint/linter.ts";
import type { Finding } from "#src/protocol/lint/types.ts";
import type { FrameKind, WireResponse } from "#src/transport/types.ts";

/** A stream to test with: what was asked, what came, cut into frames in the simplest way. */
export interface TestStream {
  readonly name: string;
  readonly input: unknown;
  readonly response: WireResponse | undefined;
  readonly frames: readonly { readonly kind: FrameKind; readonly data: string }[];
}

const WILD = fileURLToPath(new URL("../fixtures/wild", import.meta.url));

/** Third-party vectors are not part of the project: undefined where the folder is not there. */
export function vectorsFolder(name: string): string | undefined {
  const folder = join("/work/shared/streams/vectors", name);
  return existsSync(folder) ? folder : undefined;
}

/** Reads a JSON file. */
export const readJson = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));

/** The streams recorded from real backends. */
export function wildStreams(): TestStream[] {
  const streams: TestStream[] = [];
  for (const entry of readdirSync(WILD, { recursive: true, encoding: "utf8" }).sort()) {
    const path = join(WILD, entry);
    if (entry.endsWith(".sse")) streams.push(sseStream(entry, path));
    else if (entry.endsWith(".json") && !entry.endsWith(".meta.json")) {
      const json = readJson(path);
      if (isObject(json) && Array.isArray(json["events"])) {
        streams.push({ name: entry, input: json["input"], response: undefined, frames: json["events"].map(asFrame) });
      }
    }
  }
  return streams;
}

/** One event as a frame. */
export const asFrame = (event: unknown): TestStream["frames"][number] => ({
  kind: "event",
  data: JSON.stringify(event),
});

function sseStream(name: string, path: string): TestStream {
  const text = readFileSync(path, "utf8");
  const metaPath = path.replace(/\.sse$/, ".meta.json");
  const meta = existsSync(metaPath) ? readJson(metaPath) : undefined;
  const { request, response } = (meta ?? {}) as {
    request?: { body?: unknown };
    response?: { status: string; headers: Record<string, string> };
  };
  const frames: TestStream["frames"][number][] = [];
  for (const block of text.split(/\r?\n\r?\n/)) {
    if (block.trim() === "") continue;
    const lines = block.split(/\r?\n/);
    const data = lines.filter((line) => line.startsWith("data:")).map((line) => line.slice(5).replace(/^ /, ""));
    if (data.length > 0) frames.push({ kind: "event", data: data.join("\n") });
    else if (lines.every((line) => line.startsWith(":"))) frames.push({ kind: "comment", data: "" });
    else frames.push({ kind: "body", data: block });
  }
  return {
    name,
    input: request?.body,
    response: response && {
      status: Number(response.status.split(" ")[1]),
      statusText: response.status.split(" ").slice(2).join(" "),
      headers: Object.entries(response.headers).map(([header, value]) => ({ name: header, value })),
      url: "http://127.0.0.1/",
      redirected: false,
    },
    frames,
  };
}

/** What decoding and linting say about a stream, and its usable events. */
export function readStream(stream: TestStream): { readonly findings: Finding[]; readonly events: AguiEvent[] } {
  const findings: Finding[] = [];
  const events: AguiEvent[] = [];
  const report = (finding: Finding): void => void findings.push(finding);
  const decoder = new Decoder();
  const linter = new Linter(report);
  linter.beginExchange(1, stream.input);
  if (stream.response) linter.response(stream.response);
  for (const [index, { kind, data }] of stream.frames.entries()) {
    const seq = index + 1;
    const decoded = decoder.decode(seq, kind, data, () => new Uint8Array(), report);
    const frame = { kind, data, start: 0, end: data.length, unterminated: false };
    linter.frame(seq, kind, frame, decoded);
    if (decoded.event) events.push(decoded.event);
  }
  linter.endExchange(stream.frames.length, { reason: "complete", message: "", time: 0 }, stream.frames.length);
  return { findings, events };
}
