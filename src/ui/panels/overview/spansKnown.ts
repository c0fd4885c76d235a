import { eventIndexOf } from "#src/analysis/eventIndex.ts";
import { SpanReader } from "#src/analysis/spans/spanReader.ts";
import { RequestAnswers } from "#src/analysis/toolTimes.ts";
import type { Reading } from "#src/reconstruction/reading.ts";

/** The spans of a recording as far as they were read. */
export interface SpansKnown {
  readonly spans: SpanReader;
  readonly answers: RequestAnswers;
  /** Reads up to an event, its index first. */
  readonly read: (upTo: number) => void;
}

const known = new WeakMap<Reading, SpansKnown>();

/** The one set of spans of a recording, kept for when the overview is opened again. */
export function spansKnown(reading: Reading): SpansKnown {
  const found = known.get(reading);
  if (found) return found;
  const index = eventIndexOf(reading);
  const spans = new SpanReader(reading, index);
  const made: SpansKnown = {
    spans,
    answers: new RequestAnswers(reading.log),
    read(upTo) {
      index.read(upTo);
      spans.read(upTo);
    },
  };
  known.set(reading, made);
  return made;
}
