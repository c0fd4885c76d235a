import type { EventList } from "#src/analysis/rowList/eventList.ts";
import type { RowList } from "#src/analysis/rowList/rowList.ts";
import type { Changes } from "#src/analysis/whatIf/changes.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import type { FoldRowView } from "./FoldRowView.tsx";
import { inOrder, inSlotOrder, ROW_HEIGHT } from "./scrollGeometry.ts";
import { TimelineRowView } from "./TimelineRowView.tsx";

interface TimelineRowsProps {
  /** What the ids of the row elements begin with. */
  readonly base: string;
  readonly reading: Reading;
  readonly list: RowList;
  readonly source: EventList;
  readonly FoldRow: typeof FoldRowView | undefined;
  /** The first and the last row to draw, counted from 1. */
  readonly first: number;
  readonly last: number;
  /** How many row elements there are at most. */
  readonly slots: number;
  /** While rows pass by: a stream runs, the slider is dragged, or the recording plays. */
  readonly arePassing: boolean;
  readonly cursorSeq: number;
  readonly stallMs: number;
  readonly changes: Changes | undefined;
}

/**
 * The rows on screen. While rows pass by, a row element is given the content of the row that enters as its own one leaves, and keeps its
 * place among its siblings: making or moving 30 of them in each frame would cost more than all the rest. At rest an element stays with
 * its row, for those who hold on to it, and the elements stand in the order of their rows.
 */
export function TimelineRows({
  base,
  reading,
  list,
  source,
  FoldRow,
  first,
  last,
  slots,
  arePassing,
  cursorSeq,
  stallMs,
  changes,
}: TimelineRowsProps) {
  return (arePassing ? inSlotOrder(first, last, slots) : inOrder(first, last)).map((place) => {
    const index = place - 1;
    const row = list.at(index);
    const key = arePassing ? place % slots : -row.first;
    const placed = {
      id: `${base}-${row.first}`,
      reading,
      index,
      top: (place - first) * ROW_HEIGHT,
      future: row.first > cursorSeq,
      stallMs,
    };
    if (row.count > 1 && FoldRow !== undefined) {
      const { position, count, characters } = row;
      const fold = { source, position, first: row.first, last: row.last, count, characters };
      return <FoldRow key={key} {...placed} {...fold} />;
    }
    const { fold } = row;
    return (
      <TimelineRowView
        key={key}
        {...placed}
        seq={row.first}
        selected={row.first === cursorSeq}
        findings={reading.findingsAt(row.first).length}
        note={reading.annotations.at(row.first)?.note}
        change={changes?.get(row.first)?.kind}
        openFold={fold?.isOpen === true ? (fold.first === row.first ? fold.count : 0) : undefined}
      />
    );
  });
}
