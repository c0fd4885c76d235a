import type { Axis } from "#src/analysis/spans/axis.ts";
import { formatCount } from "#src/ui/panels/event/format.ts";
import { breadth, type Plot } from "./plot.ts";

/** A moment that is written on the axis. */
export interface AxisMark {
  readonly place: number;
  readonly text: string;
}

/** Pixels between two of them at least. */
const APART = 76;

/** Round moments of what is on screen. Times count from the request of each answer, as in the Timeline. */
export function axisMarks(plot: Plot): readonly AxisMark[] {
  const { axis, view } = plot;
  const step = roundStep(breadth(plot, APART), axis.unit);
  const marks: AxisMark[] = [];
  const add = (origin: number, from: number, to: number): void => {
    const first = Math.ceil((Math.max(from, view.from) - origin) / step);
    for (let at = first; origin + at * step <= Math.min(to, view.to); at++)
      marks.push({ place: origin + at * step, text: markText(axis, at * step, step) });
  };
  if (axis.unit === "events") add(0, 1, axis.length - 1);
  else for (const { start, end } of axis.sections) if (end >= view.from && start <= view.to) add(start, start, end);
  return apart(marks, breadth(plot, APART * 0.7));
}

/** Answers begin where they begin, so their marks may come too close to those of the one before. */
function apart(marks: readonly AxisMark[], least: number): readonly AxisMark[] {
  const kept: AxisMark[] = [];
  for (const mark of marks) {
    const last = kept.at(-1);
    if (last === undefined || mark.place - last.place >= least) kept.push(mark);
  }
  return kept;
}

function markText(axis: Axis, value: number, step: number): string {
  if (axis.unit === "events") return `#${formatCount(value)}`;
  if (value === 0) return "0 s";
  if (step < 1) return `${Number(value.toFixed(3))} ms`;
  if (step < 100 && value < 1000) return `${formatCount(value)} ms`;
  if (step >= 60_000) return `${formatCount(value / 60_000)} min`;
  return `${Number((value / 1000).toFixed(step < 10 ? 3 : step < 100 ? 2 : step < 1000 ? 1 : 0))} s`;
}

/** The next round length: 1, 2 or 5 times a power of ten; whole and half minutes beyond 10 s. */
function roundStep(least: number, unit: Axis["unit"]): number {
  if (unit === "ms" && least > 10_000) {
    const minutes = [15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000];
    return minutes.find((step) => step >= least) ?? Math.ceil(least / 3_600_000) * 3_600_000;
  }
  const power = 10 ** Math.floor(Math.log10(Math.max(least, 1e-6)));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= least) ?? power * 10;
  return unit === "events" ? Math.max(1, Math.round(step)) : step;
}
