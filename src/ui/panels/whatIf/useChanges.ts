import type { Changes } from "#src/analysis/whatIf/changes.ts";
import { useScope } from "#src/ui/useScope.ts";

/** The changes of the recording on screen; undefined while there are none. */
export function useChanges(): Changes | undefined {
  return useScope((state) => state.changesOf[state.session.id]);
}
