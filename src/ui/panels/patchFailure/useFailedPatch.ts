import { useMemo } from "react";
import { failedPatchAt, type FailedPatch } from "#src/reconstruction/failedPatch.ts";
import type { Reading } from "#src/reconstruction/reading.ts";

/** The failed patch of event `seq`, explained; undefined where there is none. Made once for each event. */
export function useFailedPatch(reading: Reading, seq: number): FailedPatch | undefined {
  return useMemo(() => failedPatchAt(reading, seq), [reading, seq]);
}
