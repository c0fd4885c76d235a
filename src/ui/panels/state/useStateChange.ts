import { useMemo } from "react";
import { touchedBy } from "#src/reconstruction/pathHistory.ts";
import { useReading, useView } from "#src/ui/useScope.ts";
import { NO_CHANGE, stateChange, type StateChange } from "./stateChange.ts";

/** What the last event that set or changed the state, up to the cursor, did to it. */
export function useStateChange(): StateChange {
  const reading = useReading();
  const { stateChangedBy: seq } = useView();
  return useMemo(
    () =>
      seq === 0 ? NO_CHANGE : stateChange(touchedBy(reading.history, seq), seq, reading.typeAt(seq) !== "STATE_DELTA"),
    [reading, seq],
  );
}
