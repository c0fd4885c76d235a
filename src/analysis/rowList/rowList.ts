import type { EventList } from "./eventList.ts";

/** Consecutive deltas of one entity. */
export interface Fold {
  /** The numbers of its first and its last event. */
  readonly first: number;
  readonly last: number;
  /** How many events it has, from 2 on. */
  readonly count: number;
  /** Whether each of its events has a row. */
  readonly isOpen: boolean;
}

/** One row: an event, or several that are folded into it. */
export interface ListRow {
  /** The position of its first event among the events that are listed. */
  readonly position: number;
  /** The numbers of its first and its last event; equal for a row of one. */
  readonly first: number;
  readonly last: number;
  /** How many events are in it. */
  readonly count: number;
  /** How many characters its events add; 0 for a row of one, whose event says it itself. */
  readonly characters: number;
  /** The fold that its events are of. The row shows all of it, or a piece beside an event that has to be seen, or one event of an open one. */
  readonly fold: Fold | undefined;
}

/** The rows of a list of events. No event is in two rows or in none, and their order is that of the events. */
export interface RowList {
  /** What is listed. */
  readonly events: EventList;
  readonly count: number;
  /** The row at an index from 0, which must be below `count`. */
  at(index: number): ListRow;
  /** The index of the row that holds event `seq`, or of the last row before it where it is not listed; -1 before the first. */
  indexOf(seq: number): number;
}

/** A row of one event. */
export function singleRow(events: EventList, position: number, fold?: Fold): ListRow {
  const seq = events.seqAt(position);
  return { position, first: seq, last: seq, count: 1, characters: 0, fold };
}

/** Every event as a row. */
export function plainRows(events: EventList): RowList {
  return {
    events,
    count: events.count,
    at: (index) => singleRow(events, index),
    indexOf: (seq) => events.indexOf(seq),
  };
}
