import { expect } from "vitest";
import type { Framed, Framer } from "./framer.ts";
import { framePayload } from "./framePayload.ts";
import type { WireFrame } from "./types.ts";

/** The bytes of a text; lone surrogates are not for here. */
export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Pushes the pieces and then the end, and gives all frames and notes. */
export function framesOf(framer: Framer, pieces: readonly Uint8Array[]): Framed {
  const parts = pieces.map((piece) => {
    // A copy that is overwritten afterwards: a framer must not keep what it is given.
    const lent = piece.slice();
    const part = framer.push(lent);
    lent.fill(0x58);
    return part;
  });
  parts.push(framer.end());
  return { frames: parts.flatMap((part) => part.frames), notes: parts.flatMap((part) => part.notes) };
}

/** The body cut at the given offsets, in any order. */
export function cutAt(body: Uint8Array, offsets: readonly number[]): Uint8Array[] {
  const sorted = [...offsets].sort((a, b) => a - b);
  return [0, ...sorted].map((from, index) => body.subarray(from, sorted[index] ?? body.length));
}

/** Expects the same frames and notes for the whole body, for it cut in two at every offset, and byte by byte. Returns them. */
export function expectSameWhereverCut(make: () => Framer, body: Uint8Array): Framed {
  const whole = framesOf(make(), [body]);
  for (let at = 0; at <= body.length; at++) expect(framesOf(make(), cutAt(body, [at]))).toEqual(whole);
  expect(
    framesOf(
      make(),
      cutAt(
        body,
        Array.from(body, (_, at) => at),
      ),
    ),
  ).toEqual(whole);
  return whole;
}

/** Expects frames that follow each other from the first byte on and are read again with the same data; returns the bytes after them. */
export function expectContiguous(body: Uint8Array, frames: readonly WireFrame[], limit?: number): Uint8Array {
  let at = 0;
  for (const frame of frames) {
    expect(frame.start).toBe(at);
    expect(frame.end).toBeGreaterThan(frame.start);
    expect(framePayload(frame.kind, body.subarray(frame.start, frame.end), frame.start, limit)).toBe(frame.data);
    at = frame.end;
  }
  return body.subarray(at);
}
