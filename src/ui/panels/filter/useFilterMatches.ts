import { useEffect, useSyncExternalStore } from "react";
import type { Completions } from "#src/analysis/filter/completeFilter.ts";
import { partNotLoaded } from "#src/store/partNotLoaded.ts";
import type { ScopeState } from "#src/store/types.ts";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import type { completionsFor } from "./completionsFor.ts";
import type { filterReaderOf } from "./filterReader.ts";
import { NO_MATCHES, type FilterResult } from "./filterResult.ts";

/** The language of the filter, which comes after the first paint. */
interface Engine {
  readonly filterReaderOf: typeof filterReaderOf;
  readonly completionsFor: typeof completionsFor;
}

let engine: Engine | undefined;
const waiting = new Set<() => void>();

async function load(): Promise<void> {
  const [reader, completions] = await Promise.all([import("./filterReader.ts"), import("./completionsFor.ts")]);
  engine ??= { filterReaderOf: reader.filterReaderOf, completionsFor: completions.completionsFor };
  for (const tell of waiting) tell();
}

/** Fetches the language of the filter ahead of the first letter. A failure is no news here: using it asks again. */
export const preloadFilter = (): Promise<void> => load().catch(() => undefined);

const subscribeToEngine = (tell: () => void): (() => void) => {
  waiting.add(tell);
  return () => waiting.delete(tell);
};
const nothing = (): FilterResult => NO_MATCHES;
const noChange = (): (() => void) => () => undefined;

/** What matches the filter, for as long as there is one. All that ask share one result. */
export function useFilterMatches(): FilterResult {
  const store = useScopeStore();
  const isFiltered = useScope((state) => state.filterText.trim() !== "");
  // Once it is there it listens before the first letter is typed, so that no picture shows what was before.
  const reader = useSyncExternalStore(subscribeToEngine, () => engine)?.filterReaderOf(store);
  const isMissing = isFiltered && reader === undefined;
  useEffect(() => {
    if (isMissing)
      load().catch((error: unknown) => store.getState().notify({ severity: "error", text: partNotLoaded(error) }));
  }, [isMissing, store]);
  return useSyncExternalStore(reader?.subscribe ?? noChange, reader?.snapshot ?? nothing);
}

/** The ways to go on at `caret`; none before the language is there. */
export const completionsNow = (state: ScopeState, text: string, caret: number): Completions =>
  engine?.completionsFor(state, text, caret) ?? { from: caret, to: caret, options: [] };
