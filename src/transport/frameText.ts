import { completeUtf8Length, firstInvalidUtf8 } from "#src/lib/utf8.ts";
import type { WireNote } from "./types.ts";

// Frames are decoded one by one and in whole chunks, so a U+FEFF anywhere is text: only the start of a body is a byte order mark.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const strictDecoder = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true });

/** The byte order mark as text. */
export const BOM = "\uFEFF";

/** Texts of so many bytes are made without the browser's decoder, where they can be. */
const SHORT = 2048;

/** Decodes UTF-8; each ill-formed sequence becomes U+FFFD, a byte order mark stays. */
export function decodeUtf8(bytes: Uint8Array): string {
  // Chromium keeps account of each text that its decoder has made, and lets go of a million of them in one long task.
  return bytes.length <= SHORT && isAscii(bytes)
    ? String.fromCharCode.apply(undefined, bytes as unknown as number[])
    : decoder.decode(bytes);
}

function isAscii(bytes: Uint8Array): boolean {
  let all = 0;
  // oxlint-disable-next-line typescript/prefer-for-of -- three times as fast, and it is done for every frame.
  for (let at = 0; at < bytes.length; at++) all |= bytes[at] as number;
  return all < 0x80;
}

/** Decodes UTF-8, or gives undefined when it is not well-formed. Cheaper than to look for U+FFFD, which may also have been sent as such. */
export function decodeStrict(bytes: Uint8Array): string | undefined {
  try {
    return strictDecoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** True when the bytes have a UTF-8 byte order mark at `at`. */
export function isBom(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf;
}

/** The part of a frame that is interpreted: all of it, or what fits within `limit` without half a character at its end. */
export function withinLimit(bytes: Uint8Array, limit: number): Uint8Array {
  if (bytes.length <= limit) return bytes;
  const kept = bytes.subarray(0, limit);
  return kept.subarray(0, completeUtf8Length(kept));
}

/** The note on the first ill-formed UTF-8 sequence of a frame that begins at `start` in the body; `text` is its decoded text. */
export function invalidUtf8Note(bytes: Uint8Array, text: string, start: number): WireNote | undefined {
  if (!text.includes("\uFFFD")) return undefined;
  const at = firstInvalidUtf8(bytes);
  if (at < 0) return undefined;
  const hex = Array.from(bytes.subarray(at, at + 4), (byte) => byte.toString(16).padStart(2, "0"));
  return { code: "invalid-utf8", offset: start + at, detail: hex.join(" ") };
}

/** The note on a frame of more than `limit` bytes, if it is one. */
export function oversizedNote(byteLength: number, limit: number, start: number): WireNote | undefined {
  return byteLength > limit ? { code: "oversized-frame", offset: start, detail: String(byteLength) } : undefined;
}

/** The text of a whole buffered frame that begins at `start`, and its notes: mark, ill-formed UTF-8, length over `limit`. */
export function readBuffered(
  bytes: Uint8Array,
  byteLength: number,
  limit: number,
  start: number,
  notes: WireNote[],
): string {
  const kept = withinLimit(bytes, limit);
  const text = decodeUtf8(kept);
  if (start === 0 && isBom(kept, 0)) notes.push({ code: "bom-start", offset: 0, detail: "" });
  const invalid = invalidUtf8Note(kept, text, start);
  if (invalid) notes.push(invalid);
  const oversized = oversizedNote(byteLength, limit, start);
  if (oversized) notes.push(oversized);
  return text;
}
