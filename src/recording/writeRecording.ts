import { parseJson } from "#src/lib/json.ts";
import { withoutCredentials } from "#src/lib/withoutCredentials.ts";
import type { WireRequest } from "#src/transport/types.ts";
import type { Annotation } from "./annotations.ts";
import { RECORDING_FORMAT, RECORDING_PROTOCOL_VERSION, RECORDING_VERSION } from "./format.ts";
import type { RecordingLog } from "./log.ts";
import type { Exchange } from "./types.ts";

/**
 * Writes a recording as `.agui.jsonl`, a line at a time: the header with the first request, then responses, frames, notes and ends
 * in the order in which they happened. Every line stands alone, so a file whose writing was cut off loses at most its last line.
 * Values of request headers are left out. What the user wrote beside an event (`annotations`, by event number) stands in a line after it,
 * `{"annotation":{"n":12,"note":"…"}}`, with an empty note for a bookmark. Versions of this program that do not know the line say
 * that they could not read it, and read all the rest; that is why it needs no new version number.
 */
export function* writeRecording(
  log: RecordingLog,
  created: string,
  annotations: readonly Annotation[] = [],
): Generator<string, void> {
  const [first] = log.exchanges;
  yield line({
    format: RECORDING_FORMAT,
    version: RECORDING_VERSION,
    protocolVersion: RECORDING_PROTOCOL_VERSION,
    created,
    ...(first ? { request: writtenRequest(first.request) } : {}),
  });
  let noteIndex = 0;
  let annotationIndex = 0;
  for (const exchange of log.exchanges) {
    if (exchange.index > 0) yield line({ request: writtenRequest(exchange.request) });
    if (exchange.response) yield line({ response: writtenResponse(exchange) });
    const next = log.exchanges[exchange.index + 1];
    const lastSeq = (next ? next.firstSeq : log.length + 1) - 1;
    const notesUpTo = function* (seq: number): Generator<string, void> {
      for (let note = log.notes[noteIndex]; note && note.exchange === exchange.index && note.seq <= seq;) {
        yield line({ note: { code: note.code, offset: note.offset, detail: note.detail } });
        note = log.notes[++noteIndex];
      }
    };
    for (let seq = exchange.firstSeq; seq <= lastSeq; seq++) {
      yield* notesUpTo(seq - 1);
      const { time, kind, chunk, unterminated } = log.entry(seq);
      yield line({
        n: seq,
        t: microseconds(time),
        ...writtenBytes(log.bytes(seq)),
        kind,
        chunk,
        ...(unterminated ? { unterminated } : {}),
      });
      const annotation = annotations[annotationIndex];
      if (annotation?.seq !== seq) continue;
      annotationIndex++;
      yield line({ annotation: { n: seq, note: annotation.note } });
    }
    yield* notesUpTo(Infinity);
    if (exchange.end) {
      const { reason, message, code, time } = exchange.end;
      const rest = log.bytesAfterFrames(exchange.index);
      yield line({
        // A code that is undefined is left out by JSON.
        end: { reason, message, code, t: microseconds(time), ...(rest.length > 0 ? { rest: writtenBytes(rest) } : {}) },
      });
    }
  }
}

function writtenRequest(request: WireRequest): object {
  const { method, url, headers, body, startedAt, via } = request;
  // As JSON where that gives back the very bytes, because people read these files; else as the text it was.
  const json = parseJson(body);
  const exact = json !== undefined && JSON.stringify(json) === body;
  return {
    method,
    // `http://user:secret@host` is a way to write a header value, so it is left out like one.
    url: withoutCredentials(url),
    headers: headers.map(({ name }) => ({ name })),
    startedAt: new Date(startedAt).toISOString(),
    via,
    ...(exact ? { body: json } : { bodyText: body }),
  };
}

function writtenResponse({ response }: Exchange): object {
  const { time, status, statusText, httpVersion, headers, url, redirected } = response as NonNullable<
    Exchange["response"]
  >;
  const kept = headers.map((header) => (/^set-cookie$/i.test(header.name) ? { name: header.name } : header));
  // A version that is undefined is left out by JSON.
  return {
    t: microseconds(time),
    status,
    statusText,
    httpVersion,
    headers: kept,
    url: withoutCredentials(url),
    redirected,
  };
}

function writtenBytes(bytes: Uint8Array): { raw: string } | { base64: string } {
  try {
    const raw = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return { raw };
  } catch {
    let binary = "";
    for (const byte of bytes) binary += String.fromCharCode(byte);
    return { base64: btoa(binary) };
  }
}

const microseconds = (milliseconds: number): number => Math.round(milliseconds * 1000) / 1000;

const line = (value: object): string => `${JSON.stringify(value)}\n`;
