import { Suspense } from "react";
import { preloaded } from "#src/ui/components/preloaded.ts";
import { useScope } from "#src/ui/useScope.ts";
import { ErrorBoundary } from "./ErrorBoundary.tsx";

const panel = preloaded(async () => (await import("#src/ui/panels/waiting/WaitingPanel.tsx")).WaitingPanel);

/** What waits for an answer, and what was answered without asking. Nothing until there is either. */
export function WaitingSlot() {
  const waits = useScope((state) => state.turn !== undefined || state.turnLog.length > 0);
  if (!waits) return null;
  return (
    <ErrorBoundary panel="Waiting for you">
      <Suspense>
        <panel.Component />
      </Suspense>
    </ErrorBoundary>
  );
}
