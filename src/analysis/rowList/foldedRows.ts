import { partitionPoint } from "#src/lib/partitionPoint.ts";
import type { EventList } from "./eventList.ts";
import type { FoldGroups } from "./foldGroups.ts";
import { singleRow, type Fold, type ListRow, type RowList } from "./rowList.ts";

/** A group that is not just one row. */
interface Laid {
  readonly group: number;
  /** The index of its first row. */
  readonly row: number;
  readonly rows: number;
  /** The positions at which its rows begin; undefined where it is open. */
  readonly pieces: readonly number[] | undefined;
}

/** What the user chose to see of a folded list. */
export interface FoldChoices {
  /** Events that have a row of their own whatever is folded, ascending: the cursor, the bookmarks and what is changed in thought. */
  readonly own: readonly number[];
  /** The first events of the folds that are open. */
  readonly open: Iterable<number>;
}

/**
 * The rows of a list with its groups folded, as they are at the moment. What is not grouped yet is one row an event. It is made anew
 * for each look at the list, which costs as much as there are folds that are open or split, whatever the length of the list.
 */
export class FoldedRows implements RowList {
  readonly count: number;
  private readonly laid: readonly Laid[];
  /** How many rows the groups have. */
  private readonly groupedRows: number;
  private readonly grouped: number;

  /** `events` is what `groups` has grouped or will, as far as it is shown. */
  constructor(
    readonly events: EventList,
    private readonly groups: FoldGroups,
    { own, open }: FoldChoices,
  ) {
    // Never beyond what is shown: groups may know more of a list that grew in the meantime.
    this.grouped = Math.min(groups.at, events.count);
    const groupCount = this.grouped === 0 ? 0 : groups.groupOf(this.grouped - 1) + 1;
    const pieces = new Map<number, number[] | undefined>();
    for (const seq of open) {
      const group = this.foldOf(seq);
      if (group !== undefined && events.seqAt(groups.startOf(group)) === seq) pieces.set(group, undefined);
    }
    for (const seq of own) {
      const group = this.foldOf(seq);
      if (group === undefined) continue;
      if (!pieces.has(group)) pieces.set(group, [groups.startOf(group)]);
      const starts = pieces.get(group);
      if (starts === undefined) continue;
      const position = events.indexOf(seq);
      if (starts.at(-1) !== position) starts.push(position);
      if (position + 1 < this.endOf(group)) starts.push(position + 1);
    }
    let extra = 0;
    this.laid = [...pieces]
      .sort(([a], [b]) => a - b)
      .map(([group, starts]) => {
        const rows = starts?.length ?? this.endOf(group) - groups.startOf(group);
        const laid = { group, row: group + extra, rows, pieces: starts };
        extra += rows - 1;
        return laid;
      });
    this.groupedRows = groupCount + extra;
    this.count = this.groupedRows + events.count - this.grouped;
  }

  at(index: number): ListRow {
    if (index >= this.groupedRows) return singleRow(this.events, this.grouped + index - this.groupedRows);
    const laid = this.lastLaid((each) => each.row <= index);
    if (laid === undefined) return this.row(index, this.groups.startOf(index), this.endOf(index));
    const inside = index - laid.row;
    if (inside >= laid.rows) {
      const group = laid.group + 1 + inside - laid.rows;
      return this.row(group, this.groups.startOf(group), this.endOf(group));
    }
    const start = laid.pieces?.[inside] ?? this.groups.startOf(laid.group) + inside;
    const end = laid.pieces === undefined ? start + 1 : (laid.pieces[inside + 1] ?? this.endOf(laid.group));
    return this.row(laid.group, start, end, laid.pieces === undefined);
  }

  indexOf(seq: number): number {
    const position = Math.min(this.events.indexOf(seq), this.events.count - 1);
    if (position < 0) return -1;
    if (position >= this.grouped) return this.groupedRows + position - this.grouped;
    const group = this.groups.groupOf(position);
    const laid = this.lastLaid((each) => each.group <= group);
    if (laid === undefined) return group;
    if (laid.group !== group) return laid.row + laid.rows + group - laid.group - 1;
    if (laid.pieces === undefined) return laid.row + position - this.groups.startOf(group);
    return laid.row + laid.pieces.findLastIndex((start) => start <= position);
  }

  private row(group: number, start: number, end: number, isOpen = false): ListRow {
    const { events, groups } = this;
    const [from, to] = [groups.startOf(group), this.endOf(group)];
    const fold: Fold | undefined =
      to - from < 2 ? undefined : { first: events.seqAt(from), last: events.seqAt(to - 1), count: to - from, isOpen };
    if (end - start === 1) return singleRow(events, start, fold);
    const characters = groups.charactersOf(start, end);
    return {
      position: start,
      first: events.seqAt(start),
      last: events.seqAt(end - 1),
      count: end - start,
      characters,
      fold,
    };
  }

  private endOf(group: number): number {
    return Math.min(this.groups.endOf(group), this.grouped);
  }

  /** The group of event `seq` where it has more events than this one. */
  private foldOf(seq: number): number | undefined {
    const position = this.events.indexOf(seq);
    if (position < 0 || position >= this.grouped || this.events.seqAt(position) !== seq) return undefined;
    const group = this.groups.groupOf(position);
    return this.endOf(group) - this.groups.startOf(group) > 1 ? group : undefined;
  }

  private lastLaid(isBefore: (laid: Laid) => boolean): Laid | undefined {
    return this.laid[partitionPoint(this.laid.length, (index) => isBefore(this.laid[index] as Laid)) - 1];
  }
}
