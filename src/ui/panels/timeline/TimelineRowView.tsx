import { memo } from "react";
import type { Reading } from "#src/reconstruction/reading.ts";
import { Icon } from "#src/ui/components/Icon.tsx";
import { familyColor } from "#src/ui/theme/eventColors.ts";
import { timelineRow } from "./rows.ts";
import styles from "./TimelinePanel.module.css";

interface TimelineRowViewProps {
  readonly id: string;
  readonly reading: Reading;
  readonly seq: number;
  /** Pixels from the top of the first row that is drawn. */
  readonly top: number;
  readonly selected: boolean;
  /** After the cursor. */
  readonly future: boolean;
  /** How many findings the frame has; a new one must draw the row again. */
  readonly findings: number;
}

/** One row. A frame never changes, so neither does its row while these properties stay the same. */
export const TimelineRowView = memo(function TimelineRowView({
  id,
  reading,
  seq,
  top,
  selected,
  future,
}: TimelineRowViewProps) {
  const row = timelineRow(reading, seq);
  const marked = row.severity === "error" || row.severity === "warning";
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={seq}
      aria-selected={selected}
      data-seq={seq}
      data-future={future || undefined}
      data-severity={row.severity}
      data-boundary={row.boundary !== undefined || undefined}
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
        <i className={styles.dot} />
        <span className={styles.typeName}>{row.type}</span>
      </span>
      <span role="gridcell" className={styles.summary} data-injected={row.injected !== "" || undefined}>
        <span className={styles.said}>
          {row.boundary !== undefined && <span className={styles.boundary}>{row.boundary}</span>}
          {row.severity === "error" && <span className={styles.problem}>{row.problem}</span>}
          {row.summary.map(({ text, strong }, index) => (
            // The parts of one summary have no identity but their place.
            // oxlint-disable-next-line react/no-array-index-key
            <span key={index} data-strong={strong}>
              {text}{" "}
            </span>
          ))}
          {row.severity === "warning" && <span className={styles.problem}>{row.problem}</span>}
        </span>
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
