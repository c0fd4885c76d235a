import { useState, type ReactNode } from "react";
import { createFrameScheduler } from "#src/store/frameScheduler.ts";
import { createTrailingStore } from "#src/store/trailingStore.ts";
import { ScopeProvider, useScopeStore } from "./useScope.ts";

interface TrailingScopeProps {
  /** Frames behind the slider while it is dragged. */
  readonly frames: number;
  readonly children: ReactNode;
}

/** Panels that follow a dragged slider a little later than the Timeline, so that each frame has less to paint. */
export function TrailingScope({ frames, children }: TrailingScopeProps) {
  const store = useScopeStore();
  const [trailing] = useState(() => createTrailingStore(store, createFrameScheduler(window), frames));
  return <ScopeProvider store={trailing}>{children}</ScopeProvider>;
}
