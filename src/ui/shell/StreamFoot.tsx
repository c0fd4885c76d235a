import { PlayerBar } from "#src/ui/panels/player/PlayerBar.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { FailureBar } from "./FailureBar.tsx";
import { HeldAtBreakpoint } from "./HeldAtBreakpoint.tsx";
import { HeldRunAtBreakpoint } from "./HeldRunAtBreakpoint.tsx";

/** Below what came: why it ended badly if it did, what waits at a breakpoint, and the player. */
export function StreamFoot() {
  return (
    <>
      <FailureBar />
      <HeldAtBreakpoint />
      <HeldRunAtBreakpoint />
      <ErrorBoundary panel="Player">
        <PlayerBar />
      </ErrorBoundary>
    </>
  );
}
