import type { EventList } from "#src/analysis/rowList/eventList.ts";
import type { Reading } from "#src/reconstruction/reading.ts";

/** What a filter leaves of each recording whose Timeline is on screen. */
const shown = new WeakMap<Reading, EventList>();

/** Tells which events the Timeline shows of a recording; undefined for all of them. */
export function setShownEvents(reading: Reading, events: EventList | undefined): void {
  if (events === undefined) shown.delete(reading);
  else shown.set(reading, events);
}

/**
 * The number of the event that is `by` events on from event `from` among those that the Timeline shows, folded ones included: what the
 * keys for next and previous event go to. From an event that is not shown it begins where that one would stand. `from` itself where
 * there is none in that direction.
 */
export function stepShown(reading: Reading, from: number, by: number): number {
  const events = shown.get(reading);
  if (events === undefined) return Math.max(Math.min(1, from), Math.min(reading.length, from + by));
  if (events.count === 0) return from;
  const position = events.indexOf(from);
  const isShown = position >= 0 && events.seqAt(position) === from;
  const target = position + by + (isShown || by > 0 ? 0 : 1);
  const seq = events.seqAt(Math.max(0, Math.min(target, events.count - 1)));
  return by > 0 === seq > from ? seq : from;
}
