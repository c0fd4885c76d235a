const GAP = 8;
const TOOLBAR = 44;

/** The panel that an element belongs to. */
export function panelOf(element: Element): Element {
  return element.closest('[role="tabpanel"]') ?? element;
}

/** Where a sheet lies that covers the window to the right of an element's panel, or all of it where too little is left. */
export function sheetBounds(element: Element | null): { left: number; top: number; right: number; bottom: number } {
  const edge = element ? panelOf(element).getBoundingClientRect().right : 0;
  const left = edge < window.innerWidth / 2 ? edge + GAP : GAP;
  return { left, top: TOOLBAR + GAP, right: GAP, bottom: GAP };
}
