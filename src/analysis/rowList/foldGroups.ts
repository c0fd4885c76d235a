import { gapBefore } from "#src/analysis/gapBefore.ts";
import type { EventIndex } from "#src/analysis/eventIndex.ts";
import { uint32Column } from "#src/lib/growable.ts";
import { SortedNumbers } from "#src/lib/sortedNumbers.ts";
import type { Finding } from "#src/protocol/lint/types.ts";
import type { EventList } from "./eventList.ts";

/**
 * Groups a list of events: consecutive deltas of one entity are one group, every other event is one of its own. So is a delta that
 * somebody has to see: one with a problem, one that AG-UI Scope changed, and one that came after a stall.
 *
 * It grows with its list and goes on where it stopped. Findings that are made later about events that are grouped already split
 * their groups. 4 bytes an event and 4 bytes a group.
 */
export class FoldGroups {
  /** The position at which each group begins. */
  private readonly starts = new SortedNumbers();
  /** Characters of all events up to and including a position. It wraps at 2 ** 32, and so do differences. */
  private readonly characters = uint32Column();
  private findingsRead = 0;
  /** Whether the last event that was grouped may have others beside it. */
  private lastFolds = false;

  /** `events` may grow, but what it holds stays where it is. `stallMs` is in milliseconds. */
  constructor(
    readonly events: EventList,
    private readonly index: EventIndex,
    private readonly stallMs: number,
  ) {}

  /** How many positions are grouped. */
  get at(): number {
    return this.characters.length;
  }

  /** How many groups there are. */
  get count(): number {
    return this.starts.length;
  }

  /** Goes on up to position `upTo`, with at most `most` events read or grouped. True when it got there. */
  read(upTo: number, most: number): boolean {
    const { events, index } = this;
    this.splitLate();
    let left = most;
    for (let position = this.at; position < upTo; position++) {
      const seq = events.seqAt(position);
      const unread = Math.max(0, seq - index.length);
      const reads = Math.min(unread, left);
      if (reads > 0) index.read(index.length + reads);
      left -= reads;
      if (reads < unread || left-- <= 0) return false;
      this.next(position, seq);
    }
    return true;
  }

  /** The first position of a group. */
  startOf(group: number): number {
    return this.starts.at(group);
  }

  /** The position after the last one of a group. */
  endOf(group: number): number {
    return group + 1 < this.count ? this.starts.at(group + 1) : this.at;
  }

  /** The group of a position below `at`. */
  groupOf(position: number): number {
    return this.starts.upperBound(position) - 1;
  }

  /** How many characters the events from position `from` up to, not including, `to` add. */
  charactersOf(from: number, to: number): number {
    return (this.characters.at(to - 1) - (from > 0 ? this.characters.at(from - 1) : 0)) >>> 0;
  }

  private next(position: number, seq: number): void {
    const folds = this.mayFold(seq);
    if (!folds || !this.lastFolds || !this.goesOn(this.events.seqAt(position - 1), seq)) this.starts.push(position);
    this.lastFolds = folds;
    this.characters.push((position > 0 ? this.characters.at(position - 1) : 0) + this.index.charactersAt(seq));
  }

  private mayFold(seq: number): boolean {
    const { index } = this;
    if (!index.isDelta(seq) || index.entityNumberAt(seq) === 0) return false;
    const { log } = index.reading;
    if ((gapBefore(log, seq) ?? 0) >= this.stallMs) return false;
    return !index.reading.findingsAt(seq).some(hasToBeSeen);
  }

  private goesOn(before: number, seq: number): boolean {
    const { index } = this;
    const { reading } = index;
    return (
      index.entityNumberAt(before) === index.entityNumberAt(seq) &&
      reading.typeAt(before) === reading.typeAt(seq) &&
      index.subagentAt(before) === index.subagentAt(seq) &&
      reading.log.exchangeOf(before) === reading.log.exchangeOf(seq)
    );
  }

  /** Takes the events of findings that were made since the last time out of their groups. */
  private splitLate(): void {
    const { findings } = this.index.reading;
    if (this.findingsRead === findings.length) return;
    const starts: number[] = [];
    for (; this.findingsRead < findings.length; this.findingsRead++) {
      const finding = findings[this.findingsRead];
      if (finding === undefined || !hasToBeSeen(finding)) continue;
      const position = this.events.indexOf(finding.seq);
      if (position < 0 || position >= this.at || this.events.seqAt(position) !== finding.seq) continue;
      if (position === this.at - 1) this.lastFolds = false;
      const group = this.groupOf(position);
      if (position > this.startOf(group)) starts.push(position);
      if (position + 1 < this.endOf(group)) starts.push(position + 1);
    }
    this.starts.addAll(starts);
  }
}

const hasToBeSeen = ({ severity, rule }: Finding): boolean => severity !== "info" || rule === "scope/injected";
