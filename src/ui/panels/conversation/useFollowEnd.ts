import { useEffect, useLayoutEffect, useRef, type RefObject } from "react";

const NEAR_END_PX = 40;

/** Keeps a scrolling box at its end while it was there: after each render, and when its last child grows by itself. */
export function useFollowEnd(box: RefObject<HTMLElement | null>): void {
  const following = useRef(true);
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const onScroll = (): void => {
      following.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX;
    };
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => element.removeEventListener("scroll", onScroll);
  }, [box]);
  useLayoutEffect(() => {
    const element = box.current;
    if (element && following.current) element.scrollTo(0, element.scrollHeight);
  });
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    // Markdown and images settle after the render that brought them.
    const observer = new ResizeObserver(() => {
      if (following.current) element.scrollTo(0, element.scrollHeight);
    });
    observer.observe(element);
    if (element.lastElementChild) observer.observe(element.lastElementChild);
    return () => observer.disconnect();
  }, [box]);
}
