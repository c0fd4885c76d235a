import { useDeferredValue, useMemo, useState } from "react";
import type { JsonValue } from "#src/lib/json.ts";
import { Reading } from "#src/reconstruction/reading.ts";
import { pendingInterruptProblem } from "#src/run/requestProblems.ts";
import { buildRunInput, saysAgain, type BuiltInput } from "#src/run/runInput.ts";
import { filledDraft } from "#src/store/address.ts";
import { bodyFormOf } from "#src/store/bodyForms.ts";
import { selectIsRunning, selectStartsRecording } from "#src/store/selectors.ts";
import { selectToolsToSend } from "#src/store/toolSets.ts";
import { useScope } from "#src/ui/useScope.ts";
import { nextRunIds } from "./nextRunIds.ts";
import { useFormBody } from "./useFormBody.ts";

/** What pressing Run would send now. */
export interface NextRequest extends BuiltInput {
  /** The state as reconstructed at the end of the recording, or the place in it, that it goes on from, whatever the cursor shows. */
  readonly state: JsonValue;
  /** The number of the run in this recording, from 1; undefined where it starts a new one. */
  readonly run: number | undefined;
  /** True when the message was sent before, so that Run would say it a second time. */
  readonly repeats: boolean;
  /** What the body does not hold because of its form, in words. */
  readonly leftOut: readonly string[];
}

/** A recording at a moment when no run was going on. */
interface Settled {
  readonly reading: Reading;
  readonly revision: number;
  readonly length: number;
  readonly run: number;
}

/**
 * The request as it stands, remade when the draft or the end of the conversation changes. While a run goes on the conversation
 * grows with every frame and nothing can be sent, so it stays what that run started from.
 */
export function useNextRequest(): NextRequest {
  const typed = useDeferredValue(useScope((state) => state.draft));
  const environments = useScope((state) => state.environments);
  const environmentId = useScope((state) => state.environmentId);
  const canFill = useScope((state) => state.canFill);
  const tools = useDeferredValue(useScope(selectToolsToSend));
  const fork = useDeferredValue(useScope((state) => state.fork));
  const startsRecording = useScope(selectStartsRecording);
  const shown = useScope((state) => state.session.reading);
  const reading = startsRecording ? NOTHING : shown;
  const revision = useScope((state) => (selectIsRunning(state) ? undefined : state.revision));
  const [settled, setSettled] = useState(() => settle(reading, revision));
  if (settled.reading !== reading || (revision !== undefined && settled.revision !== revision)) {
    setSettled(settle(reading, revision));
  }
  // A long history takes time to write and to check, which the end of a run need not wait for.
  const start = useDeferredValue(settled);
  const form = useScope(bodyFormOf);
  const formBody = useFormBody(form !== undefined);
  return useMemo(() => {
    const { length, run } = start;
    const { draft, problems: unfilled } = canFill
      ? filledDraft(typed, { environments, environmentId })
      : { draft: typed, problems: [] };
    const end = start.reading.viewAt(length);
    const view = fork?.conversation ?? end;
    const built = buildRunInput(draft, view, nextRunIds(start.reading, run), {
      tools,
      ...(fork?.parentRunId !== undefined && { parentRunId: fork.parentRunId }),
    });
    const said = view.messages.findLast(({ role }) => role === "user")?.content;
    const repeats = said !== undefined && said !== "" && saysAgain(draft, said);
    // What stands there from the last run is not meant to be said now.
    const isNew = draft.bodyText === undefined && fork === undefined && !repeats;
    const pending = isNew ? pendingInterruptProblem(end.interrupts) : undefined;
    return {
      ...built,
      ...(form && formBody ? formBody(draft, built.body, form) : { leftOut: NONE }),
      problems: [...unfilled, ...built.problems, ...(pending ? [pending] : [])],
      state: view.state,
      run: start.reading === NOTHING ? undefined : run,
      repeats,
    };
  }, [typed, environments, environmentId, canFill, start, fork, tools, form, formBody]);
}

const NONE: readonly string[] = [];

/** What a new recording starts from. */
const NOTHING = new Reading();

const settle = (reading: Reading, revision = -1): Settled => ({
  reading,
  revision,
  length: reading.length,
  run: reading.log.exchanges.length + 1,
});
