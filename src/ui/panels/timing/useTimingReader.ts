import { useEffect, useReducer } from "react";
import { RequestAnswers, ToolTimes } from "#src/analysis/toolTimes.ts";
import { TimingReader } from "#src/analysis/timing.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import { atMostEvery } from "#src/ui/components/atMostEvery.ts";
import { inSlices } from "#src/ui/components/inSlices.ts";

/** Frames between two looks at the clock. */
const STRIDE = 200;
/** Milliseconds between two renders while much is read. */
const RENDER_EVERY_MS = 100;

/** What is read of one recording, kept for when the view is opened again. */
interface Known {
  readonly reader: TimingReader;
  readonly answers: RequestAnswers;
  readonly toolTimes: ToolTimes;
}

const known = new WeakMap<Reading, Known>();

/** The timing of a recording as far as it was read. What is new is read in slices, so that a large file blocks nothing. */
export function useTimingReader(reading: Reading, revision: number): Known {
  const [, renderAgain] = useReducer((times: number) => times + 1, 0);
  useEffect(() => {
    const { reader } = knownOf(reading);
    return inSlices(
      () => {
        reader.read(Math.min(reader.at + STRIDE, reading.length));
        return reader.at < reading.length;
      },
      renderAgain,
      atMostEvery(RENDER_EVERY_MS, renderAgain),
    );
    // The recording grows in place; the revision says that it did.
    // oxlint-disable-next-line react/exhaustive-deps, react/exhaustive-effect-dependencies
  }, [reading, revision]);
  return knownOf(reading);
}

function knownOf(reading: Reading): Known {
  const found = known.get(reading);
  if (found) return found;
  const reader = new TimingReader(reading);
  const answers = new RequestAnswers(reading.log);
  const made = { reader, answers, toolTimes: new ToolTimes(reading.log, answers, reader.calls) };
  known.set(reading, made);
  return made;
}
