import { EmptyState } from "#src/ui/components/EmptyState.tsx";
import { useScope } from "#src/ui/useScope.ts";
import styles from "./TimelinePanel.module.css";

/** What the Timeline says while it holds nothing. */
export function EmptyTimeline() {
  const phase = useScope((state) => state.status.phase);
  if (phase === "connecting") {
    return <EmptyState title="Waiting for the first event">The request is sent. Stop ends it.</EmptyState>;
  }
  if (phase === "failed" || phase === "stopped") {
    return (
      <EmptyState icon="alert" title="No event came">
        {phase === "failed" ? "What is known about it stands below." : "The run was stopped before the first one."}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon="run" title="No events yet">
      Press <b>Run</b> to send the message, paste the URL of any <span className={styles.name}>AG-UI</span> agent above,
      or drop a recording on this window.
    </EmptyState>
  );
}
