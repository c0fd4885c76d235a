import { FilterLine } from "#src/ui/panels/filter/FilterLine.tsx";
import { TimelinePanel } from "#src/ui/panels/timeline/TimelinePanel.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { FaultsBar } from "./FaultsBar.tsx";
import { StreamFoot } from "./StreamFoot.tsx";
import styles from "./StreamColumn.module.css";

/** What came: what is shown of it, the list of events, why it ended badly if it did, and the player. */
export function StreamColumn() {
  return (
    <div className={styles.column} tabIndex={-1}>
      <FaultsBar />
      <FilterLine />
      <div className={styles.list}>
        <ErrorBoundary panel="Timeline">
          <TimelinePanel />
        </ErrorBoundary>
      </div>
      <StreamFoot />
    </div>
  );
}
