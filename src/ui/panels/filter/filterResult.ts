import type { FilterMatches } from "#src/analysis/filter/filterMatches.ts";
import type { FilterMistake } from "#src/analysis/filter/parseFilter.ts";

/** What is known of the filter of the recording on screen. */
export interface FilterResult {
  /** Grows in place; undefined while there is no filter that can be understood, so that all events are shown. */
  readonly matches: FilterMatches | undefined;
  readonly mistakes: readonly FilterMistake[];
  /** False while earlier events are still being looked at. */
  readonly isDone: boolean;
  /** Another one whenever any of it changed. */
  readonly revision: number;
}

/** The result of no filter. */
export const NO_MATCHES: FilterResult = { matches: undefined, mistakes: [], isDone: true, revision: 0 };
