import { isObject } from "#src/lib/json.ts";
import type { AguiEvent, EventFamily } from "#src/protocol/events.ts";
import { eventSpec } from "#src/protocol/eventTable.ts";
import { closeLanes, expandChunk, isChunk, type Lanes } from "#src/reconstruction/expandChunks.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import type { AlignedRow, AlignedRows } from "./alignment.ts";
import { canonicalText, meaningOf, type IdUse, type Meaning } from "./meaning.ts";

/** One row of a run: an event, or all deltas of one message or call together. */
export interface RunRow extends AlignedRow {
  /** The type of its event; a chunk counts as the events that it stands for. For a frame that is no event what it says it is, or its kind. */
  readonly type: string;
  readonly family: EventFamily | "unread";
  /** The event that began it. */
  readonly seq: number;
  /** The event that ended it. */
  readonly lastSeq: number;
  /** The deltas that were joined; undefined for any other row. */
  readonly joined: JoinedText | undefined;
  /** True where it came as a chunk. */
  readonly chunked: boolean;
}

/** The deltas of one message or call as one text. */
export interface JoinedText {
  readonly text: string;
  /** The event of each delta that is not empty, and where it ends in the text. */
  readonly seqs: readonly number[];
  readonly ends: readonly number[];
  /** How many deltas there were, empty ones included. */
  readonly deltas: number;
}

/** Numbers for what rows mean. */
export class Meanings {
  private readonly numbers = new Map<string, number>();
  private readonly texts: string[] = [];

  numberOf(text: string): number {
    let number = this.numbers.get(text);
    if (number === undefined) {
      number = this.texts.push(text) - 1;
      this.numbers.set(text, number);
    }
    return number;
  }

  /** The text of a number that it gave. */
  textOf(number: number): string {
    return this.texts[number] as string;
  }
}

/** One that still grows. */
interface OpenText extends JoinedText {
  readonly place: number;
  readonly type: string;
  text: string;
  readonly seqs: number[];
  readonly ends: number[];
  deltas: number;
}

const DELTAS: ReadonlySet<string> = new Set(["TEXT_MESSAGE_CONTENT", "REASONING_MESSAGE_CONTENT", "TOOL_CALL_ARGS"]);
const OPEN = -1;

/**
 * The rows of one exchange of a recording. It goes on where it stopped, frame by frame, so that a stream that grows costs what is new of
 * it and a long one can be read in slices. Comments are no rows: when a server keeps a connection alive says nothing of its run.
 */
export class RunRows implements AlignedRows {
  private readonly rows: RunRow[] = [];
  /** Deltas that are still being joined, by what they belong to. Their rows are there already, without a meaning. */
  private readonly open = new Map<string, OpenText>();
  private lanes: Lanes = new Map();
  private next: number;
  private settledCount = 0;
  private closed = false;
  private deltaCount = 0;
  private firstTime: number | undefined;

  constructor(
    readonly reading: Reading,
    readonly exchange: number,
    readonly meanings: Meanings,
  ) {
    this.next = reading.log.exchanges[exchange]?.firstSeq ?? 1;
  }

  /** How many rows there are so far. */
  get length(): number {
    return this.rows.length;
  }

  /** How many of them, from the first on, change no more. */
  get settled(): number {
    return this.settledCount;
  }

  /** True when no row will come any more. */
  get isOver(): boolean {
    return this.closed;
  }

  /** How many deltas were joined so far. */
  get deltas(): number {
    return this.deltaCount;
  }

  /** When the first delta that is not empty came, in milliseconds since the request. */
  get firstToken(): number | undefined {
    return this.firstTime;
  }

  at(place: number): RunRow {
    return this.rows[place] as RunRow;
  }

  /** Reads the next frame. False when none is there now. */
  step(): boolean {
    const { log } = this.reading;
    const exchange = log.exchanges[this.exchange];
    if (!exchange || this.closed) return false;
    if (this.next === 1) this.next = exchange.firstSeq;
    if (this.next > log.lastSeqOf(this.exchange)) {
      if (!exchange.end) return false;
      for (const key of this.open.keys()) this.settle(key);
      this.closed = true;
      return true;
    }
    this.frame(this.next++);
    return true;
  }

