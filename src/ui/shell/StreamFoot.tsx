import { Suspense } from "react";
import { preloaded } from "#src/ui/components/preloaded.ts";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { FailureBar } from "./FailureBar.tsx";
import { HeldAtBreakpoint } from "./HeldAtBreakpoint.tsx";
import { HeldRunAtBreakpoint } from "./HeldRunAtBreakpoint.tsx";
import styles from "./StreamColumn.module.css";

/** It is on screen at once, and of no use before there are events. */
const playerBar = preloaded(async () => (await import("#src/ui/panels/player/PlayerBar.tsx")).PlayerBar);
void playerBar.preload();

/** Below what came: why it ended badly if it did, what waits at a breakpoint, and the player. */
export function StreamFoot() {
  return (
    <>
      <FailureBar />
      <HeldAtBreakpoint />
      <HeldRunAtBreakpoint />
      <ErrorBoundary panel="Player">
        <Suspense fallback={<div className={styles.playerToCome} />}>
          <playerBar.Component />
        </Suspense>
      </ErrorBoundary>
    </>
  );
}
