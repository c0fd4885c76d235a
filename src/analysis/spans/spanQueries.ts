import type { Axis } from "./axis.ts";
import type { LaneId } from "./lanes.ts";
import type { SpanReader } from "./spanReader.ts";
import type { SpanRow } from "./spanTable.ts";

/** How far a search for the nearest event of an entity goes in each direction before it settles for an end of the span. */
const NEAR = 2000;

/** Where a span ends on an axis: where it stopped, or as far as its answer came while it goes on. */
export function endPlace(spans: SpanReader, axis: Axis, id: number): number {
  const until = spans.table.until(id);
  if (until > 0) return axis.at(until);
  if (spans.table.lane(id) === "activities") return axis.at(spans.table.last(id));
  return axis.endOfAnswer(spans.table.first(id));
}

/** The span of a lane at an event: one that lies on top if there is one, the latest of several. */
export function spanAt(spans: SpanReader, lane: LaneId, seq: number): number | undefined {
  const { table } = spans;
  for (const base of [false, true]) {
    let found: number | undefined;
    for (const row of table.rowsOf(lane, base)) {
      const count = row.countUpTo(seq);
      const id = count > 0 ? row.at(count - 1) : undefined;
      const until = id === undefined ? -1 : table.until(id);
      if (id !== undefined && (until === 0 || until >= seq) && (found === undefined || id > found)) found = id;
    }
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The next or previous event at which something of a lane begins, ends or happens; undefined when there is none. */
export function boundary(spans: SpanReader, lane: LaneId, from: number, direction: 1 | -1): number | undefined {
  let best: number | undefined;
  const offer = (seq: number | undefined): void => {
    if (seq === undefined || (direction > 0 ? seq <= from : seq >= from)) return;
    if (best === undefined || (direction > 0 ? seq < best : seq > best)) best = seq;
  };
  for (const base of [false, true])
    for (const row of spans.table.rowsOf(lane, base)) {
      // Spans of one row follow each other, so only those around the place can have the nearest ends.
      const count = row.countUpTo(from);
      for (let index = Math.max(0, count - 2); index < Math.min(row.length, count + 1); index++) {
        offer(spans.table.first(row.at(index)));
        offer(spans.table.last(row.at(index)));
      }
    }
  const ticks = spans.ticks[lane];
  const count = ticks.upperBound(from);
  for (let index = Math.max(0, count - 2); index < Math.min(ticks.length, count + 1); index++) offer(ticks.at(index));
  return best;
}

/** The span of a row at a place of an axis; `slack` is how far beside it still counts. */
export function spanInRow(
  spans: SpanReader,
  axis: Axis,
  row: SpanRow,
  place: number,
  slack: number,
): number | undefined {
  const count = row.countUpTo(axis.seqAt(place));
  const before = count > 0 ? row.at(count - 1) : undefined;
  const after = count < row.length ? row.at(count) : undefined;
  const since = before === undefined ? Infinity : place - endPlace(spans, axis, before);
  const until = after === undefined ? Infinity : axis.at(spans.table.first(after)) - place;
  // Spans of a capture that came in one piece have no length: the last of them stands for all.
  if (since <= 0 || (since <= slack && since <= until)) return before;
  return until <= slack ? after : undefined;
}

/** The moment of a lane that is nearest to a place, if it is within `slack`. */
export function tickNear(
  spans: SpanReader,
  axis: Axis,
  lane: LaneId,
  place: number,
  slack: number,
): number | undefined {
  const ticks = spans.ticks[lane];
  const count = ticks.upperBound(axis.seqAt(place));
  const sides = [count - 1, count]
    .filter((index) => index >= 0 && index < ticks.length)
    .map((index) => ticks.at(index));
  return nearest(axis, sides, place, slack);
}

/** The event that is nearest to a place. */
export function eventNear(spans: SpanReader, axis: Axis, place: number): number | undefined {
  const seq = axis.seqAt(place);
  const sides = [seq, seq + 1].filter((each) => each >= 1 && each <= spans.at);
  return nearest(axis, sides, place, Infinity);
}

/** The event of a span that is nearest to a place: one about its entity. */
export function eventOfSpanNear(spans: SpanReader, axis: Axis, id: number, place: number): number {
  const { table } = spans;
  const [first, last] = [table.first(id), table.last(id)];
  const middle = Math.max(first, Math.min(last, axis.seqAt(place)));
  const sides: number[] = [first, last];
  for (let seq = middle; seq > Math.max(first, middle - NEAR); seq--)
    if (spans.spanOf(seq) === id) {
      sides.push(seq);
      break;
    }
  for (let seq = middle + 1; seq < Math.min(last, middle + NEAR); seq++)
    if (spans.spanOf(seq) === id) {
      sides.push(seq);
      break;
    }
  return nearest(axis, sides, place, Infinity) as number;
}

function nearest(axis: Axis, seqs: readonly number[], place: number, slack: number): number | undefined {
  let best: number | undefined;
  for (const seq of seqs) {
    const distance = Math.abs(axis.at(seq) - place);
    if (distance > slack) continue;
    if (best === undefined || distance < Math.abs(axis.at(best) - place)) best = seq;
  }
  return best;
}
