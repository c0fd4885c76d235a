import { Suspense, useId, useState, type KeyboardEvent, type MouseEvent } from "react";
import type { ListRow } from "#src/analysis/rowList/rowList.ts";
import { selectIsRunning } from "#src/store/selectors.ts";
import { preloaded } from "#src/ui/components/preloaded.ts";
import { NoMatches } from "#src/ui/panels/filter/NoMatches.tsx";
import { useCursorSeq, useReading, useScope } from "#src/ui/useScope.ts";
import { CursorLine } from "./CursorLine.tsx";
import { EmptyTimeline } from "./EmptyTimeline.tsx";
import { ROW_HEIGHT, rowsOnScreen, rowsToDraw } from "./scrollGeometry.ts";
import { stepShown } from "./shownRows.ts";
import { useShownRows } from "./useShownRows.ts";
import { useTimelineScroll } from "./useTimelineScroll.ts";
import styles from "./TimelinePanel.module.css";

/** There is no row at first. */
const timelineRows = preloaded(async () => (await import("./TimelineRows.tsx")).TimelineRows);

/** Fetches what draws rows ahead of the first one. */
export const preloadRows = (): Promise<void> => timelineRows.preload();

/** The frames of the recording as rows, filtered and folded as the user wants. Only the rows on screen exist, whatever the length of the recording. */
export function TimelinePanel() {
  const [height, setHeight] = useState(0);
  // Another recording starts anew, at its end.
  return <Timeline key={useScope((state) => state.session.id)} {...{ height, setHeight }} />;
}

interface TimelineProps {
  /** The height of the last list, in CSS pixels; 0 before there was one. */
  readonly height: number;
  readonly setHeight: (height: number) => void;
}

function Timeline({ height, setHeight }: TimelineProps) {
  const base = useId();
  const reading = useReading();
  const length = useScope((state) => state.length);
  const cursor = useScope((state) => state.cursor);
  const goTo = useScope((state) => state.goTo);
  const stallMs = useScope((state) => state.stallMs);
  const changes = useScope((state) => state.changesOf[state.session.id]);
  // Findings may be made about frames that are on screen already.
  useScope((state) => state.revision);
  const cursorSeq = useCursorSeq();
  const isRunning = useScope(selectIsRunning);
  const isPassing = useScope((state) => state.dragging || state.playing);
  const { list, source, FoldRow, toggle } = useShownRows(reading, length, cursorSeq);
  const { count } = list;
  const { scroller, sizer, offset, viewport, onScroll, holdStill, keep } = useTimelineScroll(
    list,
    cursor,
    isPassing,
    height,
    setHeight,
  );
  const { first, last } = rowsToDraw(offset, count, viewport);
  const slots = rowsOnScreen(viewport);
  const cursorRow = list.indexOf(cursorSeq);
  const isCursorShown = cursorRow >= 0 && list.at(cursorRow).first === cursorSeq;

  const select = (event: MouseEvent): void => {
    const element = event.target instanceof Element ? event.target : undefined;
    const index = Number(element?.closest<HTMLElement>("[data-index]")?.dataset["index"] ?? count);
    if (index >= count) return;
    const row = list.at(index);
    if (row.fold !== undefined && element?.closest("[data-toggle]")) {
      keep(row.first, row.fold.isOpen ? "end" : undefined);
      toggle(row.fold);
      // The button goes with its row; the keys go on in the list.
      event.preventDefault();
      scroller.current?.focus({ preventScroll: true });
      return;
    }
    // What is under the pointer stays there.
    holdStill(row.last, index);
    goTo(row.last);
  };
  // On pressing, because rows move under the pointer while a stream runs and its release would meet another one.
  const onMouseDown = (event: MouseEvent): void => {
    if (event.button === 0) select(event);
  };
  // Assistive technology clicks without pressing.
  const onClick = (event: MouseEvent): void => {
    if (event.detail === 0) select(event);
  };
  const openOrClose = (isOpen: boolean): void => {
    const fold = isCursorShown ? list.at(cursorRow).fold : undefined;
    if (fold === undefined || fold.isOpen !== isOpen) return;
    keep(cursorSeq, "end");
    toggle(fold);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(viewport / ROW_HEIGHT) - 1);
    const rowAt = (index: number): ListRow => list.at(Math.max(0, Math.min(index, count - 1)));
    if (event.key === "ArrowRight") openOrClose(false);
    else if (event.key === "ArrowLeft") openOrClose(true);
    else if (event.key === "ArrowDown") goTo(stepShown(reading, cursorSeq, 1));
    else if (event.key === "ArrowUp") goTo(stepShown(reading, cursorSeq, -1));
    else if (count === 0) return;
    else if (event.key === "PageDown") goTo(rowAt(cursorRow + page).last);
    else if (event.key === "PageUp") goTo(rowAt(cursorRow - page).first);
    else if (event.key === "Home") goTo(rowAt(0).first);
    else if (event.key === "End") goTo(rowAt(count - 1).last);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const drawn = isCursorShown && cursorRow + 1 >= first && cursorRow + 1 <= last;
  return (
    <div className={styles.timeline} data-digits={Math.min(7, String(length).length)}>
      <div className={styles.head} aria-hidden="true">
        <span />
        <span className={styles.number}>#</span>
        <span className={styles.number}>ms</span>
        <span className={styles.number}>gap</span>
        <span>type</span>
        <span>what it says</span>
      </div>
      <div
        ref={scroller}
        role="grid"
        aria-label="Timeline"
        aria-rowcount={count}
        aria-colcount={6}
        aria-readonly="true"
        aria-activedescendant={drawn ? `${base}-${cursorSeq}` : undefined}
        tabIndex={0}
        className={styles.rows}
        onScroll={onScroll}
        onMouseDown={onMouseDown}
        onClick={onClick}
        onKeyDown={onKeyDown}
      >
        <div ref={sizer} role="presentation">
          <div
            role="presentation"
            className={styles.layer}
            style={{ transform: `translateY(${Math.round((first - 1) * ROW_HEIGHT - offset)}px)` }}
          >
            <Suspense>
              <timelineRows.Component
                {...{
                  base,
                  reading,
                  list,
                  source,
                  FoldRow,
                  first,
                  last,
                  slots,
                  arePassing: isRunning || isPassing,
                  cursorSeq,
                  stallMs,
                  changes,
                }}
              />
            </Suspense>
            {!isCursorShown && count > 0 && cursorSeq > 0 && (
              <CursorLine seq={cursorSeq} top={(cursorRow + 2 - first) * ROW_HEIGHT} />
            )}
          </div>
        </div>
      </div>
      <i className={styles.ring} aria-hidden="true" />
      {count === 0 && <div className={styles.empty}>{length === 0 ? <EmptyTimeline /> : <NoMatches />}</div>}
    </div>
  );
}
