/** Some events of a recording in their order, each at a position that counts from 0. */
export interface EventList {
  readonly count: number;
  /** The number of the event at a position, which must be below `count`. */
  seqAt(position: number): number;
  /** The position of event `seq`, or of the last one before it where it is not in the list; -1 before the first. */
  indexOf(seq: number): number;
}

/** The first `count` events of a recording, all of them. */
export function allEvents(count: number): EventList {
  return { count, seqAt: (position) => position + 1, indexOf: (seq) => Math.min(seq, count) - 1 };
}
