import { Suspense } from "react";
import { selectHeldRun } from "#src/store/selectors.ts";
import { preloaded } from "#src/ui/components/preloaded.ts";
import { useScope } from "#src/ui/useScope.ts";

const bar = preloaded(async () => (await import("#src/ui/panels/held/HeldRunBar.tsx")).HeldRunBar);

/** Appears while a run of the page's own is held at a breakpoint. */
export function HeldRunAtBreakpoint() {
  const held = useScope(selectHeldRun);
  if (!held) return null;
  return (
    <Suspense>
      <bar.Component held={held} />
    </Suspense>
  );
}
