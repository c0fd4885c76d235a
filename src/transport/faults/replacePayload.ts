import { isBinary, type WireFrame } from "#src/transport/types.ts";
import { decodeUtf8 } from "#src/transport/frameText.ts";

const LINE = /([^\r\n]*)(\r\n|\r|\n|$)/g;

/**
 * The bytes of a frame with another payload: text of several lines becomes several data lines of an SSE event, its other fields and its line
 * ends stay. `format` is what its body turned out to be. Undefined for frames without a text payload.
 */
export function replacePayload(
  { kind, data }: WireFrame,
  bytes: Uint8Array,
  format: string,
  text: string,
): Uint8Array | undefined {
  if (isBinary(kind) || kind === "comment" || kind === "field") return undefined;
  const encode = (value: string): Uint8Array => new TextEncoder().encode(value);
  if (kind === "event") return encode(withData(decodeUtf8(bytes), text));
  if (kind === "body" || kind === "text-message") return encode(text);
  // A line of NDJSON ends where its text does: between tokens a space means the same, and inside a string a line break is no JSON.
  const value = format === "ndjson" ? text.replace(/\r\n|\r|\n/g, " ") : text;
  const whole = decodeUtf8(bytes);
  const at = whole.lastIndexOf(data);
  return encode(whole.slice(0, at) + value + whole.slice(at + data.length));
}

function withData(frame: string, text: string): string {
  let out = "";
  let written = false;
  for (const [all, line = "", end = ""] of frame.matchAll(LINE)) {
    // A byte order mark may stand before the first field of a body.
    const field = line.replace(/^\uFEFF/, "");
    if (!field.startsWith("data:") && field !== "data") {
      out += all;
      continue;
    }
    if (written) continue;
    written = true;
    const values = text.split(/\r\n|\r|\n/);
    out += line.slice(0, line.length - field.length);
    out += values.map((value) => `data: ${value}`).join(end || "\n") + end;
  }
  return out;
}
