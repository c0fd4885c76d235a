import { byteColumn, uint32Column } from "#src/lib/growable.ts";
import { LANES, type LaneId } from "./lanes.ts";

/** `open`: nothing ended it. `called`: a tool call that is written and has no result yet. */
export type SpanState = "ended" | "open" | "called";

/** How bad the worst problem among a span's events is. */
export type SpanProblem = "warning" | "error" | undefined;

const STATES: readonly SpanState[] = ["ended", "open", "called"];
const PROBLEMS: readonly SpanProblem[] = [undefined, "warning", "error"];
const LANE_INDEX = new Map(LANES.map(({ id }, index) => [id, index]));

/** What a span starts with. */
interface NewSpan {
  readonly lane: LaneId;
  readonly base: boolean;
  readonly seq: number;
  /** The entity's number in the event index; of a run its place in the index's runs. */
  readonly entity: number;
  /** The span that was about the same thing before this one; -1 for none. */
  readonly previous: number;
  /** The first row that it may lie in. */
  readonly leastRow: number;
}

/**
 * Spans as columns, numbered from 0 in the order of their first events, and the rows that they lie in. Of one row only the
 * last span can be open, but for the last row of a lane, which takes what finds no other.
 */
export class SpanTable {
  private readonly firsts = uint32Column();
  private readonly lasts = uint32Column();
  /** Where a span stopped: 0 while it goes on. */
  private readonly untils = uint32Column();
  private readonly middles = uint32Column();
  private readonly entities = uint32Column();
  private readonly before = uint32Column();
  private readonly states = byteColumn();
  private readonly problems = byteColumn();
  /** Lane, row and whether it is a base, in one byte. */
  private readonly places = byteColumn();
  private readonly rows: SpanRow[][] = LANES.map(() => []);
  private readonly bases: SpanRow[][] = LANES.map(() => []);

  get length(): number {
    return this.firsts.length;
  }

  /** The rows of a lane from top to bottom. */
  rowsOf(lane: LaneId, base = false): readonly SpanRow[] {
    return (base ? this.bases : this.rows)[LANE_INDEX.get(lane) as number] as SpanRow[];
  }

  /** The first event about it. */
  first(id: number): number {
    return this.firsts.at(id);
  }

  /** The last event about it. */
  last(id: number): number {
    return this.lasts.at(id);
  }

  /** The event with which it stopped: its last one, or the end of the run or the answer that left it open. 0 while it goes on. */
  until(id: number): number {
    return this.untils.at(id);
  }

  /** Of a tool call the event with which its arguments were complete, else 0. */
  middle(id: number): number {
    return this.middles.at(id);
  }

  entity(id: number): number {
    return this.entities.at(id);
  }

  /** The earlier span about the same thing; -1 for none. */
  previous(id: number): number {
    return this.before.at(id) - 1;
  }

  state(id: number): SpanState {
    return STATES[this.states.at(id)] as SpanState;
  }

  problem(id: number): SpanProblem {
    return PROBLEMS[this.problems.at(id)];
  }

  lane(id: number): LaneId {
    return (LANES[this.places.at(id) & 7] as (typeof LANES)[number]).id;
  }

  row(id: number): number {
    return (this.places.at(id) >> 3) & 7;
  }

  isBase(id: number): boolean {
    return this.places.at(id) >= 64;
  }

  /** How many spans began up to an event. */
  countUpTo(seq: number): number {
    return this.firsts.upperBound(seq);
  }

  /** Begins a span in the first row that is free, and returns its number. */
  begin({ lane, base, seq, entity, previous, leastRow }: NewSpan): number {
    const id = this.length;
    const laneIndex = LANE_INDEX.get(lane) as number;
    const rows = (base ? this.bases : this.rows)[laneIndex] as SpanRow[];
    const most = (LANES[laneIndex] as (typeof LANES)[number]).rows;
    let row = Math.min(leastRow, most - 1);
    while (row < most - 1 && this.isTaken(rows[row])) row++;
    while (rows.length <= row) rows.push(new SpanRow(this));
    (rows[row] as SpanRow).add(id);
    this.firsts.push(seq);
    this.lasts.push(seq);
    this.untils.push(0);
    this.middles.push(0);
    this.entities.push(entity);
    this.before.push(previous + 1);
    this.states.push(1);
    this.problems.push(0);
    this.places.push(laneIndex | (row << 3) | (base ? 64 : 0));
    return id;
  }

  extend(id: number, seq: number): void {
    this.lasts.set(id, seq);
  }

  /** The arguments of a tool call are complete; what follows is the wait for its result. */
  markCalled(id: number, seq: number): void {
    this.middles.set(id, seq);
    this.states.set(id, STATES.indexOf("called"));
  }

  /** An event, its last one, ended it. */
  end(id: number): void {
    this.states.set(id, STATES.indexOf("ended"));
    this.untils.set(id, this.last(id));
  }

  /** It goes on no longer, although nothing ended it. */
  settle(id: number, until: number): void {
    this.untils.set(id, until);
  }

  markProblem(id: number, problem: "warning" | "error"): void {
    this.problems.set(id, Math.max(this.problems.at(id), PROBLEMS.indexOf(problem)));
  }

  private isTaken(row: SpanRow | undefined): boolean {
    return row !== undefined && row.length > 0 && this.until(row.at(row.length - 1)) === 0;
  }
}

/** Spans that lie side by side, by their numbers. */
export class SpanRow {
  private readonly ids = uint32Column();

  constructor(private readonly table: SpanTable) {}

  get length(): number {
    return this.ids.length;
  }

  at(index: number): number {
    return this.ids.at(index);
  }

  add(id: number): void {
    this.ids.push(id);
  }

  /** How many of its spans began up to an event. */
  countUpTo(seq: number): number {
    return this.ids.upperBound(this.table.countUpTo(seq) - 1);
  }
}
