import { FRAME_LIMIT, type Framed, type Framer, nothingFramed } from "./framer.ts";
import { decodeStrict, decodeUtf8, invalidUtf8Note, oversizedNote, withinLimit } from "./frameText.ts";
import { PendingBytes } from "./pendingBytes.ts";
import { blockText, dataStart, isDataAt, readBlock, strayLine } from "./sseBlock.ts";
import { SseNotes } from "./sseNotes.ts";
import { SseScanner } from "./sseScanner.ts";

const LF = 10;
/** Characters of a line that a note holds. */
const STRAY_SHOWN = 200;

/**
 * Cuts a server-sent event stream into frames by the rules of WHATWG, and notes what others stumble over.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 *
 * A frame is one block with the blank lines before it and the one that ends it; blank lines at the end of the body belong to no frame.
 * A last block without a blank line, which browsers drop, is a frame with `unterminated`.
 */
export class SseFramer implements Framer {
  /** Where the next frame begins in the body. */
  private start = 0;
  private readonly pending: PendingBytes;
  private readonly scanner = new SseScanner();
  private readonly noticed = new SseNotes();

  /** `limit`: how many bytes of a frame are interpreted. */
  constructor(private readonly limit = FRAME_LIMIT) {
    this.pending = new PendingBytes(limit + 1);
  }

  push(bytes: Uint8Array): Framed {
    const out = nothingFramed();
    let from = 0;
    if (this.pending.total > 0) {
      from = this.scanner.scan(bytes, 0);
      if (from < 0) {
        this.pending.append(bytes);
        return out;
      }
      this.pending.append(bytes.subarray(0, from));
      this.framePending(false, out);
    }
    if (from < bytes.length) this.frameWhole(from === 0 ? bytes : bytes.subarray(from), out);
    return out;
  }

  end(): Framed {
    const out = nothingFramed();
    if (this.pending.total === 0) return out;
    if (this.scanner.hasContent) this.framePending(!this.scanner.isComplete, out);
    else this.noticed.inspect(this.pending.view(), this.start, out.notes);
    return out;
  }

  /** Frames what is complete in `bytes`, which begin where the last frame ended, and keeps the rest. */
  private frameWhole(bytes: Uint8Array, out: Framed): void {
    const close = this.start > 0 || bytes[0] !== 0xef ? lastPair(bytes) : 0;
    const text = close > 0 ? decodeStrict(close === bytes.length ? bytes : bytes.subarray(0, close)) : undefined;
    let used = text === undefined || text.includes("\r") ? 0 : this.frameByText(bytes, text, out);
    if (used > 0) this.scanner.passStart();
    while (used < bytes.length) {
      const end = this.scanner.scan(bytes, used);
      if (end < 0) {
        this.pending.append(bytes.subarray(used));
        return;
      }
      this.frameBlock(bytes.subarray(used, end), end - used, false, out);
      used = end;
    }
  }

  /**
   * The hot path: LF is the only line end, the UTF-8 is well-formed, and the chunk was decoded in one go. Blocks are found in the text, and
   * each one's place among the bytes follows from it: a block of n characters has at least n bytes, and the first pair of LF at or after its
   * nth byte ends it. Returns how many bytes are in frames now.
   */
  private frameByText(bytes: Uint8Array, text: string, out: Framed): number {
    let used = 0;
    for (let at = 0; at < text.length;) {
      const isData = this.noticed.lineFeedKnown && isDataAt(text, at);
      let close = isData ? text.indexOf("\n", at) : -1;
      const isSingle = isData && text.charCodeAt(close + 1) === LF;
      if (!isSingle) {
        let content = at;
        while (text.charCodeAt(content) === LF) content++;
        close = text.indexOf("\n\n", content);
        if (close < 0) break;
      }
      const end = pairEnd(bytes, used + close + 2 - at);
      const byteLength = end - used;
      if (isSingle && byteLength <= this.limit) {
        const data = text.slice(dataStart(text, at), close);
        const next = this.start + byteLength;
        out.frames.push({ kind: "event", start: this.start, end: next, data, unterminated: false });
        this.start = next;
      } else {
        this.frameBlock(bytes.subarray(used, end), byteLength, false, out, text.slice(at, close + 2));
      }
      used = end;
      at = close + 2;
    }
    return used;
  }

  private framePending(unterminated: boolean, out: Framed): void {
    this.frameBlock(this.pending.view(), this.pending.total, unterminated, out);
    this.pending.clear();
  }

  /** Makes the frame of one block of `byteLength` bytes, of which `bytes` are at hand, and `decoded` is their text if it is known. */
  private frameBlock(
    bytes: Uint8Array,
    byteLength: number,
    unterminated: boolean,
    out: Framed,
    decoded?: string,
  ): void {
    const kept = withinLimit(bytes, this.limit);
    const text = decoded !== undefined && kept === bytes ? decoded : decodeUtf8(kept);
    const { start } = this;
    this.start += byteLength;
    if (this.noticed.needsInspection(text)) this.noticed.inspect(kept, start, out.notes);
    const invalid = invalidUtf8Note(kept, text, start);
    if (invalid) out.notes.push(invalid);
    const oversized = oversizedNote(byteLength, this.limit, start);
    if (oversized) out.notes.push(oversized);
    const block = blockText(text, start);
    const { kind, data, hasField } = readBlock(block);
    // Such a line alone in its block is read from the frame.
    const stray = hasField && kind === "event" ? strayLine(block) : undefined;
    if (stray !== undefined) out.notes.push({ code: "stray-text", offset: start, detail: stray.slice(0, STRAY_SHOWN) });
    out.frames.push({ kind, start, end: this.start, data, unterminated });
  }
}

/** The offset after the last pair of LF, or 0. */
function lastPair(bytes: Uint8Array): number {
  let end = bytes.length;
  while (end >= 2 && (bytes[end - 1] !== LF || bytes[end - 2] !== LF)) end--;
  return end < 2 ? 0 : end;
}

/** The offset after the first pair of LF that ends at `from` or later. */
function pairEnd(bytes: Uint8Array, from: number): number {
  let end = from;
  while (bytes[end - 1] !== LF || bytes[end - 2] !== LF) end++;
  return end;
}
