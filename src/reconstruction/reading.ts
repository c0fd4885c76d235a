import { parseJson } from "#src/lib/json.ts";
import { byteColumn } from "#src/lib/growable.ts";
import { Decoder, type DecodedFrame } from "#src/protocol/decode.ts";
import type { EventTypeName } from "#src/protocol/events.ts";
import { EVENT_TYPES } from "#src/protocol/eventTable.ts";
import { Linter } from "#src/protocol/lint/linter.ts";
import type { Finding, Severity } from "#src/protocol/lint/types.ts";
import { runInputOf } from "#src/protocol/requestBody.ts";
import { Annotations } from "#src/recording/annotations.ts";
import { RecordingLog } from "#src/recording/log.ts";
import { parseInjection } from "#src/transport/faults/injection.ts";
import { framePayload } from "#src/transport/framePayload.ts";
import { decodeUtf8 } from "#src/transport/frameText.ts";
import type { TransportSignal, WireFrame, WireNote } from "#src/transport/types.ts";
import { Reconstruction } from "./reconstruction.ts";
import type { AgentView } from "./types.ts";

const SEVERITIES: readonly (Severity | undefined)[] = [undefined, "info", "warning", "error"];
const SEVERITY_RANKS: Readonly<Record<Severity, number>> = { info: 1, warning: 2, error: 3 };
const TYPE_CODES = new Map<string, number>(EVENT_TYPES.map((type, index) => [type, index + 1]));
const NO_FRAMES: readonly WireFrame[] = [];

/** How many findings there are of each severity. */
export type FindingCounts = Readonly<Record<Severity, number>>;

/** What a reading may be told. */
export interface ReadingOptions {
  /** Bytes that one recording may hold; what comes after is counted in `droppedBytes` and not kept. 1 GiB by default. */
  readonly limitBytes?: number;
  /** Decodes one protobuf message; left out, protobuf frames are findings. */
  readonly decodeProtobuf?: (message: Uint8Array) => unknown;
}

/**
 * One recording and everything that is read from it: events, findings, and the view after any event.
 * `receive` is the only way in, for a live agent and for a file alike: each signal is kept first and read afterwards,
 * in one incremental pass that never throws on what a stream holds.
 */
export class Reading {
  readonly log = new RecordingLog();
  /** What the user wrote beside the events. */
  readonly annotations = new Annotations();
  private readonly decoder: Decoder;
  private readonly linter: Linter;
  private readonly reconstruction: Reconstruction;
  private readonly limitBytes: number;
  /** A type's place in the event table plus one; 0 for a frame that is no event. */
  private readonly typeCodes = byteColumn();
  private readonly findingList: Finding[] = [];
  private readonly findingsBySeq = new Map<number, Finding[]>();
  private readonly counts: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  private readonly report = (finding: Finding): void => this.keep(finding);
  private readonly bytesOf = (seq: number): Uint8Array => this.log.bytes(seq);
  private dropped = 0;
  /** What AG-UI Scope did to the stream before a frame that has not come yet. */
  private marks: WireNote[] = [];

  constructor(options: ReadingOptions = {}) {
    this.limitBytes = options.limitBytes ?? 1024 ** 3;
    this.decoder = new Decoder(options.decodeProtobuf);
    this.linter = new Linter(this.report);
    this.reconstruction = new Reconstruction((seq) => this.decodedAt(seq).event, this.report);
  }

  /** How many frames there are; the number of the last one. */
  get length(): number {
    return this.log.length;
  }

  /** Bytes that came after the recording was full. They were not kept. */
  get droppedBytes(): number {
    return this.dropped;
  }

  /** All findings, in the order in which they were made. */
  get findings(): readonly Finding[] {
    return this.findingList;
  }

  get findingCounts(): FindingCounts {
    return this.counts;
  }

  /** Keeps and reads one signal of a transport. */
  receive(signal: TransportSignal): void {
    switch (signal.type) {
      case "request": {
        this.placeMarks(this.length);
        const { firstSeq } = this.log.beginExchange(signal.request);
        // A body that is no JSON was sent on purpose, and the agent is the one to complain.
        const input = runInputOf(parseJson(signal.request.body));
        this.linter.beginExchange(firstSeq, input);
        this.reconstruction.beginExchange(firstSeq, input);
        return;
      }
      case "response":
        this.log.setResponse(signal.time, signal.response);
        this.linter.response(signal.response);
        return;
      case "chunk":
        this.append(signal.time, signal.bytes, signal.frames, signal.notes, false, signal.continues);
        return;
      case "end": {
        const full: WireNote[] =
          this.dropped > 0
            ? [{ code: "recording-full", offset: this.log.byteLength, detail: String(this.dropped) }]
            : [];
        this.log.beginClosing();
        // Once bytes are missing, the ranges of later frames point at nothing that was kept.
        this.append(
          signal.time,
          new Uint8Array(0),
          this.dropped > 0 ? NO_FRAMES : signal.frames,
          full.length > 0 ? [...signal.notes, ...full] : signal.notes,
          true,
        );
        const { reason, message, time, code } = signal;
        const end = { reason, message, time, ...(code !== undefined && { code }) };
        this.log.endExchange(end);
        const frames = this.length - (this.log.exchanges.at(-1)?.firstSeq ?? 1) + 1;
        this.linter.endExchange(this.length, end, frames);
        this.reconstruction.endExchange(this.length, signal.reason);
      }
    }
  }

