import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";
import type { Cursor } from "#src/store/types.ts";
import { isScaled, maxOffset, offsetOf, offsetShowing, ROW_HEIGHT, scrollTopOf } from "./scrollGeometry.ts";

/** Where the list stands: at its end, which it follows, or at an offset, which it keeps. */
type Position = "end" | number;

interface TimelineScroll {
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** Pixels of an uncapped list above the upper edge. */
  readonly offset: number;
  /** The `scrollTop` that goes with it. */
  readonly scrollTop: number;
  readonly viewport: number;
  readonly onScroll: () => void;
}

/**
 * Scrolls a list of `count` rows of one height. Live it stays at the end until the user scrolls away;
 * pinned it stays where it is, and moves only as far as the cursor needs to be seen.
 */
export function useTimelineScroll(count: number, cursor: Cursor): TimelineScroll {
  const scroller = useRef<HTMLDivElement>(null);
  const ownScrollTop = useRef(0);
  const [position, setPosition] = useState<Position>("end");
  const [shownCursor, setShownCursor] = useState<Cursor>("live");
  const [viewport, setViewport] = useState(0);
  const end = maxOffset(count, viewport);
  const offset = position === "end" ? end : Math.min(position, end);
  const scrollTop = scrollTopOf(offset, count, viewport);
  if (viewport > 0 && shownCursor !== cursor) {
    setShownCursor(cursor);
    setPosition(cursor === "live" ? "end" : offsetShowing(cursor, offset, count, viewport));
  }

  const latest = useRef({ count, viewport, offset });
  useLayoutEffect(() => {
    latest.current = { count, viewport, offset };
  });

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const measure = (): void => setViewport(element.clientHeight);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || Math.abs(element.scrollTop - scrollTop) < 1) return;
    element.scrollTop = scrollTop;
    ownScrollTop.current = element.scrollTop;
  }, [scrollTop]);

  const moveTo = useCallback(
    (target: number) => {
      const { count, viewport } = latest.current;
      const end = maxOffset(count, viewport);
      // Half a row short of the end is the end: nobody can see the difference, and the list should go on following.
      setPosition(cursor === "live" && target > end - ROW_HEIGHT / 2 ? "end" : Math.max(0, Math.min(target, end)));
    },
    [cursor],
  );

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (!element || Math.abs(element.scrollTop - ownScrollTop.current) < 1) return;
    ownScrollTop.current = element.scrollTop;
    const { count, viewport } = latest.current;
    moveTo(offsetOf(element.scrollTop, count, viewport));
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

  return { scroller, offset, scrollTop, viewport, onScroll };
}
