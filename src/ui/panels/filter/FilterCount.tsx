import { selectIsRunning } from "#src/store/selectors.ts";
import { formatCount } from "#src/ui/panels/event/format.ts";
import { useScope } from "#src/ui/useScope.ts";
import { useFilterMatches } from "./useFilterMatches.ts";
import styles from "./FilterField.module.css";

/** How many events the filter leaves. It is read out once it stands, not for every event that comes. */
export function FilterCount() {
  const { matches, isDone } = useFilterMatches();
  const total = useScope((state) => state.length);
  const isRunning = useScope(selectIsRunning);
  return (
    <span
      role="status"
      aria-label="Filter result"
      aria-live={isDone && !isRunning ? "polite" : "off"}
      className={styles.count}
    >
      {matches !== undefined && `${formatCount(matches.count)} of ${formatCount(total)}${isDone ? "" : " …"}`}
    </span>
  );
}
