import { memo } from "react";
import type { Reading } from "#src/reconstruction/reading.ts";
import { Icon } from "#src/ui/components/Icon.tsx";
import { familyColor } from "#src/ui/theme/eventColors.ts";
import { FoldToggle } from "./FoldToggle.tsx";
import { RowSummary } from "./RowSummary.tsx";
import { timelineRow } from "./rows.ts";
import styles from "./TimelinePanel.module.css";

interface TimelineRowViewProps {
  readonly id: string;
  readonly reading: Reading;
  readonly seq: number;
  /** The row's place in the list. */
  readonly index: number;
  /** Pixels from the top of the first row that is drawn. */
  readonly top: number;
  readonly selected: boolean;
  /** After the cursor. */
  readonly future: boolean;
  /** How many findings the frame has; a new one must draw the row again. */
  readonly findings: number;
  readonly stallMs: number;
  /** The note on the event; empty for a bookmark, undefined where there is neither. */
  readonly note: string | undefined;
  /** How many deltas an open fold has: on its first row, which closes it; 0 on its other rows, and undefined outside of one. */
  readonly openFold: number | undefined;
  /** What is done to the event in thought. */
  readonly change: "off" | "edit" | undefined;
}

/** One row. A frame never changes, so neither does its row while these properties stay the same. */
export const TimelineRowView = memo(function TimelineRowView({
  id,
  reading,
  seq,
  index,
  top,
  selected,
  future,
  stallMs,
  note,
  openFold,
  change,
}: TimelineRowViewProps) {
  const row = timelineRow(reading, seq, stallMs);
  const marked = row.severity === "error" || row.severity === "warning";
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={seq}
      aria-selected={selected}
      data-index={index}
      data-future={future || undefined}
      data-severity={row.severity}
      data-boundary={row.boundary !== undefined || undefined}
      data-fold={openFold === undefined ? undefined : "open"}
      className={styles.row}
      style={{ transform: `translateY(${top}px)`, "--family": familyColor(row.family) }}
    >
      <span role="gridcell" className={styles.mark} title={marked ? row.problem : undefined}>
        {marked && (
          <>
            <Icon name={row.severity === "error" ? "cross" : "alert"} size={12} />
            <span className="visuallyHidden">{row.severity}</span>
          </>
        )}
        {selected && !marked && <Icon name="pin" size={10} />}
        {note !== undefined && <NoteMark note={note} />}
      </span>
      <span role="gridcell" className={styles.number}>
        {seq}
      </span>
      <span role="gridcell" className={styles.number}>
        {row.time}
      </span>
      <span role="gridcell" className={styles.number} data-slow={row.slow || undefined}>
        {row.gap}
      </span>
      <span role="gridcell" className={styles.type} title={row.type}>
        {openFold ? <FoldToggle isOpen count={openFold} /> : <i className={styles.dot} />}
        <span className={styles.typeName}>{row.type}</span>
      </span>
      <span
        role="gridcell"
        className={styles.summary}
        data-injected={row.injected !== "" || change !== undefined || undefined}
      >
        <span className={styles.said}>
          {row.boundary !== undefined && <span className={styles.boundary}>{row.boundary}</span>}
          {row.severity === "error" && <span className={styles.problem}>{row.problem}</span>}
          <RowSummary parts={row.summary} />
          {row.severity === "warning" && <span className={styles.problem}>{row.problem}</span>}
        </span>
        {change !== undefined && (
          <span className={styles.changed} title="Changed in thought: the row shows what was received">
            <span className="visuallyHidden">what if: </span>
            {change === "off" ? "switched off" : "edited"}
          </span>
        )}
        {row.injected !== "" && (
          <span className={styles.injected} title={`AG-UI Scope did this, not the agent: ${row.injected}`}>
            <Icon name="bolt" size={10} />
            <span className={styles.injectedWord}>injected</span>
            <span className="visuallyHidden">{` by AG-UI Scope: ${row.injected}`}</span>
          </span>
        )}
      </span>
    </div>
  );
});

function NoteMark({ note }: { readonly note: string }) {
  return (
    <span className={styles.note} title={note === "" ? "Bookmark" : note}>
      <span className="visuallyHidden">{note === "" ? "bookmark" : `note: ${note}`}</span>
    </span>
  );
}
