import { Suspense } from "react";
import { preloaded } from "#src/ui/components/preloaded.ts";
import { useScope } from "#src/ui/useScope.ts";
import { FilterField } from "./FilterField.tsx";
import styles from "./FilterLine.module.css";

/** Nothing has come yet when the page opens. */
export const filterChips = preloaded(async () => (await import("./FilterChips.tsx")).FilterChips);

/** What the list shows of all events: the filter, the families there are, and whether deltas are folded. */
export function FilterLine() {
  const folded = useScope((state) => state.folded);
  const setFolded = useScope((state) => state.setFolded);
  const isEmpty = useScope((state) => state.length === 0);
  return (
    <div className={styles.container}>
      <div className={styles.line} role="group" aria-label="Filter">
        <FilterField />
        <div className={styles.chips}>
          {!isEmpty && (
            <Suspense>
              <filterChips.Component />
            </Suspense>
          )}
        </div>
        <button
          type="button"
          className={styles.fold}
          aria-pressed={folded}
          title="Show a row of deltas of one message, call or activity as one"
          onClick={() => setFolded(!folded)}
        >
          Fold deltas
        </button>
      </div>
    </div>
  );
}
