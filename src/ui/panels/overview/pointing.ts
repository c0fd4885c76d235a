import type { Axis } from "#src/analysis/spans/axis.ts";
import type { LaneId } from "#src/analysis/spans/lanes.ts";
import { spanFacts } from "#src/analysis/spans/spanFacts.ts";
import { boundary, eventNear, eventOfSpanNear, spanAt, spanInRow, tickNear } from "#src/analysis/spans/spanQueries.ts";
import { formatCount } from "#src/ui/panels/event/format.ts";
import { laneAt, type LaneBox } from "./laneLayout.ts";
import { pauseWords, spanWords } from "./overviewWords.ts";
import { breadth, placeAt, type Plot } from "./plot.ts";

/** Pixels beside something that still count as pointing at it. */
const SLACK = 5;

/** What lies under a point: the event that a click there goes to, and what it says. */
export interface Pointed {
  readonly seq: number | undefined;
  /** Empty where nothing is. */
  readonly text: string;
}

/** What is at a point; `y` is undefined on the axis itself. `timeAxis` is undefined for a capture without times. */
export function pointAt(
  plot: Plot,
  boxes: readonly LaneBox[],
  timeAxis: Axis | undefined,
  x: number,
  y: number | undefined,
): Pointed {
  const { axis, spans } = plot;
  const place = placeAt(plot, x);
  const slack = breadth(plot, SLACK);
  const hit = y === undefined ? undefined : laneAt(boxes, y);
  const pause = axis.pauses.find(({ start, end }) => place > start - slack / 2 && place < end + slack / 2);
  if (hit) {
    const { lane } = hit.box;
    const tick = tickNear(spans, axis, lane, place, slack);
    if (tick !== undefined) return { seq: tick, text: tickWords(plot, lane, tick, slack) };
    const [row, base] = [spans.table.rowsOf(lane)[hit.row], spans.table.rowsOf(lane, true)[hit.row]];
    for (const each of [row, base]) {
      const id = each && spanInRow(spans, axis, each, place, slack);
      if (id === undefined) continue;
      const words = axis.unit === "ms" ? axis : (timeAxis ?? axis);
      return { seq: eventOfSpanNear(spans, axis, id, place), text: spanWords(words, spanFacts(spans, words, id)) };
    }
  }
  const near = eventNear(spans, axis, place);
  if (pause) return { seq: near, text: pauseWords(pause, axis.unit) };
  return { seq: near, text: "" };
}

/** What is said about an event of a lane, when the keyboard comes to it. */
export function placeWords(plot: Plot, timeAxis: Axis | undefined, lane: LaneId, seq: number): string {
  const { spans, axis } = plot;
  const ticks = spans.ticks[lane];
  const isTick = ticks.at(ticks.upperBound(seq) - 1) === seq && ticks.upperBound(seq) > 0;
  if (isTick) return `${spans.reading.typeAt(seq) ?? ""} · event ${formatCount(seq)}`;
  if (lane === "waiting") {
    const pause = axis.pauses.find(({ exchange, left }) => left && edges(plot, exchange).includes(seq));
    return pause ? pauseWords(pause, axis.unit) : `event ${formatCount(seq)}`;
  }
  const id = spanAt(spans, lane, seq);
  const words = timeAxis ?? axis;
  const said = id === undefined ? "nothing goes on" : spanWords(words, spanFacts(spans, words, id));
  return `At event ${formatCount(seq)}: ${said}`;
}

/** The next event of a lane in a direction at which something begins, ends or happens. */
export function nextOf(plot: Plot, lane: LaneId, from: number, direction: 1 | -1): number | undefined {
  if (lane !== "waiting") return boundary(plot.spans, lane, from, direction);
  const all = plot.axis.pauses.flatMap(({ exchange, left }) => (left ? edges(plot, exchange) : []));
  return direction > 0 ? all.find((seq) => seq > from) : all.findLast((seq) => seq < from);
}

/** The events before and after the pause that a request ended. */
function edges({ axis, spans }: Plot, exchange: number): readonly number[] {
  const [before, after] = [axis.sections[exchange - 1], axis.sections[exchange]];
  return [before?.lastSeq, after?.firstSeq].filter(
    (seq): seq is number => seq !== undefined && seq >= 1 && seq <= spans.at,
  );
}

function tickWords({ spans, axis }: Plot, lane: LaneId, seq: number, slack: number): string {
  const ticks = spans.ticks[lane];
  const around =
    ticks.upperBound(axis.seqAt(axis.at(seq) + slack)) - ticks.upperBound(axis.seqAt(axis.at(seq) - slack));
  const more = around > 1 ? ` · ${formatCount(around - 1)} more here` : "";
  return `${spans.reading.typeAt(seq) ?? ""} · event ${formatCount(seq)}${more}`;
}
