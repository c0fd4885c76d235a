import type { RowList } from "#src/analysis/rowList/rowList.ts";
import { ROW_HEIGHT } from "./scrollGeometry.ts";

/** An event whose row keeps its place on screen. */
interface Anchor {
  readonly seq: number;
  /** Pixels from the upper edge of its row down to that of the list; below 0 where the row is beneath it. */
  readonly down: number;
}

/** Where a list stands, told by its rows: so it stays there for the eye while rows above come and go. */
export interface ScrollPosition {
  readonly top: Anchor;
  /** The cursor, if it is on screen: the eye is there. */
  readonly cursor: Anchor | undefined;
}

/** The anchor that is the row of event `seq`. */
export function anchorAt(list: RowList, seq: number, offset: number): Anchor {
  return { seq, down: offset - list.indexOf(seq) * ROW_HEIGHT };
}

/** The position that an offset of a list is. `cursor` is undefined while the list follows a stream. */
export function positionAt(
  list: RowList,
  offset: number,
  viewport: number,
  cursor: number | undefined,
): ScrollPosition {
  if (list.count === 0) return { top: { seq: 0, down: ROW_HEIGHT }, cursor: undefined };
  const row = list.at(Math.max(0, Math.min(list.count - 1, Math.floor(offset / ROW_HEIGHT))));
  // The cursor moves through a fold by splitting it elsewhere; its first event is what stays.
  const top = anchorAt(list, row.fold?.isOpen === false ? row.fold.first : row.first, offset);
  const at = cursor === undefined ? undefined : anchorAt(list, cursor, offset);
  const isSeen = at !== undefined && at.down < ROW_HEIGHT && at.down > -viewport;
  return { top, cursor: isSeen ? at : undefined };
}

/** The offset that shows a position, unless the list is too short for it. */
export function offsetAt(list: RowList, { top, cursor }: ScrollPosition, cursorSeq: number): number {
  const anchor = cursor?.seq === cursorSeq ? cursor : top;
  return list.indexOf(anchor.seq) * ROW_HEIGHT + anchor.down;
}
