import type { Axis } from "#src/analysis/spans/axis.ts";
import { LANES, type LaneId } from "#src/analysis/spans/lanes.ts";
import type { SpanReader } from "#src/analysis/spans/spanReader.ts";

/** A lane on screen. Sizes are CSS pixels from the top of the first lane. */
export interface LaneBox {
  readonly lane: LaneId;
  readonly title: string;
  readonly top: number;
  readonly height: number;
  /** How many rows it has, and how high a bar in each of them is. */
  readonly rows: number;
  readonly barHeight: number;
}

const SINGLE = { height: 16, bar: 9 };
const STACKED = { bar: 6, gap: 2 };

/** The lanes that hold something, one below the other. Each row of a lane holds what does not overlap. */
export function layoutLanes(spans: SpanReader, axis: Axis): readonly LaneBox[] {
  const boxes: LaneBox[] = [];
  let top = 0;
  for (const { id: lane, title } of LANES) {
    const holds = lane === "waiting" ? axis.pauses.some(({ left }) => left) : spans.ticks[lane].length > 0;
    const most = Math.max(spans.table.rowsOf(lane).length, spans.table.rowsOf(lane, true).length);
    if (!holds && most === 0) continue;
    const rows = Math.max(1, most);
    const height = rows === 1 ? SINGLE.height : 4 + rows * (STACKED.bar + STACKED.gap);
    boxes.push({ lane, title, top, height, rows, barHeight: rows === 1 ? SINGLE.bar : STACKED.bar });
    top += height;
  }
  return boxes;
}

/** How high all lanes are together. */
export function lanesHeight(boxes: readonly LaneBox[]): number {
  const last = boxes.at(-1);
  return last ? last.top + last.height : 0;
}

/** Where the bars of a row begin. */
export const rowTop = ({ top, height, rows, barHeight }: LaneBox, row: number): number =>
  top + (height - rows * barHeight - (rows - 1) * STACKED.gap) / 2 + row * (barHeight + STACKED.gap);

/** The lane at a height, and its row. */
export function laneAt(
  boxes: readonly LaneBox[],
  y: number,
): { readonly box: LaneBox; readonly row: number } | undefined {
  const box = boxes.find(({ top, height }) => y >= top && y < top + height);
  if (!box) return undefined;
  const row = Math.floor((y - rowTop(box, 0)) / (box.barHeight + STACKED.gap));
  return { box, row: Math.max(0, Math.min(box.rows - 1, row)) };
}
