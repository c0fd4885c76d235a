import { Button } from "#src/ui/components/Button.tsx";
import { EmptyState } from "#src/ui/components/EmptyState.tsx";
import { hasTimes } from "#src/recording/hasTimes.ts";
import { useReading, useScope } from "#src/ui/useScope.ts";
import { useFilterMatches } from "./useFilterMatches.ts";
import styles from "./NoMatches.module.css";

/** What the Timeline says while events are there and none of them is left. */
export function NoMatches() {
  const { isDone } = useFilterMatches();
  const asksGaps = useScope((state) => /(?:^|\s)gap\s*[<>=]/i.test(state.filterText));
  const { log } = useReading();
  const setFilterText = useScope((state) => state.setFilterText);
  if (!isDone) return <EmptyState title="No match so far">Earlier events are still being looked at.</EmptyState>;
  return (
    <EmptyState title="No event matches">
      <p>All events are kept; the filter hides them.</p>
      {asksGaps && !log.exchanges.some(hasTimes) && (
        <p>This capture does not say when its events came, so a gap finds none.</p>
      )}
      <Button size="sm" className={styles.clear} onClick={() => setFilterText("")}>
        Show all events
      </Button>
    </EmptyState>
  );
}
