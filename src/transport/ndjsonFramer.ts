import { isJson } from "#src/lib/json.ts";
import { FRAME_LIMIT, type Framed, type Framer, nothingFramed } from "./framer.ts";
import { readBuffered } from "./frameText.ts";
import { jsonText } from "./jsonText.ts";
import { isJsonSpace } from "./jsonValueScanner.ts";
import { PendingBytes } from "./pendingBytes.ts";

const LF = 10;

/**
 * Frames each line of newline-delimited JSON as it arrives, whether it is valid or not.
 *
 * A frame is one line with its LF and the blank lines before it; blank lines at the end of the body belong to no frame. A last line without an
 * LF is `unterminated` only if it is no whole JSON text, since the LF at the end is often left out.
 */
export class NdjsonFramer implements Framer {
  private start = 0;
  private hasContent = false;
  private readonly pending: PendingBytes;

  constructor(private readonly limit = FRAME_LIMIT) {
    this.pending = new PendingBytes(limit + 1);
  }

  push(bytes: Uint8Array): Framed {
    const out = nothingFramed();
    let used = 0;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] as number;
      if (!isJsonSpace(byte)) {
        this.hasContent = true;
        const end = bytes.indexOf(LF, at);
        if (end < 0) break;
        at = end;
      }
      if (bytes[at] !== LF || !this.hasContent) continue;
      this.pending.append(bytes.subarray(used, at + 1));
      this.emit(true, out);
      used = at + 1;
    }
    if (used < bytes.length) this.pending.append(bytes.subarray(used));
    return out;
  }

  end(): Framed {
    const out = nothingFramed();
    if (this.hasContent) this.emit(false, out);
    return out;
  }

  private emit(hasLineEnd: boolean, out: Framed): void {
    const { start } = this;
    const byteLength = this.pending.total;
    const text = readBuffered(this.pending.view(), byteLength, this.limit, start, out.notes);
    this.start = start + byteLength;
    const data = jsonText(text, start);
    out.frames.push({ kind: "json", start, end: this.start, data, unterminated: !hasLineEnd && !isJson(data) });
    this.pending.clear();
    this.hasContent = false;
  }
}
