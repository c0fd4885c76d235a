import { useEffect, useMemo, useReducer } from "react";
import { RunComparison } from "#src/analysis/compare/runComparison.ts";
import type { CompareColumn } from "#src/store/compareTypes.ts";
import { inSlices } from "#src/ui/components/inSlices.ts";

/** Milliseconds between two renders while much is read. */
const RENDER_EVERY_MS = 100;

/** The comparison of some columns, as far as it was made. What is new is read in slices, so that long runs block nothing. */
export function useComparison(columns: readonly CompareColumn[], revision: number): RunComparison {
  const [, renderAgain] = useReducer((times: number) => times + 1, 0);
  const ids = columns.map(({ id }) => id).join(" ");
  // The readings grow in place, and their columns are made anew with each status.
  // oxlint-disable-next-line react/exhaustive-deps
  const comparison = useMemo(() => new RunComparison(columns), [ids]);
  useEffect(() => {
    let renderedAt = performance.now();
    return inSlices(
      () => comparison.step(),
      renderAgain,
      () => {
        const now = performance.now();
        if (now - renderedAt < RENDER_EVERY_MS) return;
        renderedAt = now;
        renderAgain();
      },
    );
    // The revision says that a reading has grown.
    // oxlint-disable-next-line react/exhaustive-deps, react/exhaustive-effect-dependencies
  }, [comparison, revision]);
  return comparison;
}
