import { createContext, use } from "react";
import type { RunRef } from "#src/store/compareTypes.ts";

/** The choice of two runs to compare. */
export interface Comparing {
  /** Undefined until one is chosen. */
  readonly first: RunRef | undefined;
  /** Chooses the first one; its name is said while the second is being chosen. */
  readonly pick: (run: RunRef, name: string) => void;
  /** Chooses the second one, and opens the comparison. */
  readonly compare: (run: RunRef) => void;
}

export const ComparingContext = createContext<Comparing>({
  first: undefined,
  pick: () => undefined,
  compare: () => undefined,
});

/** The choice of two runs that the lines of the Threads view share. */
export const useComparing = (): Comparing => use(ComparingContext);
