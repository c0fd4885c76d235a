import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";
import type { RowList } from "#src/analysis/rowList/rowList.ts";
import type { Cursor } from "#src/store/types.ts";
import {
  isScaled,
  maxOffset,
  offsetOf,
  offsetShowing,
  physicalHeight,
  ROW_HEIGHT,
  scrollTopOf,
} from "./scrollGeometry.ts";
import { anchorAt, offsetAt, positionAt, type ScrollPosition } from "./scrollPosition.ts";

/** Where the list stands: at its end, which it follows, or at rows, which stay where they are. */
type Position = "end" | ScrollPosition;

interface TimelineScroll {
  /** The element with the scroll bar. */
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** The element inside whose height gives the scroll bar its length. The rows do not move with it. */
  readonly sizer: RefObject<HTMLDivElement | null>;
  /** Pixels of an uncapped list above the upper edge. */
  readonly offset: number;
  readonly viewport: number;
  readonly onScroll: () => void;
  /** Tells that event `seq` is being selected in the row at `index`: the cursor's next move to it lets its row stand there. */
  readonly holdStill: (seq: number, index: number) => void;
  /** Lets the row of event `seq` stay where it is while others open or close around it; `end` stays at the end if it is there. */
  readonly keep: (seq: number, end?: "end") => void;
}

/** How often the scroll bar catches up while the list follows a stream. Each time costs a layout of the page. */
const FOLLOW_MS = 120;

/**
 * Scrolls a list of rows of one height. Live it stays at the end until the user scrolls away;
 * pinned it stays where it is, and moves only as far as the cursor needs to be seen.
 *
 * The offset is the truth, and the browser's scroll bar is only an input and a picture of it: rows are drawn at the offset
 * in a layer that does not scroll, so that following a fast stream needs no scrolling at all. Nor does a cursor that passes by
 * (`isPassing`), as while the slider is dragged: moving the bar has the browser lay out the whole page in the middle of a frame.
 * `height` is what the list may take its own to be until that was measured, 0 where nobody knows; `tellHeight` hears what it is.
 */
export function useTimelineScroll(
  list: RowList,
  cursor: Cursor,
  isPassing: boolean,
  height: number,
  tellHeight: (height: number) => void,
): TimelineScroll {
  const { count } = list;
  const scroller = useRef<HTMLDivElement>(null);
  const sizer = useRef<HTMLDivElement>(null);
  const [position, setPosition] = useState<Position>("end");
  const [shownCursor, setShownCursor] = useState<Cursor>("live");
  const [held, setHeld] = useState({ seq: 0, down: 0 });
  const [viewport, setViewport] = useState(height);
  const [shownViewport, setShownViewport] = useState(viewport);
  const [isGuessed] = useState(height > 0);
  const end = maxOffset(count, viewport);
  const pinned = cursor === "live" ? undefined : cursor;
  // Of a list that follows a stream nothing moves but its end.
  const asked = position === "end" ? end : offsetAt(list, position, pinned ?? -1);
  const offset = Math.max(0, Math.min(asked, end));
  if (viewport > 0 && shownCursor !== cursor) {
    setShownCursor(cursor);
    setHeld({ seq: 0, down: 0 });
    if (cursor === "live") setPosition("end");
    else {
      const row = list.indexOf(cursor);
      const at = cursor === held.seq ? row * ROW_HEIGHT + held.down : offsetShowing(row + 1, offset, count, viewport);
      setPosition(positionAt(list, Math.max(0, Math.min(at, end)), viewport, cursor));
    }
  } else if (viewport > 0 && cursor === "live" && position !== "end" && asked > end && count > 0) {
    // The list became shorter than what was scrolled to: it is at its end again, and goes on following.
    setPosition("end");
  } else if (viewport !== shownViewport) {
    setShownViewport(viewport);
    // Something has come above or below the list: the cursor's row stays in sight if it was.
    const top = pinned === undefined ? -1 : list.indexOf(pinned) * ROW_HEIGHT;
    const wasInSight = top >= offset && top + ROW_HEIGHT <= offset + shownViewport;
    if (pinned !== undefined && wasInSight && top + ROW_HEIGHT > offset + viewport) {
      setPosition(positionAt(list, Math.min(top + ROW_HEIGHT - viewport, end), viewport, pinned));
    }
  }

  const latest = useRef({ list, count, viewport, offset });
  /** What the scroll bar shows. */
  const bar = useRef({ count: 0, scrollTop: 0 });

  const drawBar = useCallback(() => {
    if (!scroller.current || !sizer.current) return;
    const { count, viewport, offset } = latest.current;
    sizer.current.style.height = `${physicalHeight(count)}px`;
    scroller.current.scrollTop = scrollTopOf(offset, count, viewport);
    bar.current = { count, scrollTop: scroller.current.scrollTop };
  }, []);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const measure = (): void => {
      setViewport(element.clientHeight);
      tellHeight(element.clientHeight);
    };
    // To ask before the browser has laid out the page costs a layout of its own.
    if (!isGuessed) measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [isGuessed, tellHeight]);

  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useLayoutEffect(() => {
    latest.current = { list, count, viewport, offset };
    const isDrawn =
      bar.current.count === count && Math.abs(bar.current.scrollTop - scrollTopOf(offset, count, viewport)) < 1;
    if (isDrawn) return;
    if (position !== "end" && !isPassing) drawBar();
    else
      timer.current ??= setTimeout(() => {
        timer.current = undefined;
        drawBar();
      }, FOLLOW_MS);
  }, [list, count, viewport, offset, position, isPassing, drawBar]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );

  const moveTo = useCallback(
    (target: number) => {
      const { list, count, viewport } = latest.current;
      const end = maxOffset(count, viewport);
      // Half a row short of the end is the end: nobody can see the difference, and the list should go on following.
      if (pinned === undefined && target > end - ROW_HEIGHT / 2) setPosition("end");
      else setPosition(positionAt(list, Math.max(0, Math.min(target, end)), viewport, pinned));
    },
    [pinned],
  );

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (!element || Math.abs(element.scrollTop - bar.current.scrollTop) < 1) return;
    // The list has another height than a moment ago, and the browser moved what no longer fits: nobody scrolled.
    if (element.clientHeight !== latest.current.viewport) return;
    bar.current.scrollTop = element.scrollTop;
    moveTo(offsetOf(element.scrollTop, bar.current.count, latest.current.viewport));
  }, [moveTo]);

  // In a capped list a turn of the wheel would jump over rows, so it moves the offset itself.
  const scaled = isScaled(count);
  useEffect(() => {
    const element = scroller.current;
    if (!element || !scaled) return undefined;
    const onWheel = (event: WheelEvent): void => {
      if (event.ctrlKey || event.deltaY === 0) return;
      event.preventDefault();
      const unit = [1, ROW_HEIGHT, latest.current.viewport][event.deltaMode] ?? 1;
      moveTo(latest.current.offset + event.deltaY * unit);
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, [scaled, moveTo]);

  const holdStill = (seq: number, index: number): void => setHeld({ seq, down: offset - index * ROW_HEIGHT });
  const keep = (seq: number, end?: "end"): void => {
    if (position !== end) setPosition({ top: anchorAt(list, seq, offset), cursor: undefined });
  };
  return { scroller, sizer, offset, viewport, onScroll, holdStill, keep };
}
