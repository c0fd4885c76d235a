import { Suspense } from "react";
import { preloaded } from "#src/ui/components/preloaded.ts";
import { useScope } from "#src/ui/useScope.ts";
import { ErrorBoundary } from "./ErrorBoundary.tsx";

const sheet = preloaded(async () => (await import("#src/ui/panels/loop/LoopSheet.tsx")).LoopSheet);

/** The settings of the loop, while they are open. */
export function LoopSlot() {
  const isOpen = useScope((state) => state.shownLoop !== undefined);
  if (!isOpen) return null;
  return (
    <ErrorBoundary panel="Loop">
      <Suspense>
        <sheet.Component />
      </Suspense>
    </ErrorBoundary>
  );
}
