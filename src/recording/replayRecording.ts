import { framePayload } from "#src/transport/framePayload.ts";
import { singleLineText } from "#src/transport/sseBlock.ts";
import type { TransportSignal, WireFrame, WireNote } from "#src/transport/types.ts";
import type { Annotation } from "./annotations.ts";
import type { LineProblem, RecordedFrame } from "./format.ts";
import { excerpt, readHeader, readLine } from "./readRecording.ts";

const UNKNOWN_REQUEST = { method: "POST", url: "", headers: [], body: "", startedAt: 0, via: "" } as const;

/**
 * A recording as the signals that made it, so that a file takes the same path as a live agent: same frames, chunks, times and notes.
 * A line that cannot be read goes to `onProblem` and the rest still loads. Frames are numbered as they are read, so frames after
 * a lost line have smaller numbers than in the file; `onProblem` says so. What the user wrote beside an event goes to `onAnnotation`,
 * with the number that its event has here.
 */
export function* recordingSignals(
  lines: Iterable<string>,
  onProblem: (problem: LineProblem) => void,
  onAnnotation: (annotation: Annotation, line: number) => void = () => undefined,
): Generator<TransportSignal, void> {
  let number = 0;
  let frames = 0;
  let lastNumber = 0;
  const numbers = new FrameNumbers();
  let exchange: ExchangeReplay | undefined;
  for (const text of lines) {
    number++;
    if (text.trim() === "") continue;
    if (number === 1) {
      const header = readHeader(text);
      if (!header.ok) onProblem({ line: number, message: header.error });
      else if (header.value.request) {
        exchange = new ExchangeReplay();
        yield { type: "request", request: header.value.request };
      }
      continue;
    }
    const read = readLine(text);
    if (!read.ok) {
      onProblem({ line: number, message: read.error });
      continue;
    }
    const { value } = read;
    if (value.type === "request") {
      if (exchange) yield* exchange.flush();
      exchange = new ExchangeReplay();
      yield value;
      continue;
    }
    if (value.type === "annotation") {
      const { seq: written, note } = value.annotation;
      const seq = numbers.shownAs(written);
      if (seq !== undefined) onAnnotation({ seq, note }, number);
      else {
        const message = `The note belongs to frame ${written}, which was not read before it, and is left out: ${excerpt(note)}`;
        onProblem({ line: number, message });
      }
      continue;
    }
    if (!exchange) {
      exchange = new ExchangeReplay();
      yield { type: "request", request: UNKNOWN_REQUEST };
    }
    switch (value.type) {
      case "response":
        yield* exchange.flush();
        yield value;
        break;
      case "note":
        exchange.note(value.note);
        break;
      case "frame":
        frames++;
        if (value.frame.seq !== lastNumber + 1) {
          onProblem({
            line: number,
            message: `Frame ${value.frame.seq} follows frame ${lastNumber}: frames are missing or out of order. It is shown as event ${frames}.`,
          });
        }
        lastNumber = value.frame.seq;
        numbers.read(lastNumber, frames);
        yield* exchange.frame(value.frame);
        break;
      case "end": {
        yield* exchange.flush(true);
        const { end, rest } = value;
        if (rest.length > 0) yield { type: "chunk", time: end.time, bytes: rest, frames: [], notes: [] };
        yield { type: "end", ...end, frames: [], notes: exchange.takeNotes() };
      }
    }
  }
  if (exchange) yield* exchange.flush();
}

/** Which frame of the file became which event. */
class FrameNumbers {
  /** How many frames from the start have the number that the file gives them: all of them where no line was lost. */
  private straight = 0;
  private readonly renumbered = new Map<number, number>();

  read(written: number, shown: number): void {
    if (written === shown && this.renumbered.size === 0) this.straight = shown;
    else this.renumbered.set(written, shown);
  }

  /** Undefined for a frame that was not read so far. */
  shownAs(written: number): number | undefined {
    return written <= this.straight ? written : this.renumbered.get(written);
  }
}

