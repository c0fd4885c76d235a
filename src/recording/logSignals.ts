import { concatBytes } from "#src/lib/concatBytes.ts";
import { framePayload } from "#src/transport/framePayload.ts";
import type { FrameKind, TransportSignal, WireFrame, WireNote, WireNoteCode } from "#src/transport/types.ts";
import type { RecordingLog } from "./log.ts";
import type { Exchange, ExchangeEnd, LogNote } from "./types.ts";

/** Another frame in the place of a kept one. */
export interface FrameReplacement {
  readonly kind: FrameKind;
  readonly bytes: Uint8Array;
}

/** Facts about the bytes of one frame. Those about a stream, such as its line ends, hold whatever one frame says. */
const OF_ONE_FRAME: ReadonlySet<WireNoteCode> = new Set([
  "bom-midstream",
  "invalid-utf8",
  "leading-space",
  "stray-text",
  "oversized-frame",
]);

/** Frames told in one signal where nothing else ties them together. */
const MOST_FRAMES = 100;
const NO_BYTES = new Uint8Array(0);

/** The frames of one signal, with where they lie in the body as it is told. */
interface Told {
  readonly frames: readonly WireFrame[];
  readonly bytes: readonly Uint8Array[];
}

/**
 * A log as the signals that filled it: same frames, numbers, times and notes, so that a second reading of it finds the same. Only chunks
 * that completed no frame are not told apart. It goes on where it stopped when the log has grown. `replace` may put another frame in the
 * place of one; every other frame stays as it is and keeps its number.
 */
export class LogSignals {
  private index = -1;
  private exchange: Exchange | undefined;
  private responded = false;
  private seq = 0;
  private note = 0;
  /** The chunk of the exchange that the last frame came in. */
  private chunk = 0;
  /** Bytes of the exchange told so far: those of its frames. */
  private offset = 0;
  /** True once the bytes beyond the last frame that bytes completed were told. */
  private restTold = false;

  constructor(
    private readonly log: RecordingLog,
    private readonly replace: (seq: number) => FrameReplacement | undefined = () => undefined,
  ) {}

  /** The next signal, or undefined when everything that the log holds so far was told. */
  next(): TransportSignal | undefined {
    const { exchange } = this;
    if (exchange === undefined) return this.request();
    const { response, closing, end } = exchange;
    if (response !== undefined && !this.responded) {
      this.responded = true;
      const { time, ...rest } = response;
      return { type: "response", time, response: rest };
    }
    const last = closing === undefined ? this.log.lastSeqOf(exchange.index) : closing.firstSeq - 1;
    const noted = this.notesUpTo(this.seq, closing?.firstNote ?? Infinity);
    if (noted.length > 0) return this.silent(noted);
    if (this.seq < last) return this.frames(last, closing?.firstNote ?? Infinity);
    if (end !== undefined) return this.end(exchange, end);
    // An answer that never ended is over when the next request is sent.
    return this.request();
  }

  private request(): TransportSignal | undefined {
    const exchange = this.log.exchanges[this.index + 1];
    if (exchange === undefined) return undefined;
    this.index++;
    this.exchange = exchange;
    this.responded = false;
    this.restTold = false;
    this.chunk = 0;
    this.offset = 0;
    return { type: "request", request: exchange.request };
  }

  /** Notes between two frames: they came with bytes that completed none. */
  private silent(notes: readonly LogNote[]): TransportSignal {
    const time = this.seq === 0 ? 0 : this.log.timeOf(this.seq);
    return { type: "chunk", time, bytes: NO_BYTES, frames: [], notes: this.moved(notes, [], this.seq + 1) };
  }

  private frames(last: number, firstClosing: number): TransportSignal {
    const first = this.seq + 1;
    const { chunk, time } = this.log.entry(first);
    const noted = this.nextNote(firstClosing)?.seq ?? Infinity;
    let until = first;
    // Notes came with the last of their frames and may be about any of them, so such frames stay together.
    const most = noted < Infinity ? Math.min(last, noted) : Math.min(last, first + MOST_FRAMES - 1);
    while (until < most && this.log.entry(until + 1).chunk === chunk) until++;
    const { frames, bytes } = this.tell(first, until);
    const notes = this.moved(this.notesUpTo(until, firstClosing), frames, first);
    const continues = chunk === this.chunk;
    this.chunk = chunk;
    return { type: "chunk", time, bytes: concatBytes(bytes), frames, notes, ...(continues && { continues }) };
  }

