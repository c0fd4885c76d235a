import { SortedNumbers } from "#src/lib/sortedNumbers.ts";
import type { Reading } from "#src/reconstruction/reading.ts";

/** The numbers of the events with a problem, and how many findings they were taken from. */
interface Known {
  readonly seqs: SortedNumbers;
  read: number;
}

const known = new WeakMap<Reading, Known>();

/**
 * The numbers of the events of a recording that have an error or a warning, each once and ascending. It grows in place: ask again after
 * the recording grew. Each finding is looked at once, however often it is asked for. 4 bytes for each.
 */
export function problemEventsOf(reading: Reading): SortedNumbers {
  let events = known.get(reading);
  if (!events) known.set(reading, (events = { seqs: new SortedNumbers(), read: 0 }));
  const { findings } = reading;
  for (; events.read < findings.length; events.read++) {
    const finding = findings[events.read];
    // 0 is what was found before any event.
    if (finding && finding.severity !== "info" && finding.seq >= 1) events.seqs.add(finding.seq);
  }
  return events.seqs;
}
