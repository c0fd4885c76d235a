import { Suspense } from "react";
import { useScope } from "#src/ui/useScope.ts";
import { FilterLine } from "#src/ui/panels/filter/FilterLine.tsx";
import { TimelinePanel } from "#src/ui/panels/timeline/TimelinePanel.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { FaultsBar } from "./FaultsBar.tsx";
import { overviewPanel } from "./panels.ts";
import { StreamFoot } from "./StreamFoot.tsx";
import styles from "./StreamColumn.module.css";
import { WhatIfSlot } from "./WhatIfSlot.tsx";

/** What came: what is shown of it, the list of events, why it ended badly if it did, and the player. */
export function StreamColumn() {
  const isOverviewOpen = useScope((state) => state.panelSizes["overview"]?.["closed"] !== 1);
  return (
    <div className={styles.column} data-events="" tabIndex={-1}>
      <FaultsBar />
      <WhatIfSlot />
      {/* As high before its code has come as after, so that nothing moves. */}
      <div className={styles.overview} data-open={isOverviewOpen}>
        <ErrorBoundary panel="Overview">
          <Suspense>
            <overviewPanel.Component />
          </Suspense>
        </ErrorBoundary>
      </div>
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
