import { spanFacts, type Span } from "#src/analysis/spans/spanFacts.ts";
import { LANES } from "#src/analysis/spans/lanes.ts";
import { eventsIn, type Plot } from "./plot.ts";

/** The first `most` spans of what is on screen, in the order in which they began, and how many there are. */
export function tableRows(plot: Plot, most: number): { readonly rows: readonly Span[]; readonly total: number } {
  const { spans, axis, view } = plot;
  const events = eventsIn(axis, view);
  if (!events) return { rows: [], total: 0 };
  const ids: number[] = [];
  let total = 0;
  for (const { id: lane } of LANES)
    for (const isBase of [true, false])
      for (const row of spans.table.rowsOf(lane, isBase)) {
        const count = row.countUpTo(events.last);
        let from = row.countUpTo(events.first - 1);
        // The one that began before may still go on.
        const before = from > 0 ? row.at(from - 1) : undefined;
        const until = before === undefined ? -1 : spans.table.until(before);
        if (until === 0 || until >= events.first) from--;
        total += count - from;
        for (let index = from; index < Math.min(count, from + most); index++) ids.push(row.at(index));
      }
  const rows = ids
    .toSorted((one, other) => one - other)
    .slice(0, most)
    .map((id) => spanFacts(spans, axis, id));
  return { rows, total };
}
