import { useMemo } from "react";
import type { TurnLogLine } from "#src/store/turnControlTypes.ts";
import { useScope } from "#src/ui/useScope.ts";

/** What was done without the user in the recording on screen, oldest first. */
export function useTurnLog(): readonly TurnLogLine[] {
  const log = useScope((state) => state.turnLog);
  const session = useScope((state) => state.session.id);
  return useMemo(() => log.filter((line) => line.session === session), [log, session]);
}
