import { BOM } from "./frameText.ts";

/**
 * The JSON text of one `json` frame: its text without the white space around it, the comma that parts it from the element before, and, in the
 * first frame of a body, the byte order mark and the bracket that opens the array. A bracket that the frame also closes is the text's own.
 */
export function jsonText(frame: string, offset: number): string {
  if (offset > 0) return trimmed(frame, /^[ \t\r\n]*(?:,[ \t\r\n]*)*/);
  const text = trimmed(frame.startsWith(BOM) ? frame.slice(1) : frame, /^[ \t\r\n]*/);
  return text.startsWith("[") && !text.endsWith("]") ? trimmed(text, /^\[[ \t\r\n,]*/) : text;
}

function trimmed(text: string, lead: RegExp): string {
  const from = lead.exec(text)?.[0].length ?? 0;
  let end = text.length;
  while (end > from && " \t\r\n".includes(text.charAt(end - 1))) end--;
  return text.slice(from, end);
}
