import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { BodyReader } from "#src/transport/bodyReader.ts";
import { framePayload } from "#src/transport/framePayload.ts";

const ROOT = join(import.meta.dirname, "../fixtures/wild");
const STREAMS = readdirSync(ROOT, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".sse"));

function framed(body: Uint8Array, size: number) {
  const reader = new BodyReader({ status: 200, contentType: "" });
  const parts = [];
  for (let from = 0; from < body.length; from += size) parts.push(reader.push(body.subarray(from, from + size)));
  parts.push(reader.end());
  return { frames: parts.flatMap(({ frames }) => frames), notes: parts.flatMap(({ notes }) => notes) };
}

it("has real streams to read", () => {
  expect(STREAMS.length).toBeGreaterThan(50);
});

it.each(STREAMS)("%s is its frames and blank lines at the end", (name) => {
  const body = new Uint8Array(readFileSync(join(ROOT, name)));
  const { frames, notes } = framed(body, body.length);
  let at = 0;
  for (const { kind, start, end, data } of frames) {
    expect(start).toBe(at);
    expect(framePayload(kind, body.subarray(start, end), start)).toBe(data);
    at = end;
  }
  expect(Buffer.from(body.subarray(at)).toString()).toMatch(/^[\r\n]*$/);
  expect(frames.length).toBeGreaterThan(0);
  for (const size of [1, 7, 64]) expect(framed(body, size)).toEqual({ frames, notes });
});

it.each(STREAMS)("%s gives the same frames wherever it is cut in two", (name) => {
  const body = new Uint8Array(readFileSync(join(ROOT, name))).subarray(0, 3000);
  const whole = framed(body, body.length);
  for (let at = 1; at < body.length; at++) {
    const reader = new BodyReader({ status: 200, contentType: "" });
    const parts = [reader.push(body.subarray(0, at)), reader.push(body.subarray(at)), reader.end()];
    const same = { frames: parts.flatMap(({ frames }) => frames), notes: parts.flatMap(({ notes }) => notes) };
    expect(JSON.stringify(same)).toBe(JSON.stringify(whole));
  }
});
