import { useDeferredValue, useMemo } from "react";
import type { JsonValue } from "#src/lib/json.ts";
import { buildRunInput, type BuiltInput } from "#src/run/runInput.ts";
import { selectIsRunning } from "#src/store/selectors.ts";
import { useScope } from "#src/ui/useScope.ts";
import { nextRunIds } from "./nextRunIds.ts";

/** What pressing Run would send now. */
export interface NextRequest extends BuiltInput {
  /** The state as reconstructed at the end of the recording, whatever the cursor shows. */
  readonly state: JsonValue;
  /** The number of the run in this recording, from 1. */
  readonly run: number;
}

/**
 * The request as it stands, remade when the draft or the end of the conversation changes. While a run goes on the conversation
 * grows with every frame and nothing can be sent, so it stays what that run started from.
 */
export function useNextRequest(): NextRequest {
  const draft = useDeferredValue(useScope((state) => state.draft));
  const reading = useScope((state) => state.session.reading);
  const isRunning = useScope(selectIsRunning);
  // The reading grows in place: the revision says when to look at it again.
  const settledAt = useScope((state) => (isRunning ? -1 : state.revision));
  return useMemo(() => {
    const { exchanges } = reading.log;
    const until = settledAt === -1 ? (exchanges.at(-1)?.firstSeq ?? 1) - 1 : reading.length;
    const view = reading.viewAt(until);
    const run = exchanges.length + (settledAt === -1 ? 0 : 1);
    return { ...buildRunInput(draft, view, nextRunIds(reading, run)), state: view.state, run };
  }, [draft, reading, settledAt]);
}
