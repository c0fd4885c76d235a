import { partitionPoint } from "#src/lib/partitionPoint.ts";
import type { Reading } from "#src/reconstruction/reading.ts";

/** The numbers of the events with a problem, and how many findings they were taken from. */
interface Known {
  readonly seqs: number[];
  read: number;
}

const known = new WeakMap<Reading, Known>();

/**
 * The numbers of the events of a recording that have an error or a warning, each once and ascending. It grows in place: ask again after
 * the recording grew. Each finding is looked at once, however often it is asked for.
 */
export function problemEventsOf(reading: Reading): readonly number[] {
  const events = known.get(reading) ?? { seqs: [], read: 0 };
  known.set(reading, events);
  const { findings } = reading;
  const { seqs } = events;
  for (; events.read < findings.length; events.read++) {
    const finding = findings[events.read];
    // 0 is what was found before any event.
    if (finding === undefined || finding.severity === "info" || finding.seq < 1) continue;
    const { seq } = finding;
    // Nearly all are found in the order of their events, so that this is the end.
    const place = (seqs.at(-1) ?? 0) < seq ? seqs.length : partitionPoint(seqs.length, (at) => (seqs[at] ?? 0) < seq);
    if (seqs[place] !== seq) seqs.splice(place, 0, seq);
  }
  return seqs;
}
