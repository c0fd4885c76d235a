import { Suspense } from "react";
import { preloaded } from "#src/ui/components/preloaded.ts";
import { useScope } from "#src/ui/useScope.ts";

const strip = preloaded(async () => (await import("#src/ui/panels/held/HeldStrip.tsx")).HeldStrip);

/** Appears while delivery of the recording on screen is held at a breakpoint. */
export function HeldAtBreakpoint() {
  const held = useScope((state) => state.held.find(({ recording }) => recording === state.session.id));
  if (!held) return null;
  // Another frame starts anew: an edit belongs to the one it was made for.
  return (
    <Suspense>
      <strip.Component key={`${held.exchange} ${held.text}`} held={held} />
    </Suspense>
  );
}
