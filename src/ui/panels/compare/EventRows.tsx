import { useEffect, useId, type KeyboardEvent, type ReactNode, type RefObject } from "react";
import type { RunComparison } from "#src/analysis/compare/runComparison.ts";
import { Icon } from "#src/ui/components/Icon.tsx";
import { RowSummary } from "#src/ui/panels/timeline/RowSummary.tsx";
import { familyColor } from "#src/ui/theme/eventColors.ts";
import { cellSummary, cellType } from "./cellSummary.ts";
import styles from "./Compare.module.css";
import { ROW_HEIGHT, useVirtualRows } from "./useVirtualRows.ts";

interface EventRowsProps {
  readonly comparison: RunComparison;
  readonly heads: ReactNode;
  /** The chosen row; -1 for none. */
  readonly active: number;
  readonly onChoose: (row: number) => void;
  readonly grid: RefObject<HTMLDivElement | null>;
}

/** The events of all columns, those that belong together in one row. */
export function EventRows({ comparison, heads, active, onChoose, grid }: EventRowsProps) {
  const base = useId();
  const { rows, columns } = comparison;
  const count = rows.length + rows.pending;
  const { scroller, head, first, last, bringIntoSight } = useVirtualRows(count);
  useEffect(() => {
    if (active >= 0) bringIntoSight(active);
    // Only another row moves the list.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [active]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = 15;
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: count - 1,
    };
    const target = moves[event.key];
    if (target === undefined || count === 0) return;
    event.preventDefault();
    onChoose(Math.max(0, Math.min(target, count - 1)));
  };
  return (
    <div ref={scroller} className={styles.scroller}>
      <div className={styles.wide} style={{ "--columns": columns.length }}>
        <div ref={head} className={styles.heads}>
          {heads}
        </div>
        <div
          ref={grid}
          role="grid"
          aria-label="Events side by side"
          aria-rowcount={count}
          aria-colcount={columns.length}
          aria-activedescendant={active >= first && active < last ? `${base}-${active}` : undefined}
          tabIndex={0}
          className={styles.rows}
          style={{ height: count * ROW_HEIGHT }}
          onKeyDown={onKeyDown}
        >
          {Array.from({ length: last - first }, (_, at) => {
            const row = first + at;
            return (
              // The grid has the keys.
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
              <div
                key={row}
                id={`${base}-${row}`}
                role="row"
                aria-rowindex={row + 1}
                aria-selected={row === active}
                className={styles.row}
                style={{ transform: `translateY(${row * ROW_HEIGHT}px)` }}
                onClick={() => onChoose(row)}
              >
                <Cells comparison={comparison} row={row} />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Cells({ comparison, row }: { readonly comparison: RunComparison; readonly row: number }) {
  const { rows, columns } = comparison;
  const { cells, differs } = rows.at(row);
  return columns.map((run, column) => {
    const place = cells[column] ?? -1;
    const isDifferent = differs[column] === true;
    const found = place < 0 ? undefined : run.at(place);
    return (
      <div
        // A column is its place.
        // oxlint-disable-next-line react/no-array-index-key
        key={column}
        role="gridcell"
        aria-colindex={column + 1}
        className={styles.cell}
        data-differs={isDifferent || undefined}
        data-none={found === undefined || undefined}
      >
        <span className={styles.mark}>
          {isDifferent && (
            <>
              <Icon name="notEqual" size={12} />
              <span className="visuallyHidden">differs</span>
            </>
          )}
        </span>
        {found ? (
          <>
            <span className={styles.seq}>{found.seq}</span>
            <span
              className={styles.type}
              style={{ "--family": familyColor(found.family === "unread" ? "other" : found.family) }}
            >
              {cellType(found)}
            </span>
            <span className={styles.summary}>
              <RowSummary parts={cellSummary(run, found)} />
            </span>
          </>
        ) : (
          <span className={styles.nothing}>{row < rows.length ? "nothing here" : ""}</span>
        )}
      </div>
    );
  });
}
