import { useDeferredValue, useEffect, useState } from "react";
import type { Hypothesis } from "#src/analysis/whatIf/hypothesis.ts";
import { ViewComparison, type Differences } from "#src/analysis/whatIf/viewComparison.ts";
import { inSlices } from "#src/ui/components/inSlices.ts";
import { useView } from "#src/ui/useScope.ts";

/**
 * The differences at the cursor, or, while they are being found out or the hypothesis has not come so far, the last ones that were known.
 * The two readings share nothing, so that a large state is compared as a whole: that waits until the cursor was drawn, is done in slices,
 * and is given up for events that the cursor has left by then.
 */
export function useDifferences(hypothesis: Hypothesis): Differences | undefined {
  const view = useDeferredValue(useView());
  const known = hypothesis.knows(view.at);
  const [last, setLast] = useState<{ readonly hypothesis: Hypothesis; readonly differences: Differences }>();
  useEffect(() => {
    if (!known) return undefined;
    const comparison = new ViewComparison(view, hypothesis.reading.viewAt(view.at));
    return inSlices(
      () => comparison.step(),
      () => setLast({ hypothesis, differences: comparison.differences() }),
    );
  }, [hypothesis, known, view]);
  return last?.hypothesis === hypothesis ? last.differences : undefined;
}
