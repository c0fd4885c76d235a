import type { EventIndex } from "#src/analysis/eventIndex.ts";
import { float64Column } from "#src/lib/growable.ts";
import type { EventTypeName } from "#src/protocol/events.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import { lanePlace, LANES, type LaneId, type LanePlace } from "./lanes.ts";
import { LeftOpenReader, type LeftOpen } from "./leftOpen.ts";
import { SortedNumbers } from "#src/lib/sortedNumbers.ts";
import { SpanTable } from "./spanTable.ts";

/** One span goes by one key: a number for most things, a text for a step, whose name its owners may share. */
type SpanKey = number | string;

/** What ends the pieces of a chunked message that has no END: any of these from the same producer, if it is about something else. */
const NEVER_CLOSES: ReadonlySet<EventTypeName> = new Set([
  "ACTIVITY_SNAPSHOT",
  "ACTIVITY_DELTA",
  "RAW",
  "REASONING_ENCRYPTED_VALUE",
  "SUBAGENT_STARTED",
]);

/**
 * The spans of one recording: what went on from which event to which. One walk that goes on where it stopped. A span never reaches
 * beyond the answer that it began in, and nothing that comes after it has ended makes it longer: that is a span of its own.
 */
export class SpanReader {
  readonly table = new SpanTable();
  /** Moments: state changes, activity changes, snapshots of the messages. */
  readonly ticks: Readonly<Record<LaneId, SortedNumbers>>;
  /** Events with errors, and with warnings. */
  readonly errors = new SortedNumbers();
  readonly warnings = new SortedNumbers();
  private readonly times = float64Column();
  private readonly latest = new Map<SpanKey, number>();
  /** Spans that go on. */
  private readonly live = new Set<number>();
  private readonly chunks = new Map<string | undefined, number>();
  private readonly left = new LeftOpenReader();
  private exchange = -1;
  private run = -1;
  private findingsRead = 0;

  constructor(
    readonly reading: Reading,
    readonly index: EventIndex,
  ) {
    const ticks = Object.fromEntries(LANES.map(({ id }) => [id, new SortedNumbers()]));
    this.ticks = ticks as Record<LaneId, SortedNumbers>;
  }

  /** The number of the last frame that was read. */
  get at(): number {
    return this.times.length;
  }

  /** When frame `seq` came, in milliseconds since its request; never before the frame before it, whatever a file says. */
  timeOf(seq: number): number {
    return this.times.at(seq - 1);
  }

