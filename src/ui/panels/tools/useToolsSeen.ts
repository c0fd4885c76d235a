import { useState } from "react";
import type { Reading } from "#src/reconstruction/reading.ts";
import { selectIsRunning } from "#src/store/selectors.ts";
import { useScope } from "#src/ui/useScope.ts";
import { seenCalls } from "./seenCalls.ts";

/** What the recording on screen holds of tools. */
interface ToolsSeen {
  readonly reading: Reading;
  readonly revision: number;
  /** The names of the tools that were called, with how often. */
  readonly called: readonly { readonly name: string; readonly times: number }[];
  /** The last request that offered tools, as it was sent. */
  readonly offered: string | undefined;
}

/** The tools of the recording on screen. While a run goes on it stays as it was: a conversation grows with every frame. */
export function useToolsSeen(): ToolsSeen {
  const reading = useScope((state) => state.session.reading);
  const revision = useScope((state) => (selectIsRunning(state) ? undefined : state.revision));
  const [seen, setSeen] = useState(() => look(reading, revision));
  if (seen.reading !== reading || (revision !== undefined && seen.revision !== revision)) {
    const next = look(reading, revision);
    setSeen(next);
    return next;
  }
  return seen;
}

function look(reading: Reading, revision = -1): ToolsSeen {
  const calls = seenCalls(reading.viewAt(reading.length).toolCalls);
  const request = reading.log.exchanges.findLast(({ request: { body } }) => OFFERS.test(body));
  return {
    reading,
    revision,
    called: [...calls].map(([name, { length }]) => ({ name, times: length })),
    offered: request?.request.body,
  };
}

/** A body with a list of tools that is not empty. What they are the import reads. */
const OFFERS = /"tools"\s*:\s*\[\s*\{/;
