import { Suspense } from "react";
import { selectHeldRun, selectIsOwnRun } from "#src/store/selectors.ts";
import { preloaded } from "#src/ui/components/preloaded.ts";
import { useScope } from "#src/ui/useScope.ts";

const waitingTime = preloaded(async () => (await import("./WaitingTime.tsx")).WaitingTime);

/**
 * How long a run has been quiet. It ticks by itself, so that nothing else renders again while nothing comes, and stands beside the
 * status, which a screen reader would otherwise say anew each second.
 */
export function WaitNote() {
  // A run that is held is quiet because the user wants it so.
  const isRunning = useScope((state) => selectIsOwnRun(state) && !selectHeldRun(state));
  return (
    isRunning && (
      <Suspense>
        <waitingTime.Component />
      </Suspense>
    )
  );
}
