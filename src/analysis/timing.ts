import type { AguiEvent, EventFamily, EventTypeName } from "#src/protocol/events.ts";
import { eventSpec } from "#src/protocol/eventTable.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import { hasTimes } from "#src/recording/hasTimes.ts";
import type { LogEntry } from "#src/recording/types.ts";
import { CallLives } from "./callLives.ts";
import { GapStats } from "./gapStats.ts";
import { InjectedFrames } from "./injectedFrames.ts";
import { OutputPace } from "./outputPace.ts";
import { Stalls } from "./stalls.ts";

/** How many of the longest gaps are kept with their places. */
const SLOWEST = 8;

/** An event and when it came, in milliseconds since the request of its exchange. */
export interface Moment {
  readonly seq: number;
  readonly time: number;
}

/** The time without an arrival before an event. */
export interface Gap {
  /** The event that ended it. */
  readonly seq: number;
  /** Milliseconds. */
  readonly ms: number;
  /** True where AG-UI Scope itself delayed or changed what came then, so that the gap says nothing of the agent. */
  readonly injected: boolean;
}

/** What frames a part of an answer's bytes belongs to; `comment` and `unread` are those that hold no event. */
export type ByteFamily = EventFamily | "comment" | "unread";

/** How much of an answer one family of events takes. */
export interface FamilyBytes {
  readonly family: ByteFamily;
  readonly frames: number;
  readonly bytes: number;
}

/** The first event of each kind that one waits for. */
export interface Firsts {
  event: Moment | undefined;
  /** The first text of a message that is not empty. */
  text: Moment | undefined;
  reasoning: Moment | undefined;
  toolCall: Moment | undefined;
}

/**
 * What the arrival times of one answer say. It grows while frames are read; nothing in it is as of a cursor.
 * Gaps lie between arrivals of one answer only: what passes between two answers is no doing of the agent.
 */
export class ExchangeTiming {
  readonly firsts: Firsts = { event: undefined, text: undefined, reasoning: undefined, toolCall: undefined };
  /** Gaps between arrivals, without those that AG-UI Scope itself caused. */
  readonly gaps = new GapStats();
  /** The gaps that are as long as the user calls a stall. */
  readonly stalls = new Stalls();
  /** Characters and the time in which they came. */
  readonly pace = new OutputPace();
  private readonly families = new Map<ByteFamily, { frames: number; bytes: number }>();
  private slowestGaps: readonly Gap[] = [];
  private frameCount = 0;
  private arrivalCount = 0;
  private backwardsCount = 0;
  private injectedCount = 0;
  private last: { readonly chunk: number; readonly time: number } | undefined;

  /** `timed` is false for a capture without times: of that there are only bytes and characters. */
  constructor(
    readonly index: number,
    readonly timed: boolean,
  ) {}

  /** How many frames were read. */
  get frames(): number {
    return this.frameCount;
  }

  /** How many network chunks completed them. The frames of one chunk share its arrival time. */
  get arrivals(): number {
    return this.arrivalCount;
  }

  /** Frames that came in the chunk of the frame before them, and so have no time of their own. */
  get sharedFrames(): number {
    return this.frameCount - this.arrivalCount;
  }

  /** Arrivals that lie before the one before them, as only a file can say; their gaps are left out. */
  get backwards(): number {
    return this.backwardsCount;
  }

  /** Gaps that AG-UI Scope itself caused or changed; they are left out of `gaps`. */
  get injectedGaps(): number {
    return this.injectedCount;
  }

  /** The longest gaps, longest first, injected ones included. */
  get slowest(): readonly Gap[] {
    return this.slowestGaps;
  }

  /** Bytes by family, most first. */
  get bytes(): readonly FamilyBytes[] {
    return [...this.families]
      .map(([family, { frames, bytes }]): FamilyBytes => ({ family, frames, bytes }))
      .toSorted((a, b) => b.bytes - a.bytes);
  }

