import { FRAME_LIMIT, type Framed, type Framer, nothingFramed } from "./framer.ts";
import { readBuffered } from "./frameText.ts";
import { jsonText } from "./jsonText.ts";
import { isJsonSpace, JsonValueScanner } from "./jsonValueScanner.ts";
import { PendingBytes } from "./pendingBytes.ts";

const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const COMMA = 0x2c;

/**
 * Frames the elements of a JSON array, or JSON values that follow each other, as each of them is complete.
 *
 * A frame is one value with the white space, the commas and, for the first one, the bracket before it. The bracket that closes the array and
 * white space at the end of the body belong to no frame. Anything else after that bracket is one more frame, so that it is seen.
 * A value that the body's end cut is `unterminated`; an array that was never closed is noted as `trailing-bytes`.
 */
export class JsonFramer implements Framer {
  private start = 0;
  private readonly pending: PendingBytes;
  private readonly scanner = new JsonValueScanner();
  private opened: boolean;
  private closed = false;
  private afterEnd = false;

  constructor(
    private readonly layout: "array" | "values",
    private readonly limit = FRAME_LIMIT,
  ) {
    this.pending = new PendingBytes(limit + 1);
    this.opened = layout === "values";
  }

  push(bytes: Uint8Array): Framed {
    const out = nothingFramed();
    let used = 0;
    for (let at = 0; at < bytes.length;) {
      if (!this.scanner.isInside) {
        at = this.skip(bytes, at, this.start + this.pending.total - used);
        if (at === bytes.length) break;
      }
      const end = this.scanner.scan(bytes, at);
      if (end < 0) break;
      this.pending.append(bytes.subarray(used, end));
      this.emit(false, out);
      used = end;
      at = end;
    }
    if (used < bytes.length) this.pending.append(bytes.subarray(used));
    return out;
  }

  end(): Framed {
    const out = nothingFramed();
    const rest = { code: "trailing-bytes", offset: this.start, detail: String(this.pending.total) } as const;
    if (this.scanner.isInside || this.afterEnd) this.emit(!this.afterEnd && !this.scanner.isWord, out);
    if (this.layout === "array" && !this.closed) out.notes.push(rest);
    return out;
  }

  /** The offset of the first byte of the next value, or the length. `origin` is the place of `bytes[0]` in the body. */
  private skip(bytes: Uint8Array, from: number, origin: number): number {
    if (this.afterEnd) return bytes.length;
    for (let at = from; at < bytes.length; at++) {
      const byte = bytes[at] as number;
      const isMark = origin + at < 3 && byte === [0xef, 0xbb, 0xbf][origin + at];
      if (isMark || isJsonSpace(byte) || byte === COMMA) continue;
      if (!this.opened && byte === OPEN_ARRAY) this.opened = true;
      else if (this.closed) {
        this.afterEnd = true;
        return bytes.length;
      } else if (this.layout === "array" && byte === CLOSE_ARRAY) this.closed = true;
      else return at;
    }
    return bytes.length;
  }

  private emit(unterminated: boolean, out: Framed): void {
    const { start } = this;
    const byteLength = this.pending.total;
    const text = readBuffered(this.pending.view(), byteLength, this.limit, start, out.notes);
    this.start = start + byteLength;
    out.frames.push({ kind: "json", start, end: this.start, data: jsonText(text, start), unterminated });
    this.pending.clear();
  }
}
