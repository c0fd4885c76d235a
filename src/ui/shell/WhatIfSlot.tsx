import { Suspense } from "react";
import { preloaded } from "#src/ui/components/preloaded.ts";
import { useScope } from "#src/ui/useScope.ts";
import { ErrorBoundary } from "./ErrorBoundary.tsx";

const bar = preloaded(async () => (await import("#src/ui/panels/whatIf/WhatIfBar.tsx")).WhatIfBar);
const editor = preloaded(async () => (await import("#src/ui/panels/whatIf/EditEventSheet.tsx")).EditEventSheet);

/** Above the Timeline: what was changed of it in a thought experiment, and the editor of an event. Nothing while there is none. */
export function WhatIfSlot() {
  const changes = useScope((state) => state.changesOf[state.session.id]);
  const isEditing = useScope((state) => state.editing !== undefined);
  if (changes === undefined && !isEditing) return null;
  return (
    <ErrorBoundary panel="What if">
      <Suspense>
        {changes && <bar.Component changes={changes} />}
        {isEditing && <editor.Component />}
      </Suspense>
    </ErrorBoundary>
  );
}