  /** Reads the next frame of the exchange. */
  frame(entry: LogEntry, type: EventTypeName | undefined, event: AguiEvent | undefined, injected: boolean): void {
    const { byteLength, kind } = entry;
    const isComment = kind === "comment" || kind === "field";
    const family = type !== undefined ? eventSpec(type).family : isComment ? "comment" : "unread";
    const known = this.families.get(family);
    if (known) {
      known.frames++;
      known.bytes += byteLength;
    } else this.families.set(family, { frames: 1, bytes: byteLength });
    this.frameCount++;
    this.arrive(entry, injected);
    if (type !== undefined) this.first(entry, type, event);
    if (event !== undefined) this.pace.event(event, entry.time, injected);
  }

  private first({ seq, time }: LogEntry, type: EventTypeName, event: AguiEvent | undefined): void {
    const { firsts } = this;
    firsts.event ??= { seq, time };
    if (firsts.reasoning === undefined && type.startsWith("REASONING")) firsts.reasoning = { seq, time };
    else if (type === "TOOL_CALL_START" || type === "TOOL_CALL_CHUNK") firsts.toolCall ??= { seq, time };
    else if (firsts.text === undefined && type.startsWith("TEXT") && event !== undefined && hasText(event))
      firsts.text = { seq, time };
  }

  private arrive({ seq, chunk, time }: LogEntry, injected: boolean): void {
    const { last } = this;
    if (last?.chunk === chunk) return;
    this.arrivalCount++;
    this.last = { chunk, time };
    if (last === undefined || !this.timed) return;
    const ms = time - last.time;
    if (ms < 0) {
      this.backwardsCount++;
      return;
    }
    if (injected) this.injectedCount++;
    else this.gaps.add(ms);
    this.stalls.add({ seq, ms, injected });
    const shortest = this.slowestGaps[SLOWEST - 1];
    if (shortest === undefined || ms > shortest.ms) {
      const gaps = [...this.slowestGaps, { seq, ms, injected }];
      this.slowestGaps = gaps.toSorted((a, b) => b.ms - a.ms || a.seq - b.seq).slice(0, SLOWEST);
    }
  }
}

/**
 * The timing of every exchange of one recording. `read` goes on where it stopped, so a stream that grows costs what is new of it,
 * and a large file can be read in slices.
 */
export class TimingReader {
  private readonly list: ExchangeTiming[] = [];
  private readonly injected: InjectedFrames;
  /** The calls of the recording, as far as it was read. */
  readonly calls = new CallLives();
  private last = 0;

  constructor(readonly reading: Reading) {
    this.injected = new InjectedFrames(reading.log);
  }

  /** The number of the last frame that was read. */
  get at(): number {
    return this.last;
  }

  /** Reads up to frame `upTo`, at most the recording's length. */
  read(upTo: number): void {
    const { reading } = this;
    const { log } = reading;
    while (this.last < upTo) {
      const seq = ++this.last;
      const entry = log.entry(seq);
      const type = reading.typeAt(seq);
      // Of all others the type says enough, and decoding is what costs.
      const isTold = type !== undefined && (OutputPace.reads(type) || CallLives.reads(type));
      const event = isTold ? reading.decodedAt(seq).event : undefined;
      if (type === "RUN_STARTED" || log.exchanges[entry.exchange]?.firstSeq === seq) this.calls.begin(seq);
      if (event !== undefined) this.calls.event(seq, event);
      this.of(entry.exchange).frame(entry, type, event, this.injected.has(entry));
    }
  }

  /** The timing of one exchange, as far as it was read. */
  of(index: number): ExchangeTiming {
    const { exchanges } = this.reading.log;
    for (let next = this.list.length; next <= index; next++) {
      const exchange = exchanges[next];
      this.list.push(new ExchangeTiming(next, exchange !== undefined && hasTimes(exchange)));
    }
    return this.list[index] as ExchangeTiming;
  }
}

const hasText = (event: AguiEvent): boolean =>
  "delta" in event && typeof event.delta === "string" && event.delta !== "";
