import { isObject } from "#src/lib/json.ts";
import { RECORDING_FORMAT } from "#src/recording/format.ts";
import type { WireHeader, WireResponse } from "#src/transport/types.ts";

/** Bytes that are decoded at once: cutting one long text into lines costs less than decoding each line, and all of it would double a file. */
const DECODED = 256 * 1024;

/** The lines of a UTF-8 text without their line ends, decoded a piece at a time. `onProgress` hears after each how much was, from 0 to 1. */
export function* linesOf(
  bytes: Uint8Array,
  onProgress: (part: number) => void = () => undefined,
): Generator<string, void> {
  const decoder = new TextDecoder();
  let rest = "";
  for (let from = 0; from < bytes.length; from += DECODED) {
    const text = decoder.decode(bytes.subarray(from, from + DECODED), { stream: true });
    let at = 0;
    // Looked for in the new piece only: a line may be as long as the file.
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", at)) {
      yield withoutReturn(rest + text.slice(at, end));
      rest = "";
      at = end + 1;
    }
    rest += text.slice(at);
    onProgress(Math.min(1, (from + DECODED) / bytes.length));
  }
  rest += decoder.decode();
  if (rest !== "") yield withoutReturn(rest);
}

const withoutReturn = (line: string): string => (line.endsWith("\r") ? line.slice(0, -1) : line);

/** How much of a file is looked at to see whether it is a recording; the format is the first thing that a header names. */
const HEADER_START = 1024;

/** True when the first line names the recording format, also when it is damaged otherwise. */
export function isRecording(bytes: Uint8Array): boolean {
  const [first = ""] = linesOf(bytes.subarray(0, HEADER_START));
  return first.includes(`"${RECORDING_FORMAT}"`);
}

/** True when the text is whole JSON: then a header that cannot be used is refused and not read around. */
export function isJsonObject(line: string): boolean {
  try {
    return isObject(JSON.parse(line));
  } catch {
    return false;
  }
}

/** The status line and headers in front of a body, as `curl -i` writes them, and where the body begins. */
export interface HttpHead {
  readonly response: WireResponse;
  readonly bodyStart: number;
}

/** Reads the head of a `curl -i` capture: the last one, after redirects and `100 Continue`. Undefined when there is none. */
export function httpHead(bytes: Uint8Array): HttpHead | undefined {
  const decoder = new TextDecoder();
  let head: HttpHead | undefined;
  for (let from = 0; startsWith(bytes, "HTTP/", from);) {
    const end = blankLine(bytes, from);
    if (end === undefined) break;
    const [statusLine = "", ...lines] = decoder.decode(bytes.subarray(from, end)).split(/\r?\n/);
    const status = /^HTTP\/[\d.]+ (\d{3})(?: (.*))?$/.exec(statusLine);
    if (!status) break;
    const headers = lines.flatMap(header);
    head = {
      response: {
        status: Number(status[1]),
        statusText: status[2] ?? "",
        headers,
        url: "",
        redirected: head !== undefined && head.response.status >= 300,
      },
      bodyStart: end,
    };
    from = end;
  }
  return head;
}

function header(line: string): WireHeader[] {
  const at = line.indexOf(":");
  return at > 0 ? [{ name: line.slice(0, at).trim(), value: line.slice(at + 1).trim() }] : [];
}

function startsWith(bytes: Uint8Array, text: string, from: number): boolean {
  for (let index = 0; index < text.length; index++) if (bytes[from + index] !== text.charCodeAt(index)) return false;
  return true;
}

/** The offset after the first blank line at or after `from`. */
function blankLine(bytes: Uint8Array, from: number): number | undefined {
  for (let at = bytes.indexOf(10, from); at !== -1; at = bytes.indexOf(10, at + 1)) {
    if (bytes[at + 1] === 10) return at + 2;
    if (bytes[at + 1] === 13 && bytes[at + 2] === 10) return at + 3;
  }
  return undefined;
}
