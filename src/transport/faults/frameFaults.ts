import { assertNever } from "#src/lib/assert.ts";
import { isBom } from "#src/transport/frameText.ts";
import { corrupted } from "./corruptFrame.ts";
import { injected, type FaultStep } from "./faultStep.ts";
import { type FrameAt, originalText } from "./frameAt.ts";
import { splitPlaces } from "./splitPlaces.ts";
import type { Strikes } from "./strikes.ts";
import type { FaultKind } from "./types.ts";

const LF = 10;
const CR = 13;
const MARK = 3;
/** Milliseconds between the pieces of a split frame: without them the network would join the pieces again. */
const PIECE_GAP = 2;

/** A type that AG-UI does not have, and that says whose it is. */
export const UNKNOWN_TYPE = "AGUI_SCOPE_UNKNOWN_EVENT";
/** Field 1000, which the protobuf schema of AG-UI does not have, with an empty value. */
const UNKNOWN_MESSAGE = [0xc2, 0x3e, 0x00];

const find = (struck: readonly Strikes[], kind: FaultKind): Strikes | undefined =>
  struck.find(({ rule }) => rule.kind === kind);

/** The frame's bytes after faults that change them; the marks go to `steps`. */
export function changedBytes(at: FrameAt, struck: readonly Strikes[], steps: FaultStep[]): Uint8Array {
  let { bytes } = at;
  const corrupt = find(struck, "corrupt");
  if (corrupt !== undefined) {
    const { bytes: broken, place } = corrupted(at, corrupt.random);
    const what = at.frame.data === "" ? "the message" : "its JSON";
    steps.push(injected("corrupt", `Made ${what} invalid by a change of byte ${place}.`, originalText(at)));
    bytes = broken;
  }
  if (find(struck, "crlf") !== undefined) {
    // The sentence says how to get the original back, unless there were other line ends already.
    const original = at.bytes.includes(CR) ? originalText(at) : undefined;
    steps.push(injected("crlf", "Sent with CRLF line ends; the agent sent LF.", original));
    bytes = withCrlf(bytes);
  }
  return bytes;
}

/** Adds the steps that send the bytes: at once, byte by byte or in pieces, and a second time. */
export function sendBytes(bytes: Uint8Array, at: FrameAt, struck: readonly Strikes[], steps: FaultStep[]): void {
  const drip = find(struck, "drip");
  const split = find(struck, "split");
  if (drip !== undefined) {
    const { ms = 0 } = drip.rule;
    steps.push(injected("drip", `Sent byte by byte, ${ms} ms apart.`), { type: "drip", bytes, ms });
  } else if (split !== undefined) {
    const places = splitPlaces(bytes, split.random);
    steps.push(injected("split", `Sent in ${places.length + 1} pieces, cut before the bytes ${places.join(", ")}.`));
    [0, ...places].forEach((from, index) => {
      if (index > 0) steps.push({ type: "wait", ms: PIECE_GAP });
      steps.push({ type: "bytes", bytes: bytes.subarray(from, places[index]) });
    });
  } else steps.push({ type: "bytes", bytes });
  if (find(struck, "duplicate") !== undefined) {
    steps.push(injected("duplicate", "Sent a second time; the agent sent it once."));
    // Only the start of a body is a byte order mark.
    const hasMark = at.frame.start === 0 && isBom(bytes, 0);
    steps.push({ type: "bytes", bytes: hasMark ? bytes.subarray(MARK) : bytes });
  }
}

/** An event that no agent sends, framed as its neighbours are. A byte order mark at the start of the body stays there. */
export function withUnknownEvent(at: FrameAt): { readonly before: Uint8Array; readonly frame: Uint8Array } {
  const { frame, bytes } = at;
  const event = unknownEvent(at);
  if (frame.start > 0 || !isBom(bytes, 0)) return { before: event, frame: bytes };
  const before = new Uint8Array(MARK + event.length);
  before.set(bytes.subarray(0, MARK));
  before.set(event, MARK);
  return { before, frame: bytes.subarray(MARK) };
}

function unknownEvent({ frame }: FrameAt): Uint8Array {
  const json = JSON.stringify({ type: UNKNOWN_TYPE, note: "AG-UI Scope added this event by a fault rule." });
  switch (frame.kind) {
    case "binary-message":
      return Uint8Array.from(UNKNOWN_MESSAGE);
    case "protobuf":
      return Uint8Array.from([0, 0, 0, UNKNOWN_MESSAGE.length, ...UNKNOWN_MESSAGE]);
    case "text-message":
      return new TextEncoder().encode(json);
    case "json":
      return new TextEncoder().encode(`${json}\n`);
    case "event":
    case "comment":
    case "field":
    case "body":
      return new TextEncoder().encode(`data: ${json}\n\n`);
    default:
      return assertNever(frame.kind);
  }
}

/** CRLF for each LF that has no CR before it. */
export function withCrlf(bytes: Uint8Array): Uint8Array {
  const isBare = (at: number): boolean => bytes[at] === LF && bytes[at - 1] !== CR;
  let bare = 0;
  for (let at = 0; at < bytes.length; at++) if (isBare(at)) bare++;
  const out = new Uint8Array(bytes.length + bare);
  let to = 0;
  for (let at = 0; at < bytes.length; at++) {
    if (isBare(at)) out[to++] = CR;
    out[to++] = bytes[at] as number;
  }
  return out;
}
