import { useState, type ReactNode } from "react";
import { createFrameScheduler } from "#src/store/frameScheduler.ts";
import { selectIsRunning } from "#src/store/selectors.ts";
import { createTrailingStore } from "#src/store/trailingStore.ts";
import type { ScopeState } from "#src/store/types.ts";
import { ScopeProvider, useScopeStore } from "./useScope.ts";

interface TrailingScopeProps {
  /** Frames behind the Timeline. */
  readonly frames: number;
  readonly children: ReactNode;
}

/**
 * Panels that follow a dragged slider, another recording, the end of a run and a file that is being read a little later than the Timeline,
 * so that each frame has less to paint.
 */
export function TrailingScope({ frames, children }: TrailingScopeProps) {
  const store = useScopeStore();
  const [trailing] = useState(() => createTrailingStore(store, createFrameScheduler(window), frames, trails));
  return <ScopeProvider store={trailing}>{children}</ScopeProvider>;
}

function trails(now: ScopeState, shown: ScopeState): boolean {
  const grows = now.session.origin === "file" && now.length !== shown.length;
  // With the end of a run the views show more of it.
  const isOtherPhase = selectIsRunning(now) !== selectIsRunning(shown);
  return now.dragging || grows || isOtherPhase || now.session !== shown.session;
}
