import { assert } from "#src/lib/assert.ts";
import { byteColumn, float64Column, uint32Column } from "#src/lib/growable.ts";
import {
  FRAME_KINDS,
  type FrameKind,
  type WireFrame,
  type WireNote,
  type WireRequest,
  type WireResponse,
} from "#src/transport/types.ts";
import { ByteArena } from "./byteArena.ts";
import type { ClosingPart, Exchange, ExchangeEnd, LogEntry, LogNote } from "./types.ts";

const KIND_CODES = new Map<FrameKind, number>(FRAME_KINDS.map((kind, code) => [kind, code]));
const UNTERMINATED = 0x80;

interface OpenExchange extends Exchange {
  response: (WireResponse & { readonly time: number }) | undefined;
  end: ExchangeEnd | undefined;
  closing: ClosingPart | undefined;
  /** Where its body and its chunks begin among all of the log's. */
  readonly byteStart: number;
  readonly chunkStart: number;
}

/**
 * The append-only truth of one recording: every byte in order of arrival, and where each frame lies among them.
 * It is mutable inside because it only grows; nothing that was appended is dropped, moved or edited.
 * A frame costs 5 bytes beside its own bytes, a chunk 12, so that a million events stay cheap.
 */
export class RecordingLog {
  private readonly arena = new ByteArena();
  private readonly exchangeList: OpenExchange[] = [];
  // Frames. Each ends where the next of its exchange starts.
  private readonly frameEnds = uint32Column();
  private readonly frameKinds = byteColumn();
  // Chunks. A frame's arrival is that of the chunk that holds its last byte.
  private readonly chunkEnds = uint32Column();
  private readonly chunkTimes = float64Column();
  private readonly noteList: LogNote[] = [];
  /** Of the last chunk: whether it has bytes yet, and where its notes begin. */
  private chunkHasBytes = false;
  private chunkNotes = 0;

  /** How many frames there are; the last one's number. */
  get length(): number {
    return this.frameEnds.length;
  }

  /** How many bytes were received in all. */
  get byteLength(): number {
    return this.arena.length;
  }

  get exchanges(): readonly Exchange[] {
    return this.exchangeList;
  }

  /** Facts about the bytes that are no frames, in order. */
  get notes(): readonly LogNote[] {
    return this.noteList;
  }

  beginExchange(request: WireRequest): Exchange {
    const exchange: OpenExchange = {
      index: this.exchangeList.length,
      request,
      response: undefined,
      end: undefined,
      closing: undefined,
      firstSeq: this.length + 1,
      byteStart: this.arena.length,
      chunkStart: this.chunkEnds.length,
    };
    this.exchangeList.push(exchange);
    return exchange;
  }

  setResponse(time: number, response: WireResponse): void {
    this.current().response = { ...response, time };
  }

  /**
   * Keeps the bytes first and then the places of the frames that they completed. `continues`: the bytes are more of the last chunk; it ends up
   * as if it had been appended whole.
   */
  appendChunk(
    time: number,
    bytes: Uint8Array,
    frames: readonly WireFrame[],
    notes: readonly WireNote[] = [],
    continues = false,
  ): void {
    const { byteStart, index } = this.current();
    if (!continues) {
      this.chunkHasBytes = false;
      this.chunkNotes = this.noteList.length;
    }
    if (bytes.length > 0) {
      this.arena.append(bytes);
      if (this.chunkHasBytes) this.chunkEnds.set(this.chunkEnds.length - 1, this.arena.length);
      else {
        this.chunkEnds.push(this.arena.length);
        this.chunkTimes.push(time);
        this.chunkHasBytes = true;
      }
    }
    for (const frame of frames) {
      this.frameEnds.push(byteStart + frame.end);
      this.frameKinds.push((KIND_CODES.get(frame.kind) as number) | (frame.unterminated ? UNTERMINATED : 0));
    }
    // What a chunk tells was noticed when all of it was there.
    for (let at = this.chunkNotes; at < this.noteList.length; at++) {
      this.noteList[at] = { ...(this.noteList[at] as LogNote), seq: this.length };
    }
    for (const note of notes) this.noteList.push({ ...note, exchange: index, seq: this.length });
  }

  /** What is appended from now on to the exchange came with its end. */
  beginClosing(): void {
    this.current().closing = { firstSeq: this.length + 1, firstNote: this.noteList.length };
  }

  endExchange(end: ExchangeEnd): void {
    this.current().end = end;
  }

