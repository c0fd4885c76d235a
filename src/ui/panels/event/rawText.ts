/** One line of a frame as it came. */
export interface RawLine {
  readonly text: string;
  /** What ended it; nothing at the end of a frame that has no final line end. */
  readonly end: "\n" | "\r\n" | "\r" | "";
}

/** The exact text of a frame, or the part of it that is shown. */
export interface RawText {
  readonly lines: readonly RawLine[];
  readonly shownBytes: number;
  readonly totalBytes: number;
}

/** Bytes of a frame that are shown before the user asks for more. */
export const SHOWN_BYTES = 65_536;

/** The lines of a frame with their ends, at most `limit` bytes of it. Bytes that are no UTF-8 show as U+FFFD. */
export function rawText(bytes: Uint8Array, limit: number = SHOWN_BYTES): RawText {
  const shown = bytes.subarray(0, limit);
  // A byte order mark is part of what came, so it is kept.
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(shown);
  return { lines: linesOf(text), shownBytes: shown.length, totalBytes: bytes.length };
}

function linesOf(text: string): readonly RawLine[] {
  const lines: RawLine[] = [];
  const ends = /\r\n|\n|\r/g;
  let start = 0;
  for (let end = ends.exec(text); end; end = ends.exec(text)) {
    lines.push({ text: text.slice(start, end.index), end: end[0] as "\n" });
    start = ends.lastIndex;
  }
  if (start < text.length) lines.push({ text: text.slice(start), end: "" });
  return lines;
}

/** How a line end is drawn. A plain LF is what everybody expects, so it stays invisible. */
export function endMark(end: RawLine["end"]): string {
  return end === "\r\n" ? "␍␊" : end === "\r" ? "␍" : "";
}

/** One field of an SSE block other than `data`. */
export interface SseField {
  readonly name: string;
  readonly value: string;
}

/** The `event`, `id`, `retry` and unknown fields and the comments (named ":") of an SSE frame, as the WHATWG rules cut them. */
export function sseFields({ lines }: RawText): readonly SseField[] {
  return lines.flatMap(({ text }) => {
    const line = text.startsWith("\ufeff") ? text.slice(1) : text;
    if (line === "") return [];
    const colon = line.indexOf(":");
    const name = colon === -1 ? line : colon === 0 ? ":" : line.slice(0, colon);
    if (name === "data") return [];
    const value = colon === -1 ? "" : line.slice(colon + 1);
    return [{ name, value: value.startsWith(" ") ? value.slice(1) : value }];
  });
}

/** Bytes as lines of offset, hexadecimal and printable characters, 16 bytes a line. */
export function hexLines(bytes: Uint8Array, limit: number): readonly string[] {
  const lines: string[] = [];
  for (let offset = 0; offset < Math.min(bytes.length, limit); offset += 16) {
    const row = [...bytes.subarray(offset, Math.min(offset + 16, limit))];
    const hex = row.map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
    const text = row.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : "·")).join("");
    lines.push(`${offset.toString(16).padStart(6, "0")}  ${hex.padEnd(47)}  ${text}`);
  }
  return lines;
}
