import { isBinary } from "#src/transport/types.ts";
import { isJson } from "#src/lib/json.ts";
import type { FrameAt } from "./frameAt.ts";

const LF = 10;
const CR = 13;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const HASH = 0x23;
const STRUCTURE = new Set(Array.from("{}[]:,", (character) => character.charCodeAt(0)));
/** A wire type that protobuf does not have. */
const NO_WIRE_TYPE = 7;
const PREFIX = 4;

/** True when the frame has something whose change is sure to break it. */
export function canCorrupt(at: FrameAt): boolean {
  return isBinary(at.frame.kind) ? messageStart(at) < at.bytes.length : isJson(at.frame.data) && places(at).length > 0;
}

/**
 * The frame with one byte changed, so that nobody can read its event any more, and the place of that byte: a character of JSON that stands
 * outside of strings becomes "#"; the first tag of a protobuf message gets a wire type that there is not. For frames that `canCorrupt`.
 */
export function corrupted(at: FrameAt, random: () => number): { readonly bytes: Uint8Array; readonly place: number } {
  const bytes = at.bytes.slice();
  if (isBinary(at.frame.kind)) {
    const place = messageStart(at);
    bytes[place] = (bytes[place] ?? 0) | NO_WIRE_TYPE;
    return { bytes, place };
  }
  const all = places(at);
  const place = all[Math.floor(random() * all.length)] ?? 0;
  bytes[place] = HASH;
  return { bytes, place };
}

const messageStart = ({ frame }: FrameAt): number => (frame.kind === "protobuf" ? PREFIX : 0);

/** Where braces, brackets, colons, commas and quotes stand in the payload, outside of strings. */
function places({ frame, bytes }: FrameAt): number[] {
  const found: number[] = [];
  let inString = false;
  let escaped = false;
  const payload = frame.kind === "event" ? dataBytes(bytes) : valueBytes(frame.data, bytes);
  for (const [from, to] of payload) {
    for (let at = from; at < to; at++) {
      const byte = bytes[at] as number;
      if (escaped) escaped = false;
      else if (inString && byte === BACKSLASH) escaped = true;
      else if (byte === QUOTE) {
        // A quote that is gone leaves a string without its start or its end.
        found.push(at);
        inString = !inString;
      } else if (!inString && STRUCTURE.has(byte)) found.push(at);
    }
  }
  return found;
}

/** The ranges of the values of an event's data lines. */
function dataBytes(bytes: Uint8Array): (readonly [from: number, to: number])[] {
  const ranges: (readonly [number, number])[] = [];
  for (let at = 0; at < bytes.length;) {
    let end = at;
    while (end < bytes.length && bytes[end] !== LF && bytes[end] !== CR) end++;
    const line = String.fromCharCode(...bytes.subarray(at, Math.min(at + 8, end))).replace("\u00EF\u00BB\u00BF", "");
    if (line.startsWith("data:")) ranges.push([bytes.indexOf(0x3a, at) + 1, end]);
    at = end + 1;
  }
  return ranges;
}

/** The range of the value in a frame that may begin with white space, a comma or the bracket of an array. */
function valueBytes(data: string, bytes: Uint8Array): (readonly [from: number, to: number])[] {
  let to = bytes.length;
  while (to > 0 && " \t\r\n".includes(String.fromCharCode(bytes[to - 1] ?? 0))) to--;
  return [[Math.max(0, to - new TextEncoder().encode(data.trimEnd()).length), to]];
}