  /** Everything about frame `seq` except its bytes. */
  entry(seq: number): LogEntry {
    if (seq < 1 || seq > this.length) assert(false, `no frame ${seq} in a log of ${this.length}`);
    const exchange = this.exchangeOf(seq);
    const start = this.startOf(seq);
    const end = this.frameEnds.at(seq - 1);
    const chunk = this.chunkHolding(end - 1);
    const code = this.frameKinds.at(seq - 1);
    return {
      seq,
      kind: FRAME_KINDS[code & ~UNTERMINATED] as FrameKind,
      unterminated: (code & UNTERMINATED) !== 0,
      exchange: exchange.index,
      offset: start - exchange.byteStart,
      byteLength: end - start,
      chunk: chunk - exchange.chunkStart + 1,
      time: this.timeOf(seq),
    };
  }

  /** When the last bytes of all came, in milliseconds since the request of their exchange; undefined before any came to the last exchange. */
  get lastArrival(): number | undefined {
    const { length } = this.chunkTimes;
    const last = this.exchangeList.at(-1);
    return last !== undefined && length > last.chunkStart ? this.chunkTimes.at(length - 1) : undefined;
  }

  /** When the first bytes of an exchange's body came, in milliseconds since its request; undefined before any did. */
  firstArrivalOf(exchangeIndex: number): number | undefined {
    const exchange = this.exchangeList[exchangeIndex];
    assert(exchange, `no exchange ${exchangeIndex}`);
    const after = this.exchangeList[exchangeIndex + 1]?.chunkStart ?? this.chunkTimes.length;
    return exchange.chunkStart < after ? this.chunkTimes.at(exchange.chunkStart) : undefined;
  }

  kind(seq: number): FrameKind {
    return FRAME_KINDS[this.frameKinds.at(seq - 1) & ~UNTERMINATED] as FrameKind;
  }

  /** Arrival of frame `seq` in milliseconds since the request of its exchange. */
  timeOf(seq: number): number {
    const chunk = this.chunkHolding(this.frameEnds.at(seq - 1) - 1);
    return chunk < this.chunkTimes.length ? this.chunkTimes.at(chunk) : (this.exchangeOf(seq).end?.time ?? 0);
  }

  /** The exchange that frame `seq` belongs to. */
  exchangeOf(seq: number): OpenExchange {
    // Few exchanges, most look-ups at the end: a walk from there beats a search.
    for (let index = this.exchangeList.length - 1; index > 0; index--) {
      const exchange = this.exchangeList[index] as OpenExchange;
      if (exchange.firstSeq <= seq) return exchange;
    }
    const first = this.exchangeList[0];
    assert(first, "a frame without an exchange");
    return first;
  }

  /** The number of the last frame of an exchange; one less than its first when it has none. */
  lastSeqOf(exchangeIndex: number): number {
    return (this.exchangeList[exchangeIndex + 1]?.firstSeq ?? this.length + 1) - 1;
  }

  /** Where frame `seq` starts in the body of its exchange. */
  offset(seq: number): number {
    return this.startOf(seq) - this.exchangeOf(seq).byteStart;
  }

  /** The frame's bytes as they came. Do not write to them. */
  bytes(seq: number): Uint8Array {
    return this.arena.slice(this.startOf(seq), this.frameEnds.at(seq - 1));
  }

  /** Bytes after the last frame of an exchange that belong to none: blank lines at the end of a body, or what a frame still lacks. */
  bytesAfterFrames(exchangeIndex: number): Uint8Array {
    const exchange = this.exchangeList[exchangeIndex];
    assert(exchange, `no exchange ${exchangeIndex}`);
    const next = this.exchangeList[exchangeIndex + 1];
    const lastSeq = this.lastSeqOf(exchangeIndex);
    const from = lastSeq >= exchange.firstSeq ? this.frameEnds.at(lastSeq - 1) : exchange.byteStart;
    return this.arena.slice(from, next ? next.byteStart : this.arena.length);
  }

  /** Frames of one body are contiguous: each starts where the last one ended, the first one where the body starts. */
  private startOf(seq: number): number {
    const { firstSeq, byteStart } = this.exchangeOf(seq);
    return seq === firstSeq ? byteStart : this.frameEnds.at(seq - 2);
  }

  private chunkHolding(offset: number): number {
    return this.chunkEnds.upperBound(offset);
  }

  private current(): OpenExchange {
    const last = this.exchangeList[this.exchangeList.length - 1];
    assert(last, "a signal before the first request");
    return last;
  }
}
