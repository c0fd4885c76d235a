import { Suspense, type ComponentType } from "react";
import type { ScopeState } from "#src/store/types.ts";
import { preloaded } from "#src/ui/components/preloaded.ts";
import { useScope } from "#src/ui/useScope.ts";
import { ErrorBoundary } from "./ErrorBoundary.tsx";

/** What waits for an answer, and what was answered without asking. */
export const WaitingSlot = slot(
  "Waiting for you",
  async () => (await import("#src/ui/panels/waiting/WaitingPanel.tsx")).WaitingPanel,
  (state) => state.turn !== undefined || state.turnLog.length > 0,
);

/** The search for a first event, while it is open. */
export const BisectSlot = slot(
  "Find the first event",
  async () => (await import("#src/ui/panels/bisect/BisectSheet.tsx")).BisectSheet,
  (state) => state.bisect !== undefined,
);

/** The settings of the loop, while they are open. */
export const LoopSlot = slot(
  "Loop",
  async () => (await import("#src/ui/panels/loop/LoopSheet.tsx")).LoopSheet,
  (state) => state.shownLoop !== undefined,
);

/** Runs beside each other, while they are compared. */
export const CompareSlot = slot(
  "Comparison",
  async () => (await import("#src/ui/panels/compare/CompareView.tsx")).CompareView,
  (state) => state.comparison !== undefined,
);

/** A place for what comes and goes with the store, and whose code comes with it. Nothing while there is nothing to show. */
function slot(
  panel: string,
  load: () => Promise<ComponentType>,
  isThere: (state: ScopeState) => boolean,
): ComponentType {
  const part = preloaded(load);
  return function Slot() {
    if (!useScope(isThere)) return null;
    return (
      <ErrorBoundary panel={panel}>
        <Suspense>
          <part.Component />
        </Suspense>
      </ErrorBoundary>
    );
  };
}
