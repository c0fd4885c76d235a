/**
 * Cuts Markdown that is still growing into pieces that no later text changes, so that only the last one is parsed again.
 * A cut is made at a blank line outside a code fence, before a line that starts a paragraph, a heading or a fence:
 * lists, quotes, tables and indented text may continue over a blank line and stay whole.
 * The pieces joined are the text.
 */
export function markdownBlocks(text: string): readonly string[] {
  const blocks: string[] = [];
  let blockStart = 0;
  let lineStart = 0;
  let afterBlank = false;
  let fence = "";
  while (lineStart < text.length) {
    const newline = text.indexOf("\n", lineStart);
    const lineEnd = newline === -1 ? text.length : newline;
    const line = text.slice(lineStart, lineEnd);
    const mark = FENCE.exec(line)?.[1] ?? "";
    if (fence === "" && afterBlank && newline !== -1 && STARTS_BLOCK.test(line) && lineStart > blockStart) {
      blocks.push(text.slice(blockStart, lineStart));
      blockStart = lineStart;
    }
    if (fence === "") fence = mark;
    else if (mark.startsWith(fence)) fence = "";
    afterBlank = line.trim() === "";
    lineStart = lineEnd + 1;
  }
  if (blockStart < text.length) blocks.push(text.slice(blockStart));
  return blocks;
}

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
// Not a list item, a quote, a table row, a footnote or anything indented.
const STARTS_BLOCK = /^(?:`{3}|~{3}|#{1,6} |(?![-*+>|[]|\d{1,9}[.)])\S)/;

/** True for one line without anything that Markdown could mean: parsing it would give it back as it is. */
export function isPlainLine(text: string): boolean {
  return !MARKDOWN.test(text);
}

// Escapes, entities, emphasis, code, links, images, tables, HTML, addresses, line ends, and what makes a block at the start of a line.
const MARKDOWN = /[\\&*_`~[\]<>|@\r\n]|:\/\/|www\.|^\s|^#{1,6}(?:\s|$)|^[-+](?:\s|$)|^-{2,}|^=+|^\d{1,9}[.)](?:\s|$)/;

/** How much of a text is shown before the user asks for the rest: the part, and how many characters are left out before and after it. */
export interface Excerpt {
  readonly text: string;
  readonly before: number;
  readonly after: number;
}

/** The start of a long text, or its end while it grows: that is where something happens. */
export function excerpt(text: string, growing: boolean, limit: number): Excerpt {
  const hidden = text.length - limit;
  if (hidden <= 0) return { text, before: 0, after: 0 };
  return growing
    ? { text: text.slice(hidden), before: hidden, after: 0 }
    : { text: text.slice(0, limit), before: 0, after: hidden };
}
