import { useLayoutEffect, type RefObject } from "react";

/** The list of events, or the column for it while there are none: where the keyboard goes on when all else has gone. */
export function eventList(): HTMLElement | null {
  return (
    document.querySelector<HTMLElement>('[role="grid"][aria-label="Timeline"]') ??
    document.querySelector("[data-events]")
  );
}

/** Gives the focus to the list of events when a box goes away with it: what was pressed in there shows its effect in the list. */
export function useLeavesFocusToEvents(box: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = box.current;
    return () => {
      if (element?.contains(document.activeElement)) eventList()?.focus({ preventScroll: true });
    };
  }, [box]);
}
