/** Whatever moves the cursor, colours, rings, or turns the direction of writing: everything but line breaks and tabs. */
// oxlint-disable-next-line no-control-regex
const UNSEEN = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
const ALSO_IN_LINES = /[\n\t]/g;

/** A text of an agent for a terminal: what a terminal would obey is written out (`\x1b`), line breaks and tabs stay. */
export const visibleText = (text: string): string => text.replace(UNSEEN, writtenOut);

/** The same on one line, with line breaks and tabs written out. */
export const visibleLine = (text: string): string => visibleText(text).replace(ALSO_IN_LINES, writtenOut);

function writtenOut(character: string): string {
  const short = SHORT[character];
  if (short !== undefined) return short;
  const code = character.charCodeAt(0).toString(16);
  return code.length > 2 ? `\\u${code.padStart(4, "0")}` : `\\x${code.padStart(2, "0")}`;
}

const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };
