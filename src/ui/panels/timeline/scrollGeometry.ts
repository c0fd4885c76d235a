/** Height of a row in CSS pixels; `--row-height` in the tokens. */
export const ROW_HEIGHT = 26;

/**
 * The tallest element we ask for. Browsers cap heights: Chromium at 16.7 million CSS px on a 2 × display, and Firefox lets an
 * element above 17.9 million vanish. Longer lists share this height, so that one pixel of scroll bar stands for several rows.
 */
const MAX_HEIGHT = 8_000_000;

/** Height of the scrolled element for `count` rows. */
export function physicalHeight(count: number): number {
  return Math.min(count * ROW_HEIGHT, MAX_HEIGHT);
}

/** True when the list is taller than its element. */
export function isScaled(count: number): boolean {
  return count * ROW_HEIGHT > MAX_HEIGHT;
}

/** The largest offset: where the last row touches the lower edge. Offsets are in pixels of an uncapped list. */
export function maxOffset(count: number, viewport: number): number {
  return Math.max(0, count * ROW_HEIGHT - viewport);
}

/** The `scrollTop` that shows an offset. */
export function scrollTopOf(offset: number, count: number, viewport: number): number {
  if (!isScaled(count)) return offset;
  return (offset / maxOffset(count, viewport)) * (MAX_HEIGHT - viewport);
}

/** The offset that a `scrollTop` stands for. */
export function offsetOf(scrollTop: number, count: number, viewport: number): number {
  if (!isScaled(count)) return scrollTop;
  return (scrollTop / (MAX_HEIGHT - viewport)) * maxOffset(count, viewport);
}

/** The first and last row to draw, counted from 1; last is below first when there is none. */
export function rowsToDraw(offset: number, count: number, viewport: number): { first: number; last: number } {
  const first = Math.floor(offset / ROW_HEIGHT) + 1;
  return { first, last: Math.min(count, first + rowsOnScreen(viewport) - 1) };
}

/** How many rows are drawn at most: the number of row elements that are kept and given new content. */
export function rowsOnScreen(viewport: number): number {
  return Math.ceil(viewport / ROW_HEIGHT) + 1;
}

/**
 * The offset that shows row `row`, counted from 1, with a neighbour on either side: the nearest one when the row is on screen or just beyond it,
 * else one that puts the row into the upper third, so that a jump lands with both past and future in sight.
 */
export function offsetShowing(row: number, offset: number, count: number, viewport: number): number {
  const top = (Math.max(1, row) - 1) * ROW_HEIGHT;
  const upper = top - ROW_HEIGHT;
  const lower = top + 2 * ROW_HEIGHT - viewport;
  const near = upper >= offset - viewport / 2 && lower <= offset + viewport / 2;
  const target = near ? Math.max(lower, Math.min(offset, upper)) : top - viewport / 3;
  return Math.max(0, Math.min(target, maxOffset(count, viewport)));
}

/** The rows from `first` to `last`. */
export function inOrder(first: number, last: number): readonly number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}

/** The same rows, by what is left of their number when it is divided by `slots`: the order stays as the list moves on. */
export function inSlotOrder(first: number, last: number, slots: number): readonly number[] {
  const turn = first + ((slots - (first % slots)) % slots);
  return turn > last ? inOrder(first, last) : [...inOrder(turn, last), ...inOrder(first, turn - 1)];
}
