import { Suspense } from "react";
import { preloaded } from "#src/ui/components/preloaded.ts";
import { useScope } from "#src/ui/useScope.ts";
import { ErrorBoundary } from "./ErrorBoundary.tsx";

const view = preloaded(async () => (await import("#src/ui/panels/compare/CompareView.tsx")).CompareView);

/** Runs beside each other, while they are compared. */
export function CompareSlot() {
  const isOpen = useScope((state) => state.comparison !== undefined);
  if (!isOpen) return null;
  return (
    <ErrorBoundary panel="Comparison">
      <Suspense>
        <view.Component />
      </Suspense>
    </ErrorBoundary>
  );
}
