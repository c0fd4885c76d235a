import { useId, type KeyboardEvent, type MouseEvent } from "react";
import { selectIsRunning } from "#src/store/selectors.ts";
import { useCursorSeq, useReading, useScope } from "#src/ui/useScope.ts";
import { EmptyTimeline } from "./EmptyTimeline.tsx";
import { inOrder, inSlotOrder, ROW_HEIGHT, rowsOnScreen, rowsToDraw } from "./scrollGeometry.ts";
import { TimelineRowView } from "./TimelineRowView.tsx";
import { useTimelineScroll } from "./useTimelineScroll.ts";
import styles from "./TimelinePanel.module.css";

/** Every frame of the recording as a row. Only the rows on screen exist, whatever the length of the recording. */
export function TimelinePanel() {
  // Another recording starts anew, at its end.
  return <Timeline key={useScope((state) => state.session.id)} />;
}

function Timeline() {
  const base = useId();
  const reading = useReading();
  const count = useScope((state) => state.length);
  const cursor = useScope((state) => state.cursor);
  const goTo = useScope((state) => state.goTo);
  const step = useScope((state) => state.step);
  // Findings may be made about frames that are on screen already.
  useScope((state) => state.revision);
  const cursorSeq = useCursorSeq();
  const isRunning = useScope(selectIsRunning);
  const { scroller, sizer, offset, viewport, onScroll, holdStill } = useTimelineScroll(count, cursor);
  const { first, last } = rowsToDraw(offset, count, viewport);
  const slots = rowsOnScreen(viewport);

  const select = (event: MouseEvent): void => {
    const row = event.target instanceof Element ? event.target.closest("[data-seq]") : null;
    if (!(row instanceof HTMLElement)) return;
    const seq = Number(row.dataset["seq"]);
    // What is under the pointer stays there.
    holdStill(seq);
    goTo(seq);
  };
  // On pressing, because rows move under the pointer while a stream runs and its release would meet another one.
  const onMouseDown = (event: MouseEvent): void => {
    if (event.button === 0) select(event);
  };
  // Assistive technology clicks without pressing.
  const onClick = (event: MouseEvent): void => {
    if (event.detail === 0) select(event);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(viewport / ROW_HEIGHT) - 1);
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page }[event.key];
    if (by !== undefined) step(cursorSeq + by < 1 ? 1 - cursorSeq : by);
    else if (event.key === "Home") goTo(1);
    else if (event.key === "End") goTo(count);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  // While a stream runs, a row element is given the content of the row that enters as its own one leaves, and keeps its place among
  // its siblings: making or moving 30 of them in each frame would cost more than all the rest. At rest an element stays with its
  // row, for those who hold on to it, and the elements stand in the order of their rows.
  const rows = [];
  for (const seq of isRunning ? inSlotOrder(first, last, slots) : inOrder(first, last)) {
    rows.push(
      <TimelineRowView
        key={isRunning ? seq % slots : -seq}
        id={`${base}-${seq}`}
        reading={reading}
        seq={seq}
        top={(seq - first) * ROW_HEIGHT}
        selected={seq === cursorSeq}
        future={seq > cursorSeq}
        findings={reading.findingsAt(seq).length}
      />,
    );
  }
  const drawn = cursorSeq >= first && cursorSeq <= last;
  return (
    <div className={styles.timeline} data-digits={Math.min(7, String(count).length)}>
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
            {rows}
          </div>
        </div>
      </div>
      {count === 0 && (
        <div className={styles.empty}>
          <EmptyTimeline />
        </div>
      )}
    </div>
  );
}
