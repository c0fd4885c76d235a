import { useEffect, useState } from "react";
import type { Condition } from "#src/analysis/bisect/condition.ts";
import { stateTest } from "#src/analysis/bisect/stateTest.ts";
import { TurnScan } from "#src/analysis/bisect/turnScan.ts";
import { inSlices } from "#src/ui/components/inSlices.ts";
import { useReading } from "#src/ui/useScope.ts";

/** A scan as far as it went. `count` says how many of its turns belong to this render. */
export interface KnownTurns {
  readonly scan: TurnScan;
  readonly count: number;
  readonly isOver: boolean;
}

/** Every turn of a condition of the state up to event `last`, a few milliseconds at a time. Ends with the component. */
export function useTurns(condition: Condition, last: number): KnownTurns | undefined {
  const reading = useReading();
  const [scan] = useState(() => {
    const test = condition.kind === "state" ? stateTest(condition) : undefined;
    return test?.ok === true ? new TurnScan(reading.history, test.value, last) : undefined;
  });
  const [known, setKnown] = useState<KnownTurns>();
  useEffect(() => {
    if (scan === undefined) return undefined;
    const look = (isOver: boolean): void => setKnown({ scan, count: scan.turns.length, isOver });
    return inSlices(
      () => scan.step(),
      () => look(true),
      () => look(false),
    );
  }, [scan]);
  return known;
}