  /** The end of an exchange, with the frames that only it completed, after the bytes that are still missing. */
  private end({ index }: Exchange, end: ExchangeEnd): TransportSignal {
    const { time, reason, message, code } = end;
    const first = this.seq + 1;
    const lastSeq = this.log.lastSeqOf(index);
    if (!this.restTold) {
      this.restTold = true;
      const missing = [...this.framesFrom(first, lastSeq), this.log.bytesAfterFrames(index)];
      const bytes = concatBytes(missing);
      const came = first <= lastSeq ? this.log.timeOf(first) : time;
      if (bytes.length > 0) return { type: "chunk", time: came, bytes, frames: [], notes: [] };
    }
    const { frames } = this.tell(first, lastSeq);
    const notes = this.moved(this.notesUpTo(lastSeq, Infinity), frames, first);
    this.exchange = undefined;
    return { type: "end", time, reason, message, ...(code !== undefined && { code }), frames, notes };
  }

  private tell(first: number, last: number): Told {
    const frames: WireFrame[] = [];
    const bytes: Uint8Array[] = [];
    for (let seq = first; seq <= last; seq++) {
      const { kind, bytes: own } = this.frameAt(seq);
      const start = this.offset;
      this.offset += own.length;
      const { unterminated } = this.log.entry(seq);
      frames.push({ kind, start, end: this.offset, data: framePayload(kind, own, start), unterminated });
      bytes.push(own);
    }
    this.seq = last;
    return { frames, bytes };
  }

  private frameAt(seq: number): FrameReplacement {
    return this.replace(seq) ?? { kind: this.log.kind(seq), bytes: this.log.bytes(seq) };
  }

  private *framesFrom(first: number, last: number): Generator<Uint8Array, void> {
    for (let seq = first; seq <= last; seq++) yield this.frameAt(seq).bytes;
  }

  private nextNote(firstClosing: number): LogNote | undefined {
    // One of an exchange whose end was told already came after it: it was about that end.
    while ((this.log.notes[this.note]?.exchange ?? this.index) < this.index) this.note++;
    const note = this.log.notes[this.note];
    return note !== undefined && this.note < firstClosing && note.exchange === this.index ? note : undefined;
  }

  /** Takes the notes up to frame `seq`. */
  private notesUpTo(seq: number, firstClosing: number): readonly LogNote[] {
    const notes: LogNote[] = [];
    for (let note = this.nextNote(firstClosing); note && note.seq <= seq; note = this.nextNote(firstClosing)) {
      notes.push(note);
      this.note++;
    }
    return notes;
  }

  /** Notes at their places in the body as it is told. `first` is the number of `frames[0]`, or of the frame that they came before. */
  private moved(notes: readonly LogNote[], frames: readonly WireFrame[], first: number): readonly WireNote[] {
    const last = first + frames.length - 1;
    return notes.flatMap(({ code, offset, detail }): readonly WireNote[] => {
      let seq = first;
      while (seq <= last && offset >= this.endOf(seq)) seq++;
      const isReplaced = seq <= this.log.length && this.replace(seq) !== undefined;
      if (isReplaced && OF_ONE_FRAME.has(code)) return [];
      const frame = frames[seq - first];
      if (frame === undefined) return [{ code, detail, offset: this.offset + offset - this.endOf(this.seq) }];
      const place = frame.start + Math.max(0, offset - this.log.offset(seq));
      return [{ code, detail, offset: Math.min(place, frame.end - 1) }];
    });
  }

  /** Where a kept frame ends in its body; 0 for the frame before the first. */
  private endOf(seq: number): number {
    if (seq < (this.exchange?.firstSeq ?? 1)) return 0;
    const { offset, byteLength } = this.log.entry(seq);
    return offset + byteLength;
  }
}
