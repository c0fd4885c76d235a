import { problemEventsOf } from "#src/analysis/problemEvents.ts";
import { partitionPoint } from "#src/lib/partitionPoint.ts";
import type { Reading } from "#src/reconstruction/reading.ts";

type Direction = 1 | -1;

/** The nearest event after or before `from` that sets or changes the state, or tries to. */
export function findStateChange({ history }: Reading, from: number, direction: Direction): number | undefined {
  const { states } = history;
  return nearest(states.length, (index) => states.seqOf(index), from, direction);
}

/** The nearest event after or before `from` with an error or a warning. */
export function findProblem(reading: Reading, from: number, direction: Direction): number | undefined {
  const events = problemEventsOf(reading);
  return nearest(events.length, (index) => events[index] ?? 0, from, direction);
}

/** The nearest event after or before `from` that begins a run: its RUN_STARTED, or the first event of an answer that has none. */
export function findRun(reading: Reading, from: number, direction: Direction): number | undefined {
  const { runs } = reading.viewAt(reading.length);
  const found = nearest(runs.length, (index) => runs[index]?.startedBy ?? 0, from, direction);
  // A run of the request has no event that began it.
  return found === 0 ? undefined : found;
}

/** The nearest of ascending event numbers on one side of `from`. */
function nearest(
  count: number,
  seqAt: (index: number) => number,
  from: number,
  direction: Direction,
): number | undefined {
  const index =
    direction > 0
      ? partitionPoint(count, (each) => seqAt(each) <= from)
      : partitionPoint(count, (each) => seqAt(each) < from) - 1;
  return index >= 0 && index < count ? seqAt(index) : undefined;
}
