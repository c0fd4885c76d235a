import { err, ok, type Result } from "#src/lib/result.ts";
import type { Annotation } from "#src/recording/annotations.ts";
import type { LineProblem } from "#src/recording/format.ts";
import { excerpt, readHeader } from "#src/recording/readRecording.ts";
import { recordingSignals } from "#src/recording/replayRecording.ts";
import { Reading, type ReadingOptions } from "#src/reconstruction/reading.ts";
import { BodyReader } from "#src/transport/bodyReader.ts";
import { headerOf } from "#src/transport/headerOf.ts";
import type { TransportSignal } from "#src/transport/types.ts";
import { httpHead, isJsonObject, isRecording, linesOf } from "./fileFormat.ts";
import { paced, realPacer, type Pacer } from "./pacer.ts";

/** How to open a file. */
export interface OpenOptions extends ReadingOptions {
  /** How long work is divided. */
  readonly pacer?: Pacer;
  /** Told after each pause how far it is. The reading waits for it. */
  readonly onPause?: (soFar: ReadSoFar) => void | Promise<void>;
  /** Ends the reading early; what was read is thrown away. */
  readonly signal?: AbortSignal;
}

/** A file of which a part is read. */
export interface ReadSoFar {
  /** Grows in place until the end of the file. */
  readonly reading: Reading;
  /** How much is read, from 0 to 1. */
  readonly part: number;
  /** There is an event in it: then the file will be opened, whatever follows. */
  readonly hasEvents: boolean;
}

/** A file that was read. */
export interface OpenedFile {
  readonly reading: Reading;
  /** How many bookmarks and notes came with it. */
  readonly noted: number;
  /** Lines of a recording that could not be read. The lines around them were. */
  readonly problems: readonly LineProblem[];
}

/** Bytes of a capture that are read at once. */
const PIECE = 64 * 1024;

/**
 * Reads a file into a new reading, on the path that a live agent takes. What it is, its content says: a recording (`.agui.jsonl`),
 * else a response body as `curl` wrote it, with or without the headers of `-i` in front: SSE, NDJSON, a JSON array, protobuf,
 * or a body that is no stream, which is shown as one. Fails for what is empty or binary, for recordings of a newer version, and
 * where it is cancelled.
 */
export async function openFile(bytes: Uint8Array, options: OpenOptions = {}): Promise<Result<OpenedFile>> {
  if (bytes.length === 0) return err(`The file is empty. ${EXPECTED}`);
  return isRecording(bytes) ? openRecording(bytes, options) : openCapture(bytes, options);
}

const CANCELLED = "Its reading was cancelled.";
const EXPECTED =
  "Expected a recording (.agui.jsonl), or a response as curl saves it: server-sent events, NDJSON or a JSON array of events.";

async function openRecording(bytes: Uint8Array, options: OpenOptions): Promise<Result<OpenedFile>> {
  const [first = ""] = linesOf(bytes);
  const header = readHeader(first);
  // A damaged header costs itself; one that is whole and still refused is of a version that would be misread.
  if (!header.ok && isJsonObject(first)) return err(header.error);
  const reading = new Reading(options);
  const problems: LineProblem[] = [];
  let part = 0;
  const lines = linesOf(bytes, (read) => (part = read));
  const notes: (Annotation & { readonly line: number })[] = [];
  const signals = recordingSignals(
    lines,
    (problem) => problems.push(problem),
    (annotation, line) => notes.push({ ...annotation, line }),
  );
  await receivePaced(reading, signals, options, () => part);
  if (options.signal?.aborted === true) return err(CANCELLED);
  endOpenExchange(reading);
  const misplaced = annotate(reading, notes);
  const found = [...problems, ...misplaced];
  const noted = notes.length - misplaced.length;
  return ok({ reading, noted, problems: found.toSorted((a, b) => a.line - b.line) });
}

