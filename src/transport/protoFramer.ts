import { FRAME_LIMIT, type Framed, type Framer, nothingFramed } from "./framer.ts";
import { oversizedNote } from "./frameText.ts";
import type { FrameKind } from "./types.ts";

const PREFIX = 4;

/**
 * Cuts a body of length-prefixed protobuf messages: four bytes of big-endian length, then the message.
 * The `data` of a frame is empty: the message is in its bytes, see `protobufMessage`. A remainder is an `unterminated` frame with a note.
 */
export class ProtoFramer implements Framer {
  private start = 0;
  /** How many bytes of the current frame have come. */
  private seen = 0;
  private messageLength = 0;

  constructor(private readonly limit = FRAME_LIMIT) {}

  push(bytes: Uint8Array): Framed {
    const out = nothingFramed();
    for (let at = 0; at < bytes.length;) {
      if (this.seen < PREFIX) {
        this.messageLength = this.messageLength * 256 + (bytes[at++] as number);
        this.seen++;
      } else {
        const more = Math.min(bytes.length - at, PREFIX + this.messageLength - this.seen);
        this.seen += more;
        at += more;
      }
      if (this.seen >= PREFIX && this.seen === PREFIX + this.messageLength) this.emit(false, out);
    }
    return out;
  }

  end(): Framed {
    const out = nothingFramed();
    if (this.seen === 0) return out;
    out.notes.push({ code: "trailing-bytes", offset: this.start, detail: String(this.seen) });
    this.emit(true, out);
    return out;
  }

  private emit(unterminated: boolean, out: Framed): void {
    const { start } = this;
    const oversized = oversizedNote(this.seen, this.limit, start);
    if (oversized) out.notes.push(oversized);
    this.start = start + this.seen;
    out.frames.push({ kind: "protobuf", start, end: this.start, data: "", unterminated });
    this.seen = 0;
    this.messageLength = 0;
  }
}

/** The message of a kept frame: a `protobuf` one has its length in front, and if the body ended inside only what there is of it. */
export function protobufMessage(kind: FrameKind, frame: Uint8Array): Uint8Array {
  return kind === "protobuf" ? frame.subarray(PREFIX) : frame;
}
