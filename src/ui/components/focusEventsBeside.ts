/** Gives the focus to the list of events beside an element that goes away with the focus inside it, so that it does not fall back to the page. */
export function focusEventsBeside(element: HTMLElement | null): void {
  if (!element?.contains(document.activeElement)) return;
  const column = element.closest<HTMLElement>('[tabindex="-1"]');
  (column?.querySelector<HTMLElement>('[role="grid"]') ?? column)?.focus({ preventScroll: true });
}