  /** True where so many more bytes are kept; a chunk beyond the limit is left out as a whole. */
  hasRoomFor(bytes: number): boolean {
    return this.dropped === 0 && this.log.byteLength + bytes <= this.limitBytes;
  }

  /** The event type of frame `seq`, or undefined when it is no usable event. */
  typeAt(seq: number): EventTypeName | undefined {
    return EVENT_TYPES[this.typeCodes.at(seq - 1) - 1];
  }

  /** Frame `seq` decoded again from its bytes. */
  decodedAt(seq: number): DecodedFrame {
    const kind = this.log.kind(seq);
    return this.decoder.decode(seq, kind, this.dataAt(seq), this.bytesOf);
  }

  /** The payload of frame `seq` as text: joined SSE data, JSON text or a body. */
  dataAt(seq: number): string {
    return framePayload(this.log.kind(seq), this.log.bytes(seq), this.log.offset(seq));
  }

  /** The view after frame `seq`; 0 is before the first. */
  viewAt(seq: number): AgentView {
    return this.reconstruction.viewAt(seq);
  }

  /** What is wrong with frame `seq`; 0 for what happened before any frame. */
  findingsAt(seq: number): readonly Finding[] {
    return this.findingsBySeq.get(seq) ?? [];
  }

  /** The worst severity among the findings of frame `seq`. */
  severityAt(seq: number): Severity | undefined {
    let rank = 0;
    for (const { severity } of this.findingsAt(seq)) rank = Math.max(rank, SEVERITY_RANKS[severity]);
    return SEVERITIES[rank];
  }

  /** The pointers and provenance that need more than a view. */
  get history(): Reconstruction {
    return this.reconstruction;
  }

  private append(
    time: number,
    bytes: Uint8Array,
    frames: readonly WireFrame[],
    notes: readonly WireNote[],
    isOver: boolean,
    continues?: true,
  ): void {
    if (!this.hasRoomFor(bytes.length)) {
      this.dropped += bytes.length;
      if (bytes.length > 0) return;
    }
    let seq = this.length;
    let type: string | undefined;
    let code = 0;
    this.log.appendChunk(time, bytes, frames, notes, continues);
    const about = notes.length > 0 ? notesByFrame(notes, frames) : undefined;
    for (const frame of frames) {
      seq++;
      const decoded = this.decoder.decode(seq, frame.kind, frame.data, this.bytesOf, this.report);
      if (decoded.event?.type !== type) {
        type = decoded.event?.type;
        code = TYPE_CODES.get(type ?? "") ?? 0;
      }
      this.typeCodes.push(code);
      this.linter.frame(seq, frame.kind, frame, decoded);
      if (frame.kind === "comment") this.linter.comment(seq, decodeUtf8(this.log.bytes(seq)));
      else if (frame.kind === "field") this.linter.fields(seq, decodeUtf8(this.log.bytes(seq)));
      this.reconstruction.apply(seq, decoded.event);
      // Frame by frame, so that it makes no difference in how many parts a chunk is told.
      if (this.marks.length > 0) this.placeMarks(seq);
      if (about !== undefined) for (const note of about.get(frame) ?? []) this.linter.note(seq, note);
    }
    for (const note of about?.get(undefined) ?? []) {
      if (note.code === "injected" && !isLast(note)) this.marks.push(note);
      // Beyond the complete frames it belongs to the one that is still arriving, or at the end of a body to the last.
      else this.linter.note(isOver || OURS.has(note.code) ? seq : seq + 1, note);
    }
    if (isOver) this.placeMarks(seq);
  }

  private placeMarks(seq: number): void {
    if (this.marks.length === 0) return;
    for (const mark of this.marks) this.linter.note(seq, mark);
    this.marks = [];
  }

  private keep(finding: Finding): void {
    this.findingList.push(finding);
    this.counts[finding.severity]++;
    const list = this.findingsBySeq.get(finding.seq);
    if (list) list.push(finding);
    else this.findingsBySeq.set(finding.seq, [finding]);
  }
}

/** The notes about each frame of a chunk: one that lies behind all of them under undefined. */
function notesByFrame(
  notes: readonly WireNote[],
  frames: readonly WireFrame[],
): ReadonlyMap<WireFrame | undefined, readonly WireNote[]> {
  const about = new Map<WireFrame | undefined, WireNote[]>();
  for (const note of notes) {
    const frame = frames.find(({ end }) => note.offset < end);
    const list = about.get(frame);
    if (list) list.push(note);
    else about.set(frame, [note]);
  }
  return about;
}

/** What AG-UI Scope did itself: it comes without bytes, after a frame. */
const OURS: ReadonlySet<WireNote["code"]> = new Set(["injected", "posted"]);

/** True for a mark after which no frame comes, so that it belongs to the last one. */
function isLast({ detail }: WireNote): boolean {
  const kind = parseInjection(detail)?.kind;
  return kind === "stall" || kind === "cut";
}