/** Gathers the frames of one chunk, so that chunk numbers and shared arrival times come back as they were. */
class ExchangeReplay {
  private offset = 0;
  private chunk = 0;
  private pending: RecordedFrame[] = [];
  private notes: WireNote[] = [];
  /** Where each pending frame ends among the bytes of the chunk. */
  private readonly ends: number[] = [];

  note(note: WireNote): void {
    this.notes.push(note);
  }

  takeNotes(): readonly WireNote[] {
    const notes = this.notes;
    this.notes = [];
    return notes;
  }

  *frame(frame: RecordedFrame): Generator<TransportSignal, void> {
    const first = this.pending[0];
    if (first && (first.chunk !== frame.chunk || this.notes.length > 0)) yield* this.flush();
    else if (!first && this.notes.length > 0) {
      yield { type: "chunk", time: frame.time, bytes: new Uint8Array(0), frames: [], notes: this.takeNotes() };
    }
    this.pending.push(frame);
  }

  /** `isLast`: the end follows, which brought what was noted beyond the last frame. */
  *flush(isLast = false): Generator<TransportSignal, void> {
    const [first] = this.pending;
    if (!first) return;
    const bytes = joined(this.pending, this.ends);
    const frames: WireFrame[] = [];
    let at = 0;
    for (const [index, { kind, content, unterminated }] of this.pending.entries()) {
      const to = this.ends[index] ?? at;
      const start = this.offset + at;
      const text = kind === "event" && typeof content === "string" ? singleLineText(content) : undefined;
      const data = text ?? framePayload(kind, bytes.subarray(at, to), start);
      frames.push({ kind, start, end: this.offset + to, data, unterminated });
      at = to;
    }
    const size = bytes.length;
    const firstSize = this.ends[0] ?? 0;
    // Chunks that completed no frame brought the first bytes of this one: at least one each.
    const silent = Math.min(Math.max(0, first.chunk - this.chunk - 1), Math.max(0, firstSize - 1));
    for (let index = 0; index < silent; index++) {
      yield { type: "chunk", time: first.time, bytes: bytes.subarray(index, index + 1), frames: [], notes: [] };
    }
    this.offset += size;
    const notes = this.takeNotes();
    const isBeyond = ({ offset }: WireNote): boolean => isLast && offset >= this.offset;
    yield {
      type: "chunk",
      time: first.time,
      bytes: bytes.subarray(silent),
      frames,
      notes: notes.filter((note) => !isBeyond(note)),
    };
    this.notes = notes.filter(isBeyond);
    this.chunk = first.chunk;
    this.pending = [];
  }
}

const encoder = new TextEncoder();
/** Where the frames of a chunk are put together; larger ones get an array of their own. */
let scratch = new Uint8Array(1 << 17);

/** The bytes of frames, one after the other. Writes into `ends` where each ends. */
function joined(frames: readonly RecordedFrame[], ends: number[]): Uint8Array {
  ends.length = 0;
  return joinedAscii(frames, ends) ?? joinedOneByOne(frames, ends);
}

/** The same where all frames are texts without other characters than ASCII, as most are: one call encodes them all. */
function joinedAscii(frames: readonly RecordedFrame[], ends: number[]): Uint8Array | undefined {
  let text = "";
  for (const { content } of frames) {
    if (typeof content !== "string") return undefined;
    text += content;
  }
  const bytes = encoder.encode(text);
  if (bytes.length !== text.length) return undefined;
  let at = 0;
  for (const { content } of frames) ends.push((at += content.length));
  return bytes;
}

function joinedOneByOne(frames: readonly RecordedFrame[], ends: number[]): Uint8Array {
  let most = 0;
  // A character of a string has three bytes at most.
  for (const { content } of frames) most += typeof content === "string" ? 3 * content.length : content.length;
  if (most > scratch.length) scratch = new Uint8Array(most);
  let at = 0;
  for (const { content } of frames) {
    if (typeof content === "string") at += encoder.encodeInto(content, scratch.subarray(at)).written;
    else {
      scratch.set(content, at);
      at += content.length;
    }
    ends.push(at);
  }
  return scratch.slice(0, at);
}
