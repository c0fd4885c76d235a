import type { SortedNumbers } from "#src/lib/sortedNumbers.ts";
import { endPlace } from "#src/analysis/spans/spanQueries.ts";
import type { SpanRow } from "#src/analysis/spans/spanTable.ts";
import { lanesHeight, rowTop, type LaneBox } from "./laneLayout.ts";
import type { Palette } from "./palette.ts";
import { placeAt, xOf, type Plot } from "./plot.ts";

/** From so many pixels on a bar is set apart from the next one. */
const APART = 3;
const TICK = 2;
/** How much of its colour remains of what is only the ground of something, or waits for a result. */
const GROUND_ALPHA = 0.35;
const CALLED_ALPHA = 0.45;

/** What else the lanes show. */
export interface LaneMarks {
  /** The lane that the keyboard is in. */
  readonly selected: LaneBox["lane"] | undefined;
}

/**
 * Draws all lanes. What is narrower than a pixel shares it with its neighbours and is skipped by search, so the work depends on the
 * width of the picture and not on how much there is.
 */
export function drawLanes(
  canvas: CanvasRenderingContext2D,
  plot: Plot,
  boxes: readonly LaneBox[],
  palette: Palette,
  { selected }: LaneMarks,
): void {
  const height = lanesHeight(boxes);
  drawPauses(canvas, plot, height, palette);
  for (const box of boxes) {
    if (box.lane === selected) {
      canvas.fillStyle = palette.hover;
      canvas.fillRect(0, box.top, plot.width, box.height);
    }
    canvas.fillStyle = palette.line;
    canvas.fillRect(0, box.top + box.height - 1, plot.width, 1);
    for (const isBase of [true, false])
      plot.spans.table
        .rowsOf(box.lane, isBase)
        .forEach((row, index) => drawRow(canvas, plot, box, palette, row, index, isBase));
    if (box.lane === "waiting") drawWaiting(canvas, plot, box, palette);
    else drawTicks(canvas, plot, box, palette, plot.spans.ticks[box.lane]);
  }
}

function drawRow(
  canvas: CanvasRenderingContext2D,
  plot: Plot,
  box: LaneBox,
  palette: Palette,
  row: SpanRow,
  index: number,
  isBase: boolean,
): void {
  const { axis, spans, view, width } = plot;
  const { table } = spans;
  // The ground of a single row is all of it, so that steps and messages lie upon it.
  const y = rowTop(box, index);
  const isRun = isBase && box.lane === "run";
  canvas.fillStyle = isRun ? palette.run : palette.lane[box.lane];
  const alpha = isBase ? GROUND_ALPHA : 1;
  canvas.globalAlpha = alpha;
  let at = Math.max(0, row.countUpTo(axis.seqAt(view.from)) - 1);
  while (at < row.length) {
    const id = row.at(at);
    const start = axis.at(table.first(id));
    if (start > view.to) break;
    const next = at + 1 < row.length ? axis.at(table.first(row.at(at + 1))) : Infinity;
    const left = xOf(plot, start);
    const right = Math.min(width, xOf(plot, Math.min(next, endPlace(spans, axis, id))));
    if (right - left < 1) {
      const column = Math.floor(left);
      canvas.fillRect(column, y, 1, box.barHeight);
      // The last one that begins within this pixel may be long.
      const last = row.countUpTo(axis.seqAt(placeAt(plot, column + 1))) - 1;
      at = Math.max(at + 1, last);
      continue;
    }
    const from = Math.max(0, left);
    const wide = right - from - (right - from >= APART ? 1 : 0);
    const middle = table.middle(id);
    const turn = middle > 0 ? Math.min(right, xOf(plot, axis.at(middle))) : right;
    if (turn > from) canvas.fillRect(from, y, Math.max(1, Math.min(wide, turn - from)), box.barHeight);
    if (middle > 0 && right > turn) {
      canvas.globalAlpha = CALLED_ALPHA;
      canvas.fillRect(Math.max(from, turn), y, Math.max(0, from + wide - Math.max(from, turn)), box.barHeight);
      canvas.globalAlpha = alpha;
    }
    const problem = table.problem(id);
    if (problem !== undefined && right - from >= APART) {
      canvas.globalAlpha = 1;
      canvas.fillStyle = palette[problem];
      canvas.fillRect(from, y + box.barHeight - 2, wide, 2);
      canvas.fillStyle = isRun ? palette.run : palette.lane[box.lane];
      canvas.globalAlpha = alpha;
    }
    at++;
  }
  canvas.globalAlpha = 1;
}

