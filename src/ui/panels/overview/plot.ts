import type { Axis } from "#src/analysis/spans/axis.ts";
import type { SpanReader } from "#src/analysis/spans/spanReader.ts";

/** The part of an axis that is on screen. */
export interface View {
  readonly from: number;
  readonly to: number;
}

/** What is drawn and where: a part of an axis across so many CSS pixels. */
export interface Plot {
  readonly spans: SpanReader;
  readonly axis: Axis;
  readonly view: View;
  readonly width: number;
}

/** Pixels at both ends, so that what lies at an end can be seen and pointed at. */
const MARGIN = 6;
/** A thousand times narrower than the axis: beyond that there is nothing to see. */
const NARROWEST = 1e-6;

const perPixel = ({ view, width }: Plot): number => (view.to - view.from) / Math.max(1, width - 2 * MARGIN);

/** Where a place lies, in pixels from the left. */
export const xOf = (plot: Plot, place: number): number => MARGIN + (place - plot.view.from) / perPixel(plot);

/** The place at a distance from the left. */
export const placeAt = (plot: Plot, x: number): number => plot.view.from + (x - MARGIN) * perPixel(plot);

/** How much of the axis some pixels are. */
export const breadth = (plot: Plot, pixels: number): number => pixels * perPixel(plot);

/** A part of an axis kept within it; undefined for all of it. */
export function clampView(axis: Axis, from: number, to: number): View | undefined {
  const width = Math.max(to - from, axis.length * NARROWEST);
  if (width >= axis.length * 0.999) return undefined;
  const start = Math.max(0, Math.min(from, axis.length - width));
  return { from: start, to: start + width };
}

/** The part after zooming by a factor around a place, which stays where it is. */
export function zoomedView(axis: Axis, view: View, around: number, factor: number): View | undefined {
  return clampView(axis, around - (around - view.from) * factor, around + (view.to - around) * factor);
}

/** The first and the last event of a part of an axis; undefined when there is none. */
export function eventsIn(
  axis: Axis,
  { from, to }: View,
): { readonly first: number; readonly last: number } | undefined {
  // Times have three decimals, so this is nothing but the moment before.
  const first = axis.seqAt(from - 1e-6) + 1;
  const last = axis.seqAt(to);
  return first <= last ? { first, last } : undefined;
}
