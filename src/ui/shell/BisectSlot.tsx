import { Suspense } from "react";
import { preloaded } from "#src/ui/components/preloaded.ts";
import { useScope } from "#src/ui/useScope.ts";
import { ErrorBoundary } from "./ErrorBoundary.tsx";

const sheet = preloaded(async () => (await import("#src/ui/panels/bisect/BisectSheet.tsx")).BisectSheet);

/** The search for a first event, while it is open. */
export function BisectSlot() {
  const isOpen = useScope((state) => state.bisect !== undefined);
  if (!isOpen) return null;
  return (
    <ErrorBoundary panel="Find the first event">
      <Suspense>
        <sheet.Component />
      </Suspense>
    </ErrorBoundary>
  );
}