  /** How many of the frames from `first` to `last`, which are of one exchange that starts at `start`, lie up to a place. */
  framesUpTo(place: number, first: number, last: number, start: number): number {
    let low = first;
    let high = last + 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (start + this.timeOf(middle) <= place) low = middle + 1;
      else high = middle;
    }
    return low - first;
  }

  /** What an exchange left to its client. */
  leftOpen(exchange: number): LeftOpen | undefined {
    return this.left.of(exchange);
  }

  /** Reads up to frame `upTo`, at most as far as the index was read, and the findings about what was read. */
  read(upTo: number): void {
    while (this.at < upTo) this.next(this.at + 1);
    this.readFindings();
  }

  /** The span that event `seq` belongs to; undefined for moments and for what has no lane. */
  spanOf(seq: number): number | undefined {
    const type = this.reading.typeAt(seq);
    const isRun = type === "RUN_STARTED" || type === "RUN_FINISHED" || type === "RUN_ERROR";
    const place = lanePlace(type);
    if (!isRun && (place === undefined || place.does === "tick")) return undefined;
    let id = this.latest.get(isRun ? runKey(this.index.runAt(seq)) : this.keyOf(seq, place as LanePlace));
    while (id !== undefined && id >= 0 && this.table.first(id) > seq) id = this.table.previous(id);
    return id !== undefined && id >= 0 ? id : undefined;
  }

  private next(seq: number): void {
    const { reading, index } = this;
    const { index: exchange } = reading.log.exchangeOf(seq);
    if (exchange !== this.exchange) {
      this.settle(seq - 1);
      this.exchange = exchange;
      this.run = -1;
      this.times.push(reading.log.timeOf(seq));
    } else this.times.push(Math.max(this.timeOf(seq - 1), reading.log.timeOf(seq)));
    const type = reading.typeAt(seq);
    if (type === undefined) return;
    const entity = index.entityNumberAt(seq);
    const run = index.runAt(seq);
    if (run >= 0 && run !== this.run) {
      // A run that nothing ended stops where the next one begins.
      if (this.run >= 0) this.settle(seq - 1);
      this.run = run;
      this.begin(runKey(run), { lane: "run", does: "start", base: true }, seq, run);
    }
    const place = lanePlace(type);
    this.closeChunk(seq, type, place);
    if (place?.does === "tick") this.ticks[place.lane].add(seq);
    else if (place !== undefined) this.put(seq, place, entity);
    this.left.event(type, entity, exchange, () => reading.decodedAt(seq).event);
    if (type === "RUN_STARTED" || type === "RUN_FINISHED" || type === "RUN_ERROR") {
      const id = this.latest.get(runKey(run)) as number;
      this.table.extend(id, seq);
      if (type === "RUN_STARTED") return;
      this.end(id);
      this.settle(seq);
    }
  }

  /** What an event does to the span of its entity. */
  private put(seq: number, place: LanePlace, entity: number): void {
    const { table } = this;
    const { lane, does } = place;
    if (does === "touch") this.ticks[lane].add(seq);
    const key = this.keyOf(seq, place);
    const known = this.latest.get(key);
    const isLive = known !== undefined && this.live.has(known);
    const id = isLive ? known : this.begin(key, place, seq, entity);
    table.extend(id, seq);
    if (does === "chunk") this.chunks.set(this.index.subagentAt(seq), id);
    else if (does === "result") this.end(id);
    else if (does === "end") {
      // An END without a beginning leaves nothing to wait for.
      if (lane === "tools" && isLive) {
        if (table.state(id) === "open") table.markCalled(id, seq);
      } else this.end(id);
    }
  }

  private begin(key: SpanKey, { lane, base }: LanePlace, seq: number, entity: number): number {
    const previous = this.latest.get(key) ?? -1;
    const leastRow = lane === "subagents" ? this.rowBelowParent(seq) : 0;
    const id = this.table.begin({ lane, base, seq, entity, previous, leastRow });
    this.latest.set(key, id);
    this.live.add(id);
    return id;
  }

  private rowBelowParent(seq: number): number {
    const { event } = this.reading.decodedAt(seq);
    if (event?.type !== "SUBAGENT_STARTED" || event.parentSubagentRunId === undefined) return 0;
    const number = this.index.numberOf({ kind: "subagent", id: event.parentSubagentRunId });
    const parent = number === 0 ? undefined : this.latest.get(number * 2);
    return parent !== undefined && this.live.has(parent) ? this.table.row(parent) + 1 : 0;
  }

  private end(id: number): void {
    this.table.end(id);
    this.live.delete(id);
  }

  /** A chunked message is over when its producer goes on with something else. */
  private closeChunk(seq: number, type: EventTypeName, place: LanePlace | undefined): void {
    if (this.chunks.size === 0 || NEVER_CLOSES.has(type)) return;
    const owner = this.index.subagentAt(seq);
    const id = this.chunks.get(owner);
    if (id === undefined) return;
    const isSame =
      place !== undefined &&
      place.lane === this.table.lane(id) &&
      this.index.entityNumberAt(seq) === this.table.entity(id);
    if (isSame) return;
    this.chunks.delete(owner);
    if (!this.live.has(id)) return;
    if (this.table.lane(id) !== "tools") this.end(id);
    else if (this.table.state(id) === "open") this.table.markCalled(id, this.table.last(id));
  }

  /** The run or the answer is over: what goes on goes on no longer. */
  private settle(until: number): void {
    const { table } = this;
    for (const id of this.live) table.settle(id, table.lane(id) === "activities" ? table.last(id) : until);
    this.live.clear();
    this.chunks.clear();
  }

  private keyOf(seq: number, { lane, base }: LanePlace): SpanKey {
    const number = this.index.entityNumberAt(seq);
    if (lane === "run") return `${number}/${this.index.subagentAt(seq) ?? ""}`;
    return number * 2 + (base ? 1 : 0);
  }

  private readFindings(): void {
    const { findings } = this.reading;
    for (; this.findingsRead < findings.length; this.findingsRead++) {
      const finding = findings[this.findingsRead];
      if (finding === undefined || finding.seq > this.at) return;
      const { seq, severity } = finding;
      if (severity === "info") continue;
      (severity === "error" ? this.errors : this.warnings).add(seq);
      const id = seq > 0 ? this.spanOf(seq) : undefined;
      if (id !== undefined) this.table.markProblem(id, severity);
    }
  }
}

/** Runs have keys of their own: their ids may be missing or come twice. */
const runKey = (run: number): number => -1 - run;