function drawTicks(
  canvas: CanvasRenderingContext2D,
  plot: Plot,
  box: LaneBox,
  palette: Palette,
  ticks: SortedNumbers,
): void {
  const hasSpans = plot.spans.table.rowsOf(box.lane).length > 0;
  // On a bar of their own colour they are seen by standing out of it.
  const reach = hasSpans ? 3 : 0;
  const y = rowTop(box, 0) - reach;
  const height = box.height - 2 * (y - box.top);
  canvas.fillStyle = palette.lane[box.lane];
  eachColumn(plot, ticks, TICK, (x) => canvas.fillRect(x, y, TICK, height));
}

/** Calls `draw` for each column of pixels that holds any of the events, from left to right; `step` is the least distance. */
export function eachColumn(
  plot: Plot,
  seqs: SortedNumbers,
  step: number,
  draw: (x: number, seq: number) => void,
): void {
  const { axis, view } = plot;
  let at = seqs.upperBound(axis.seqAt(view.from - 1e-6));
  while (at < seqs.length) {
    const seq = seqs.at(at);
    const place = axis.at(seq);
    if (place > view.to) return;
    const x = Math.floor(xOf(plot, place) - step / 2);
    draw(x, seq);
    at = Math.max(at + 1, seqs.upperBound(axis.seqAt(placeAt(plot, x + 1.5 * step))));
  }
}

function drawWaiting(canvas: CanvasRenderingContext2D, plot: Plot, box: LaneBox, palette: Palette): void {
  const y = rowTop(box, 0);
  canvas.font = palette.font;
  canvas.textBaseline = "middle";
  for (const { start, end, left } of plot.axis.pauses) {
    if (left === undefined || end < plot.view.from || start > plot.view.to) continue;
    const from = xOf(plot, start);
    const wide = Math.max(2, xOf(plot, end) - from);
    canvas.fillStyle = palette.lane.waiting;
    canvas.globalAlpha = left.to === "human" ? 0.55 : 0.3;
    canvas.fillRect(from, y, wide, box.barHeight);
    canvas.globalAlpha = 1;
    const text = left.to;
    const textWidth = canvas.measureText(text).width;
    if (wide < textWidth + 24) continue;
    const textFrom = from + (wide - textWidth) / 2;
    canvas.clearRect(textFrom - 4, y, textWidth + 8, box.barHeight);
    canvas.fillStyle = palette.text;
    canvas.fillText(text, textFrom, y + box.barHeight / 2 + 0.5);
  }
}

/** Between two answers nobody sends anything: the ground is another one there, and a pause that is drawn too short is cut visibly. */
function drawPauses(canvas: CanvasRenderingContext2D, plot: Plot, height: number, palette: Palette): void {
  for (const { start, end, isShortened } of plot.axis.pauses) {
    if (end < plot.view.from || start > plot.view.to) continue;
    const from = xOf(plot, start);
    const to = xOf(plot, end);
    canvas.fillStyle = palette.raised;
    canvas.fillRect(from, 0, Math.max(1, to - from), height);
    if (isShortened) drawBreak(canvas, (from + to) / 2, height, palette);
  }
}

/** Two slanting lines: here the axis leaves something out. */
export function drawBreak(canvas: CanvasRenderingContext2D, x: number, height: number, { strong }: Palette): void {
  canvas.strokeStyle = strong;
  canvas.lineWidth = 1;
  canvas.beginPath();
  for (const shift of [-2, 2]) {
    canvas.moveTo(x + shift + 3, 0);
    canvas.lineTo(x + shift - 3, height);
  }
  canvas.stroke();
}
