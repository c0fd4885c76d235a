import { memo } from "react";
import { eventIndexOf } from "#src/analysis/eventIndex.ts";
import type { EventList } from "#src/analysis/rowList/eventList.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import { familyColor } from "#src/ui/theme/eventColors.ts";
import { FoldToggle } from "./FoldToggle.tsx";
import { foldSummary } from "./foldSummary.ts";
import { RowSummary } from "./RowSummary.tsx";
import { timelineRow } from "./rows.ts";
import styles from "./TimelinePanel.module.css";

interface FoldRowViewProps {
  readonly id: string;
  readonly reading: Reading;
  /** What the Timeline lists. The same object as long as nothing else is listed. */
  readonly source: EventList;
  readonly position: number;
  readonly first: number;
  readonly last: number;
  readonly count: number;
  readonly characters: number;
  /** The row's place in the list. */
  readonly index: number;
  /** Pixels from the top of the first row that is drawn. */
  readonly top: number;
  /** After the cursor. */
  readonly future: boolean;
  readonly stallMs: number;
}

/** Several deltas of one entity in one row. */
export const FoldRowView = memo(function FoldRowView({
  id,
  reading,
  source,
  index,
  top,
  future,
  stallMs,
  ...row
}: FoldRowViewProps) {
  const { time, gap, family, type, boundary } = timelineRow(reading, row.first, stallMs);
  const { deltas, characters, duration, said } = foldSummary(reading, source, row);
  const entity = eventIndexOf(reading).entityAt(row.first);
  const figures = [deltas, characters, duration].filter((figure) => figure !== "").join(" · ");
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={row.first}
      aria-selected="false"
      data-index={index}
      data-future={future || undefined}
      data-boundary={boundary !== undefined || undefined}
      className={styles.row}
      style={{ transform: `translateY(${top}px)`, "--family": familyColor(family) }}
    >
      <span role="gridcell">
        <span className="visuallyHidden">folded</span>
      </span>
      <span role="gridcell" className={styles.number}>
        {row.first}
        <span className="visuallyHidden">{` to ${row.last}`}</span>
      </span>
      <span role="gridcell" className={styles.number}>
        {time}
      </span>
      <span role="gridcell" className={styles.number}>
        {gap}
      </span>
      <span role="gridcell" className={styles.type} title={type}>
        <FoldToggle isOpen={false} count={row.count} />
        <span className={styles.typeName}>{type}</span>
      </span>
      <span role="gridcell" className={styles.summary} title={`${figures}${entity?.id ? ` · ${entity.id}` : ""}`}>
        {boundary !== undefined && <span className={styles.boundary}>{boundary}</span>}
        <span className={styles.figures}>
          {deltas}
          {characters !== "" && <span className={styles.characters}> · {characters}</span>}
          {duration !== "" && <span className={styles.duration}> · {duration}</span>}{" "}
        </span>
        <RowSummary parts={said} />
        {entity?.id}
      </span>
    </div>
  );
});
