import { useEffect, useReducer } from "react";
import { eventIndexOf, type Entity } from "#src/analysis/eventIndex.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import { inSlices } from "#src/ui/components/inSlices.ts";

/** Events indexed between two looks at the clock. */
const STRIDE = 100;

/** What event `seq` is about; undefined for 0, for a frame that is no event, and until the recording is indexed that far. */
export function useCursorEntity(reading: Reading, seq: number): Entity | undefined {
  const [, renderAgain] = useReducer((times: number) => times + 1, 0);
  const index = eventIndexOf(reading);
  useEffect(() => {
    if (index.length >= seq) return undefined;
    return inSlices(() => {
      index.read(Math.min(index.length + STRIDE, seq));
      return index.length < seq;
    }, renderAgain);
  }, [index, seq]);
  return seq > 0 && index.length >= seq ? index.entityAt(seq) : undefined;
}
