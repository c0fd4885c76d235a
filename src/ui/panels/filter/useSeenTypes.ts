import { useEffect, useReducer } from "react";
import type { SeenTypes } from "#src/analysis/filter/seenTypes.ts";
import { inSlices } from "#src/ui/components/inSlices.ts";
import { useReading, useScope } from "#src/ui/useScope.ts";
import { seenTypesOf } from "./seenTypesOf.ts";

/** Frames that are counted between two looks at the clock. */
const STRIDE = 64;

/** The types and families of the recording on screen, counted in slices as it grows. */
export function useSeenTypes(): SeenTypes {
  const reading = useReading();
  // A tenth of a second is soon enough for a count.
  const revision = useScope((state) => state.viewRevision);
  const [, renderAgain] = useReducer((times: number) => times + 1, 0);
  const seen = seenTypesOf(reading);
  useEffect(() => {
    if (seen.at >= reading.length) return undefined;
    return inSlices(() => {
      seen.read(seen.at + STRIDE);
      return seen.at < reading.length;
    }, renderAgain);
    // The recording grows in place; the revision says that it did.
    // oxlint-disable-next-line react/exhaustive-deps, react/exhaustive-effect-dependencies
  }, [reading, seen, revision]);
  return seen;
}
