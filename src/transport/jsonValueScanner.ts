const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** True for the white space of JSON. */
export function isJsonSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

const isOpen = (byte: number): boolean => byte === 0x7b || byte === 0x5b;
const isClose = (byte: number): boolean => byte === 0x7d || byte === 0x5d;

/**
 * Finds where one JSON value ends, across pieces, by its brackets and quotes alone: what is between them need not be valid.
 * A number or a word ends before the next white space, comma or bracket.
 */
export class JsonValueScanner {
  private depth = 0;
  private inString = false;
  private escaped = false;
  private inWord = false;

  /** True between a value's first byte and its last. */
  get isInside(): boolean {
    return this.depth > 0 || this.inString || this.inWord;
  }

  /** True inside a number or a word, which the end of the body completes as well. */
  get isWord(): boolean {
    return this.inWord;
  }

  /** The offset after the value's last byte, or -1 when the bytes end inside it. Outside of a value, `bytes[from]` is the first byte of one. */
  scan(bytes: Uint8Array, from: number): number {
    for (let at = from; at < bytes.length; at++) {
      const byte = bytes[at] as number;
      if (this.inString) {
        if (this.escaped) this.escaped = false;
        else if (byte === BACKSLASH) this.escaped = true;
        else if (byte === QUOTE) {
          this.inString = false;
          if (this.depth === 0) return at + 1;
        }
      } else if (this.inWord) {
        if (byte === 0x2c || isJsonSpace(byte) || isOpen(byte) || isClose(byte)) {
          this.inWord = false;
          return at;
        }
      } else if (byte === QUOTE) this.inString = true;
      else if (isOpen(byte)) this.depth++;
      else if (isClose(byte)) {
        if (--this.depth <= 0) {
          this.depth = 0;
          return at + 1;
        }
      } else if (this.depth === 0) this.inWord = true;
    }
    return -1;
  }
}
