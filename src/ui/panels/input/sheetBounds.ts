const GAP = 8;

/** The panel that an element belongs to. */
export function panelOf(element: Element): Element {
  return element.closest('[role="tabpanel"]') ?? element;
}

/** The left edge of a sheet that covers the window beside an element's panel, or all of it where too little is left. */
export function sheetBounds(element: Element | null): { readonly left: number } {
  const edge = element ? panelOf(element).getBoundingClientRect().right : 0;
  return { left: edge < window.innerWidth / 2 ? edge + GAP : GAP };
}
