import { PlayerBar } from "#src/ui/panels/player/PlayerBar.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { FailureBar } from "./FailureBar.tsx";
import { HeldAtBreakpoint } from "./HeldAtBreakpoint.tsx";

/** Below what came: why it ended badly if it did, what waits at a breakpoint, and the player. */
export function StreamFoot() {
  return (
    <>
      <FailureBar />
      <HeldAtBreakpoint />
      <ErrorBoundary panel="Player">
        <PlayerBar />
      </ErrorBoundary>
    </>
  );
}
