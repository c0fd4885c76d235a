import type { CodeText, CodeVariable } from "./types.ts";

/** Any text without NUL as one word of a POSIX shell: in single quotes nothing has a meaning, and a quote ends and begins them again. */
export const shWord = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** A text with variables as one word of a POSIX shell. */
export function shText(pieces: CodeText): string {
  const text = joined(pieces);
  const isSimple = text.every((piece) => typeof piece !== "string" || /^[\w :.,/@%+=;?&~-]*$/.test(piece));
  if (isSimple && text.some((piece) => typeof piece !== "string"))
    return `"${text.map((piece) => (typeof piece === "string" ? piece : `\${${piece.name}}`)).join("")}"`;
  return text.map((piece) => (typeof piece === "string" ? shWord(piece) : `"\${${piece.name}}"`)).join("");
}

/** A text as the format of `printf`, for characters that a terminal or a shell would change. A hyphen in front would be an option. */
export function shPrintf(text: string): string {
  const octal = (char: string): string => `\\${char.charCodeAt(0).toString(8).padStart(3, "0")}`;
  const escaped = text
    .replaceAll("\\", "\\\\")
    .replaceAll("%", "%%")
    // oxlint-disable-next-line no-control-regex
    .replace(/^-|[\0-\x1f\x7f]/g, octal);
  return shWord(escaped);
}

/**
 * A JavaScript string. Escaped beside what must be: the two separators, which editors take for ends of lines, and the marks of direction,
 * with which code can look like other code.
 */
export const jsString = (text: string): string =>
  JSON.stringify(text).replace(
    /[\x7f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

// oxlint-disable-next-line no-control-regex
const UNSEEN = /[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** A Python string, with the same escaped; the text must hold no lone surrogate. */
export function pyString(text: string): string {
  const escaped = text
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"')
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t")
    .replace(UNSEEN, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return `"${escaped}"`;
}

/** A text with variables as an expression of JavaScript or Python, which both put texts together with +. */
export const sumText = (text: CodeText, quote: (text: string) => string): string =>
  joined(text)
    .map((piece) => (typeof piece === "string" ? quote(piece) : piece.name))
    .join(" + ");

/** A text for a comment: on one line whatever it is, because what follows a line break would be code. */
export const oneLine = (text: string): string => text.replace(/[\p{C}\u2028\u2029]/gu, "\uFFFD");

/** The same text with no two strings beside each other, and never empty. */
function joined(text: CodeText): CodeText {
  const pieces: (string | CodeVariable)[] = [];
  for (const piece of text) {
    const last = pieces.at(-1);
    if (typeof piece === "string" && typeof last === "string") pieces[pieces.length - 1] = last + piece;
    else pieces.push(piece);
  }
  return pieces.length === 0 ? [""] : pieces;
}
