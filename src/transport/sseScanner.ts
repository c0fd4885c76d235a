const LF = 10;
const CR = 13;
const BOM_BYTES = [0xef, 0xbb, 0xbf];

/**
 * Finds where a block of an event stream ends, byte by byte and across chunks. A block is its leading blank lines, at least one other line,
 * and the blank line that ends it.
 *
 * A CR that may be half of a CRLF is waited for, so that the LF is part of the same frame wherever the chunks are cut. After a line that
 * ended with a lone CR nothing is waited for: streams with CR line ends would else show each event only when the next one arrives.
 */
export class SseScanner {
  /** How many bytes of a byte order mark the body began with; 3 or more once that question is settled. */
  private bom = 0;
  /** The block has a line that is not blank. */
  private content = false;
  /** No byte of the current line has been seen. */
  private lineStart = true;
  private afterCr = false;
  /** The block ended with CR, and an LF that follows belongs to it. */
  private held = false;

  /** True when the bytes since the last end are more than blank lines. */
  get hasContent(): boolean {
    return this.content || this.bom === 1 || this.bom === 2;
  }

  /** True when the block has its blank line and only waits for an LF that may follow. */
  get isComplete(): boolean {
    return this.held;
  }

  /** Says that the body's first block was found by other means. */
  passStart(): void {
    this.bom = BOM_BYTES.length;
  }

  /** The offset after the block's last byte, or -1 when the bytes end before it. The next call continues where this one stopped. */
  scan(bytes: Uint8Array, from: number): number {
    let at = from;
    if (this.bom < BOM_BYTES.length) at = this.skipBom(bytes, at);
    for (; at < bytes.length; at++) {
      const byte = bytes[at] as number;
      if (this.held) return this.finish(byte === LF ? at + 1 : at);
      if (byte === LF) {
        if (this.afterCr) this.afterCr = false;
        else if (this.lineStart && this.content) return this.finish(at + 1);
        else this.lineStart = true;
      } else if (byte === CR) {
        if (this.lineStart && this.content) {
          if (this.afterCr) return this.finish(at + 1);
          this.held = true;
        } else {
          this.lineStart = true;
          this.afterCr = true;
        }
      } else {
        this.content = true;
        this.lineStart = false;
        this.afterCr = false;
        while (at + 1 < bytes.length && bytes[at + 1] !== LF && bytes[at + 1] !== CR) at++;
      }
    }
    return -1;
  }

  private skipBom(bytes: Uint8Array, from: number): number {
    let at = from;
    while (at < bytes.length && this.bom < BOM_BYTES.length) {
      if (bytes[at] === BOM_BYTES[this.bom]) {
        this.bom++;
        at++;
        continue;
      }
      // What looked like the start of a mark was text.
      if (this.bom > 0) {
        this.content = true;
        this.lineStart = false;
      }
      this.passStart();
    }
    return at;
  }

  private finish(end: number): number {
    this.content = false;
    this.lineStart = true;
    this.afterCr = false;
    this.held = false;
    return end;
  }
}
