import { useEffect, useRef, type RefObject } from "react";

const NEAR_END_PX = 40;

/**
 * Keeps a scrolling box at its end while it was there, whenever it or its last child changes its size; going live leads back to it.
 * Sizes are only read when the browser has just measured them: asking for them after a render would make it do so twice.
 */
export function useFollowEnd(box: RefObject<HTMLElement | null>, live: boolean): void {
  const following = useRef(true);
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const onScroll = (): void => {
      following.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX;
    };
    const observer = new ResizeObserver(() => {
      if (following.current) element.scrollTo(0, element.scrollHeight);
    });
    observer.observe(element);
    if (element.lastElementChild) observer.observe(element.lastElementChild);
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", onScroll);
    };
  }, [box]);
  useEffect(() => {
    const element = box.current;
    // What comes on screen is at its end already: the observer tells its first sizes.
    if (!element || !live || following.current) return;
    following.current = true;
    element.scrollTo(0, element.scrollHeight);
  }, [box, live]);
}