/** Puts bookmarks and notes where they were; returns those that have no place. */
function annotate(
  { annotations, length }: Reading,
  notes: readonly (Annotation & { readonly line: number })[],
): readonly LineProblem[] {
  const misplaced: LineProblem[] = [];
  for (const { seq, note, line } of notes) {
    // Frames beyond the limit of a recording were not kept.
    const why = seq > length ? "was not kept" : annotations.at(seq) ? "has one already" : undefined;
    if (why === undefined) annotations.set(seq, note);
    else
      misplaced.push({
        line,
        message: `The note belongs to event ${seq}, which ${why}; it is left out: ${excerpt(note)}`,
      });
  }
  return misplaced;
}

/** A recording whose writing was cut off says nothing about how its last exchange ended; the rest of the program needs to know. */
function endOpenExchange(reading: Reading): void {
  const exchange = reading.log.exchanges.at(-1);
  if (!exchange || exchange.end) return;
  const time = reading.length >= exchange.firstSeq ? reading.log.timeOf(reading.length) : 0;
  const message = "the recording stops before the answer did";
  reading.receive({ type: "end", time, reason: "reset", message, frames: [], notes: [] });
}

async function openCapture(bytes: Uint8Array, options: OpenOptions): Promise<Result<OpenedFile>> {
  const reading = new Reading(options);
  let part = 0;
  await receivePaced(
    reading,
    captureSignals(bytes, (read) => (part = read)),
    options,
    () => part,
  );
  if (options.signal?.aborted === true) return err(CANCELLED);
  const format = formatOf(reading);
  const isAnswer = reading.log.exchanges[0]?.response !== undefined;
  if (format === "text" && bytes.subarray(0, PIECE).includes(0)) {
    return err(`The file is binary and no stream of events. ${EXPECTED}`);
  }
  if (format === "protobuf" && !isAnswer && !hasEvent(reading)) {
    return err(`The file is binary, and no message in it is an AG-UI event. ${EXPECTED}`);
  }
  // A page or a text with a status line in front is the answer of an agent, and worth seeing; without one it is the wrong file.
  if ((format === "html" || format === "text") && !isAnswer) {
    return err(`The file is ${format === "html" ? "an HTML page" : "plain text"} and holds no events. ${EXPECTED}`);
  }
  return ok({ reading, noted: 0, problems: [] });
}

/** Receives the signals of a file in slices, and tells between them how far it is. */
async function receivePaced(
  reading: Reading,
  signals: Iterable<TransportSignal>,
  { onPause, pacer = realPacer, signal }: OpenOptions,
  part: () => number,
): Promise<void> {
  let hasEvents = false;
  let looked = 0;
  await paced(
    signals,
    (each) => reading.receive(each),
    pacer,
    signal,
    onPause &&
      (() => {
        // A page or a text may still be refused, whatever its lines look like.
        const isText = ["html", "text"].includes(formatOf(reading) ?? "");
        if (!isText) while (!hasEvents && looked < reading.length) hasEvents = reading.typeAt(++looked) !== undefined;
        return onPause({ reading, part: part(), hasEvents });
      }),
  );
}

const formatOf = ({ log }: Reading): string | undefined => log.notes.find(({ code }) => code === "format")?.detail;

function hasEvent(reading: Reading): boolean {
  for (let seq = 1; seq <= reading.length; seq++) if (reading.typeAt(seq) !== undefined) return true;
  return false;
}

/** One exchange of which only the answer is known. */
function* captureSignals(bytes: Uint8Array, onProgress: (part: number) => void): Generator<TransportSignal, void> {
  const head = httpHead(bytes);
  const request = { method: "POST", url: "", headers: [], body: "", startedAt: 0, via: "file" };
  yield { type: "request", request };
  if (head) yield { type: "response", time: 0, response: head.response };
  const contentType = headerOf(head?.response.headers ?? [], "content-type");
  const body = new BodyReader({ status: head?.response.status ?? 200, contentType: contentType ?? "" });
  for (let from = head?.bodyStart ?? 0; from < bytes.length; from += PIECE) {
    const piece = bytes.subarray(from, from + PIECE);
    yield { type: "chunk", time: 0, bytes: piece, ...body.push(piece) };
    onProgress(Math.min(1, (from + PIECE) / bytes.length));
  }
  yield { type: "end", time: 0, reason: "complete", message: "", ...body.end() };
}
