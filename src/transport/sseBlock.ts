import { BOM, decodeUtf8 } from "./frameText.ts";

const LF = 10;
const SPACE = 32;
const COLON = 58;

/** What one block of an event stream says. */
export interface SseBlock {
  readonly kind: "event" | "comment" | "field";
  /** The `data` lines joined with LF; empty without any. */
  readonly data: string;
  /** Whether it has lines other than data and comments. */
  readonly hasField: boolean;
}

/** The fields of server-sent events. */
const FIELDS = ["data", "event", "id", "retry"];

/** What a line of an event stream may be: empty, a comment or a field. What begins with a byte order mark or a space is noted as such. */
const KNOWN_LINE = /^(?:$|:|(?:data|event|id|retry)(?::|$)|\uFEFF|[ \t]+(?:data|event|id|retry):)/;

/**
 * The first line of a block that is none of these, such as one of an error page or a stack trace that a server wrote into its stream. By the
 * rules it is a field of an unknown name, so no client shows it.
 */
export function strayLine(block: string): string | undefined {
  const lines = withLineFeeds(block).split("\n");
  // The beginning of a field is no text of its own: the body may have ended in it.
  return lines.find((line) => !KNOWN_LINE.test(line) && !FIELDS.some((field) => field.startsWith(line)));
}

/** True when the text has `data:` at `at`. */
export function isDataAt(text: string, at: number): boolean {
  return (
    text.charCodeAt(at) === 100 &&
    text.charCodeAt(at + 1) === 97 &&
    text.charCodeAt(at + 2) === 116 &&
    text.charCodeAt(at + 3) === 97 &&
    text.charCodeAt(at + 4) === COLON
  );
}

/** Where the value of the `data:` at `at` begins: one space after the colon is no part of it. */
export function dataStart(text: string, at: number): number {
  return text.charCodeAt(at + 5) === SPACE ? at + 6 : at + 5;
}

/**
 * Reads the text of one block, blank lines before and after it included.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export function readBlock(block: string): SseBlock {
  const text = withLineFeeds(block);
  const values: string[] = [];
  let hasField = false;
  for (let at = 0; at < text.length;) {
    let end = text.indexOf("\n", at);
    if (end < 0) end = text.length;
    if (isDataAt(text, at)) values.push(text.slice(Math.min(dataStart(text, at), end), end));
    else if (end - at === 4 && text.startsWith("data", at)) values.push("");
    else if (end > at && text.charCodeAt(at) !== COLON) hasField = true;
    at = end + 1;
  }
  const [only = ""] = values;
  if (values.length > 0) return { kind: "event", data: values.length === 1 ? only : values.join("\n"), hasField };
  return { kind: hasField ? "field" : "comment", data: "", hasField };
}

/** The text of a frame without the byte order mark that a body may begin with. */
export function blockText(text: string, offset: number): string {
  return offset === 0 && text.startsWith(BOM) ? text.slice(1) : text;
}

/**
 * The `data` of an event frame that is one `data:` line and its blank line, or undefined for any other form.
 * Nearly every frame has this form, and decoding only the value avoids a second string.
 */
export function singleLineData(bytes: Uint8Array): string | undefined {
  const last = bytes.length - 1;
  const isSingle =
    bytes[last] === LF &&
    bytes[last - 1] === LF &&
    bytes[0] === 100 &&
    bytes[1] === 97 &&
    bytes[2] === 116 &&
    bytes[3] === 97 &&
    bytes[4] === COLON;
  if (!isSingle) return undefined;
  const text = decodeUtf8(bytes.subarray(bytes[5] === SPACE ? 6 : 5, last - 1));
  return text.includes("\n") || text.includes("\r") ? undefined : text;
}

/**
 * The same of a frame whose text is at hand. Undefined also for a text that UTF-8 cannot hold, because its bytes say something else,
 * and for one so long that it may be beyond a framer's limit.
 */
export function singleLineText(frame: string): string | undefined {
  if (!isDataAt(frame, 0) || !frame.endsWith("\n\n") || frame.length > LONGEST_TEXT) return undefined;
  const end = frame.length - 2;
  const isSingle = frame.indexOf("\n") === end && !frame.includes("\r") && !LONE_SURROGATE.test(frame);
  return isSingle ? frame.slice(Math.min(dataStart(frame, 0), end), end) : undefined;
}

const LONGEST_TEXT = 1 << 20;
const LONE_SURROGATE = /\p{Surrogate}/u;

function withLineFeeds(text: string): string {
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}