  private frame(seq: number): void {
    const { event, wireType, json } = this.reading.decodedAt(seq);
    if (event === undefined) this.unread(seq, wireType, json);
    else if (isChunk(event)) this.lanes = expandChunk(this.lanes, event, (part) => this.event(seq, part, true));
    else {
      this.lanes = closeLanes(this.lanes, event, (part) => this.event(seq, part, true));
      this.event(seq, event, false);
    }
    while (this.settledCount < this.rows.length && this.at(this.settledCount).meaning !== OPEN) this.settledCount++;
  }

  private unread(seq: number, wireType: string | undefined, json: unknown): void {
    const kind = this.reading.log.kind(seq);
    if (kind === "comment" || kind === "field") return;
    const type = wireType ?? (kind === "body" ? "no stream" : "unreadable");
    this.push(
      seq,
      type,
      "unread",
      isObject(json) ? meaningOf(json) : { text: this.reading.dataAt(seq), ids: [] },
      false,
    );
  }

  private event(seq: number, event: AguiEvent, chunked: boolean): void {
    const { type } = event;
    const key = keyOf(event);
    if (DELTAS.has(type) && "delta" in event && typeof event.delta === "string") {
      this.delta(seq, key, event, event.delta, chunked);
      return;
    }
    this.settle(key);
    if (type === "RUN_FINISHED" || type === "RUN_ERROR") for (const each of this.open.keys()) this.settle(each);
    this.push(seq, type, eventSpec(type).family, meaningOf(event), chunked);
  }

  private push(seq: number, type: string, family: RunRow["family"], said: Meaning, chunked: boolean): void {
    const meaning = this.meanings.numberOf(said.text);
    this.rows.push({ type, family, seq, lastSeq: seq, meaning, ids: said.ids, joined: undefined, chunked });
  }

  private delta(seq: number, key: string, event: AguiEvent, delta: string, chunked: boolean): void {
    this.deltaCount++;
    let open = this.open.get(key);
    if (delta === "") {
      if (open) open.deltas++;
      return;
    }
    this.firstTime ??= this.reading.log.timeOf(seq);
    if (!open) {
      const { type } = event;
      const ids = [ownId(event)];
      open = { place: this.rows.length, type, text: "", seqs: [], ends: [], deltas: 0 };
      this.open.set(key, open);
      const { family } = eventSpec(type);
      this.rows.push({ type, family, seq, lastSeq: seq, meaning: OPEN, ids, joined: open, chunked });
    }
    open.text += delta;
    open.deltas++;
    open.seqs.push(seq);
    open.ends.push(open.text.length);
  }

  private settle(key: string): void {
    const open = this.open.get(key);
    if (!open) return;
    this.open.delete(key);
    const { place, type, text, seqs } = open;
    const said = type === "TOOL_CALL_ARGS" ? canonicalText(text) : text;
    const row = this.at(place);
    const lastSeq = seqs.at(-1) ?? row.seq;
    const meaning = this.meanings.numberOf(`${type} ${said}`);
    this.rows[place] = { ...row, lastSeq, meaning };
    while (this.settledCount < this.rows.length && this.at(this.settledCount).meaning !== OPEN) this.settledCount++;
  }
}

/** What deltas are joined by. */
function keyOf(event: AguiEvent): string {
  const { kind, id } = ownId(event);
  return `${kind} ${event.type.startsWith("REASONING") ? "reasoning" : ""} ${id}`;
}

/** The message or the call that an event is about; an empty id for another event. */
const ownId = (event: AguiEvent): IdUse =>
  "toolCallId" in event
    ? { kind: "toolCall", id: event.toolCallId ?? "" }
    : { kind: "message", id: ("messageId" in event ? event.messageId : undefined) ?? "" };
