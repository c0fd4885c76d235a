import { decodeUtf8, isBom } from "./frameText.ts";
import type { WireNote } from "./types.ts";

const LF = 10;
const CR = 13;
const INDENTED_FIELD = /^[ \t]+(?:data|event|id|retry):/;
const SHOWN = 80;

/**
 * Notices line ends and line starts that other readers of event streams stumble over.
 *
 * - `crlf` comes at most three times a body: `crlf` at the first CRLF, `cr` at the first lone CR, and `mixed` at the first line end that
 *   makes LF and one of these occur together. A body with `crlf` or `cr` and without `mixed` has no LF line end at all.
 * - `bom-midstream` and `leading-space` come once a block, with the line's text for the latter.
 */
export class SseNotes {
  private lf = false;
  private crlf = false;
  private cr = false;
  private mixed = false;

  /** True when a block whose lines all end with LF can bring no note on line ends any more. */
  get lineFeedKnown(): boolean {
    return this.lf;
  }

  /** True when `inspect` may find something in the block with this text. */
  needsInspection(text: string): boolean {
    return !this.lf || text.includes("\r") || text.includes("\uFEFF") || /(?:^|\n)[ \t]/.test(text);
  }

  /** Adds the notes on a block that begins at `start` in the body. */
  inspect(bytes: Uint8Array, start: number, notes: WireNote[]): void {
    let bomNoted = false;
    let indentNoted = false;
    let at = 0;
    if (start === 0 && isBom(bytes, 0)) {
      notes.push({ code: "bom-start", offset: 0, detail: "" });
      at = 3;
    }
    while (at < bytes.length) {
      const first = bytes[at];
      if (!bomNoted && isBom(bytes, at)) {
        bomNoted = true;
        notes.push({ code: "bom-midstream", offset: start + at, detail: "" });
      }
      let end = at;
      while (end < bytes.length && bytes[end] !== LF && bytes[end] !== CR) end++;
      if (!indentNoted && (first === 32 || first === 9)) {
        const line = decodeUtf8(bytes.subarray(at, end)).slice(0, SHOWN);
        if (INDENTED_FIELD.test(line)) {
          indentNoted = true;
          notes.push({ code: "leading-space", offset: start + at, detail: line });
        }
      }
      const isCrlf = bytes[end] === CR && bytes[end + 1] === LF;
      if (end < bytes.length) this.lineEnd(isCrlf ? "crlf" : bytes[end] === CR ? "cr" : "lf", start + end, notes);
      at = end + (isCrlf ? 2 : 1);
    }
  }

  private lineEnd(style: "lf" | "crlf" | "cr", offset: number, notes: WireNote[]): void {
    if (this[style]) return;
    this[style] = true;
    if (style !== "lf") notes.push({ code: "crlf", offset, detail: style });
    if (this.lf && (this.crlf || this.cr) && !this.mixed) {
      this.mixed = true;
      notes.push({ code: "crlf", offset, detail: "mixed" });
    }
  }
}
