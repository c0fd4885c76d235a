import { formatDuration } from "#src/ui/panels/event/format.ts";
import { axisMarks } from "./axisMarks.ts";
import { drawBreak, eachColumn } from "./drawLanes.ts";
import type { Palette } from "./palette.ts";
import { xOf, type Plot } from "./plot.ts";

/** CSS pixels: the line of the times, and below it that of problems and bookmarks. */
export const AXIS_HEIGHT = 24;
const MARK_TOP = 15;
const MARK = 8;

/** Draws the moments, the problems, the bookmarks and the head of the cursor. */
export function drawAxis(
  canvas: CanvasRenderingContext2D,
  plot: Plot,
  palette: Palette,
  bookmarks: readonly number[],
): void {
  const { axis, view, width, spans } = plot;
  canvas.font = palette.font;
  canvas.textBaseline = "alphabetic";
  const taken: [number, number][] = [];
  for (const { start, end, ms, isShortened } of axis.pauses) {
    if (!isShortened || end < view.from || start > view.to) continue;
    const x = xOf(plot, (start + end) / 2);
    drawBreak(canvas, x, AXIS_HEIGHT, palette);
    if (ms === undefined) continue;
    const text = formatDuration(ms);
    const wide = canvas.measureText(text).width;
    const from = Math.max(0, Math.min(width - wide, x - wide / 2));
    canvas.clearRect(from - 2, 0, wide + 4, MARK_TOP - 2);
    canvas.fillStyle = palette.text;
    canvas.fillText(text, from, 11);
    taken.push([from - 6, from + wide + 6]);
  }
  for (const { place, text } of axisMarks(plot)) {
    const x = xOf(plot, place);
    const wide = canvas.measureText(text).width;
    const from = Math.max(0, Math.min(width - wide, x - wide / 2));
    if (taken.some(([left, right]) => from < right && from + wide > left)) continue;
    canvas.fillStyle = palette.faint;
    canvas.fillText(text, from, 11);
    canvas.fillStyle = palette.line;
    canvas.fillRect(Math.round(x), MARK_TOP - 2, 1, AXIS_HEIGHT - MARK_TOP + 2);
  }
  eachColumn(plot, spans.warnings, MARK, (x) => drawTriangle(canvas, x, palette.warning));
  // Upon the warnings: an error is the worse of two at one place.
  eachColumn(plot, spans.errors, MARK, (x) => drawCross(canvas, x, palette));
  canvas.fillStyle = palette.accent;
  for (const seq of bookmarks) {
    const place = axis.at(seq);
    if (place < view.from || place > view.to) continue;
    const x = Math.round(xOf(plot, place));
    canvas.fillRect(x, MARK_TOP - 3, 1, AXIS_HEIGHT - MARK_TOP + 3);
    canvas.fillRect(x, MARK_TOP - 3, 5, 4);
  }
}

/** The line through everything at the cursor; its head is drawn on the axis. */
export function drawCursor(
  canvas: CanvasRenderingContext2D,
  plot: Plot,
  seq: number,
  height: number,
  palette: Palette,
  withHead: boolean,
): void {
  const x = Math.round(xOf(plot, plot.axis.at(seq)));
  if (x < 0 || x > plot.width) return;
  canvas.fillStyle = palette.accent;
  canvas.fillRect(x, 0, 1, height);
  if (!withHead) return;
  canvas.beginPath();
  canvas.moveTo(x - 4.5, 0);
  canvas.lineTo(x + 5.5, 0);
  canvas.lineTo(x + 0.5, 6);
  canvas.fill();
}

function drawTriangle(canvas: CanvasRenderingContext2D, x: number, color: string): void {
  canvas.fillStyle = color;
  canvas.beginPath();
  canvas.moveTo(x + 4, MARK_TOP);
  canvas.lineTo(x + 8, MARK_TOP + 7);
  canvas.lineTo(x, MARK_TOP + 7);
  canvas.fill();
}

function drawCross(canvas: CanvasRenderingContext2D, x: number, { error, surface }: Palette): void {
  canvas.fillStyle = surface;
  canvas.fillRect(x - 1, MARK_TOP - 1, MARK + 2, MARK + 2);
  canvas.strokeStyle = error;
  canvas.lineWidth = 2;
  canvas.beginPath();
  canvas.moveTo(x + 1, MARK_TOP);
  canvas.lineTo(x + 7, MARK_TOP + 6);
  canvas.moveTo(x + 7, MARK_TOP);
  canvas.lineTo(x + 1, MARK_TOP + 6);
  canvas.stroke();
}
