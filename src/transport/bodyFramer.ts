import { FRAME_LIMIT, type Framed, type Framer, nothingFramed } from "./framer.ts";
import { decodeUtf8, invalidUtf8Note, isBom, oversizedNote, withinLimit } from "./frameText.ts";
import { PendingBytes } from "./pendingBytes.ts";
import { blockText } from "./sseBlock.ts";

/** Keeps a body that is no event stream as one `body` frame, which comes at its end. A body of zero bytes has no frame. */
export class BodyFramer implements Framer {
  private readonly pending: PendingBytes;

  constructor(private readonly limit = FRAME_LIMIT) {
    this.pending = new PendingBytes(limit + 1);
  }

  push(bytes: Uint8Array): Framed {
    this.pending.append(bytes);
    return nothingFramed();
  }

  end(): Framed {
    const out = nothingFramed();
    const byteLength = this.pending.total;
    if (byteLength === 0) return out;
    const kept = withinLimit(this.pending.view(), this.limit);
    const text = decodeUtf8(kept);
    if (isBom(kept, 0)) out.notes.push({ code: "bom-start", offset: 0, detail: "" });
    const invalid = invalidUtf8Note(kept, text, 0);
    if (invalid) out.notes.push(invalid);
    const oversized = oversizedNote(byteLength, this.limit, 0);
    if (oversized) out.notes.push(oversized);
    out.frames.push({ kind: "body", start: 0, end: byteLength, data: blockText(text, 0), unterminated: false });
    return out;
  }
}
