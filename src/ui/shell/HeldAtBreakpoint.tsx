import { Suspense, useRef } from "react";
import { preloaded } from "#src/ui/components/preloaded.ts";
import { useScope } from "#src/ui/useScope.ts";

const strip = preloaded(async () => (await import("#src/ui/panels/held/HeldStrip.tsx")).HeldStrip);

/** Appears while delivery of the recording on screen is held at a breakpoint. */
export function HeldAtBreakpoint() {
  const held = useScope((state) => state.held.find(({ recording }) => recording === state.session.id));
  // From frame to frame, through the moments between them, the focus stays on what was pressed.
  const pressed = useRef("");
  if (!held) return null;
  // Another frame starts anew: an edit belongs to the one it was made for.
  return (
    <Suspense>
      <strip.Component key={`${held.exchange} ${held.text}`} held={held} pressed={pressed} />
    </Suspense>
  );
}
