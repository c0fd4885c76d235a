import { useEffect, useReducer } from "react";
import type { Reading } from "#src/reconstruction/reading.ts";
import { RunRows, type RunRow } from "#src/run/threads/runRows.ts";
import { inSlices } from "#src/ui/components/inSlices.ts";

const known = new WeakMap<Reading, RunRows>();

/** The runs of a recording as far as they were read, a few milliseconds at a time. `revision` tells that it grew. */
export function useRunRows(reading: Reading, revision: number): readonly RunRow[] {
  const [, renderAgain] = useReducer((times: number) => times + 1, 0);
  useEffect(
    () => inSlices(() => runRowsOf(reading).read(), renderAgain, renderAgain),
    // The recording grows in place; the revision says that it did.
    // oxlint-disable-next-line react/exhaustive-deps, react/exhaustive-effect-dependencies
    [reading, revision],
  );
  return runRowsOf(reading).rows;
}

function runRowsOf(reading: Reading): RunRows {
  let rows = known.get(reading);
  if (!rows) known.set(reading, (rows = new RunRows(reading, location.href)));
  return rows;
}
