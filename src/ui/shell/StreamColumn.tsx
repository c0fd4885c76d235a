import { PlayerBar } from "#src/ui/panels/player/PlayerBar.tsx";
import { TimelinePanel } from "#src/ui/panels/timeline/TimelinePanel.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { FailureBar } from "./FailureBar.tsx";
import { FaultsBar } from "./FaultsBar.tsx";
import { HeldAtBreakpoint } from "./HeldAtBreakpoint.tsx";
import styles from "./StreamColumn.module.css";

/** What came: the list of events, why it ended badly if it did, and the player. */
export function StreamColumn() {
  return (
    <div className={styles.column}>
      <FaultsBar />
      <div className={styles.list}>
        <ErrorBoundary panel="Timeline">
          <TimelinePanel />
        </ErrorBoundary>
      </div>
      <FailureBar />
      <HeldAtBreakpoint />
      <ErrorBoundary panel="Player">
        <PlayerBar />
      </ErrorBoundary>
    </div>
  );
}
