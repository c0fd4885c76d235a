import { useLayoutEffect, useRef, useState, type RefObject } from "react";

/** Pixels: `--row-height`. */
export const ROW_HEIGHT = 26;
/** Rows drawn beyond the visible ones. */
const BEYOND = 8;

interface VirtualRows {
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** What lies above the rows and stays in sight. */
  readonly head: RefObject<HTMLDivElement | null>;
  readonly first: number;
  /** Not included. */
  readonly last: number;
  /** Scrolls so far that a row is in sight. */
  readonly bringIntoSight: (row: number) => void;
}

/** Which of many rows of one height are to be drawn. */
export function useVirtualRows(count: number): VirtualRows {
  const scroller = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const look = (): void => setView({ top: element.scrollTop, height: element.clientHeight });
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, []);
  const first = Math.max(0, Math.floor(view.top / ROW_HEIGHT) - BEYOND);
  const last = Math.min(count, Math.ceil((view.top + view.height) / ROW_HEIGHT) + BEYOND);
  return {
    scroller,
    head,
    first: Math.min(first, last),
    last,
    bringIntoSight(row) {
      const element = scroller.current;
      if (!element) return;
      const room = element.clientHeight - (head.current?.offsetHeight ?? 0);
      const top = row * ROW_HEIGHT;
      if (top < element.scrollTop) element.scrollTop = Math.max(0, top - ROW_HEIGHT);
      else if (top + ROW_HEIGHT > element.scrollTop + room) element.scrollTop = top + 3 * ROW_HEIGHT - room;
    },
  };
}
