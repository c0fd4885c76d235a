import type { StateCreator } from "zustand/vanilla";
import { Reading } from "#src/reconstruction/reading.ts";
import { buildRunInput, holdsRunBack } from "#src/run/runInput.ts";
import type { ActiveRun } from "#src/run/runLoop.ts";
import type { InputProblem, RunStatus } from "#src/run/types.ts";
import { filledDraft, lacksAddressCode, loadAddressCode } from "#src/store/address.ts";
import { bodyFormOf } from "#src/store/bodyForms.ts";
import type { StoreDeps } from "#src/store/deps.ts";
import { createPublisher } from "#src/store/publisher.ts";
import { partNotLoaded } from "#src/store/partNotLoaded.ts";
import { selectIsAnswering, selectIsOwnRun, selectStartsRecording } from "#src/store/selectors.ts";
import { emptySession } from "#src/store/session.ts";
import { selectToolsToSend } from "#src/store/toolSets.ts";
import type { ThreadsSlice } from "#src/store/threadTypes.ts";
import type { SessionSlice } from "#src/store/sessionTypes.ts";
import type { ScopeState } from "#src/store/types.ts";
import { wayTo } from "#src/store/wayTo.ts";
import { writtenBody } from "#src/store/writtenBody.ts";

/** The recording on screen and the run that feeds it. */
export const createSessionSlice =
  ({
    transports,
    scheduler,
    newId,
    readingOptions,
    ready,
    runCode,
    pageUrl,
  }: StoreDeps): StateCreator<ScopeState, [], [], SessionSlice & Pick<ThreadsSlice, "threads">> =>
  (set, get) => {
    let active: Pick<ActiveRun, "stop"> | undefined;

    const first = emptySession(newId(), new Reading(readingOptions));

    return {
      ...first,
      threads: [{ session: first.session, left: undefined }],
      setAside: [],
      async run({ anyway = false, body: given, asTyped = false, text } = {}) {
        // Without it, the run says that it is missing.
        if (lacksAddressCode(get())) {
          const { id } = get().session;
          await loadAddressCode().then(
            () => set({ canFill: true }),
            () => undefined,
          );
          // It was meant for what was on screen when it was asked for.
          if (get().session.id !== id) return;
        }
        const isTurn = given !== undefined;
        if (!isTurn && selectIsOwnRun(get())) return;
        if (!isTurn) get().endTurn();
        if (!isTurn && selectStartsRecording(get())) {
          // What was entered by hand is still meant to be sent, in the thread that a body or a history is of.
          const { draft, fork } = get();
          const { runId, stateText, bodyText, threadId } = draft;
          set({ fork: undefined });
          get().newThread();
          const isOfThread = fork !== undefined || (text ?? bodyText) !== undefined;
          get().editDraft({ runId, stateText, bodyText, ...(isOfThread && { threadId }) });
          set({ fork });
        }
        const { endpoint, pathValues, environments, environmentId, endpointCall, session, fork } = get();
        const parts = { endpoint, pathValues, environments, environmentId };
        const { draft: filled, problems: unfilled } = filledDraft(get().draft, parts);
        const draft = text === undefined ? filled : { ...filled, bodyText: text };
        const { reading } = session;
        const ids = { runId: newId(), messageId: newId() };
        const { body, problems } = isTurn
          ? { body: given, problems: [] }
          : buildRunInput(draft, fork?.conversation ?? reading.viewAt(reading.length), ids, {
              tools: selectToolsToSend(get()),
              ...(fork?.parentRunId !== undefined && { parentRunId: fork.parentRunId }),
            });
        const all = isTurn ? problems : [...unfilled, ...problems];
        if (!anyway && holdsRunBack(all)) {
          set({ status: notSent(all) });
          return;
        }
        // What can be brought back is still offered: pressing Run is often the next thing after another agent was picked.
        const notice = get().notice?.action === undefined ? undefined : get().notice;
        set({ cursor: "live", notice, status: { phase: "connecting", detail: "" } });
        // Stop works from the first moment on, also while there is no request yet.
        let isStopped = false;
        const waiting = { stop: () => (isStopped = true) };
        active = waiting;
        const { envelope } = endpointCall ?? {};
        const { bodyText } = isTurn ? { bodyText: asTyped ? given : undefined } : draft;
        const writing = writtenBody(body, { form: bodyFormOf({ ...get(), ...parts }), envelope, bodyText });
        const code = Promise.all([runCode.load(), writing]).catch((error: unknown) => partNotLoaded(error));
        const [loaded, gate] = await Promise.all([code, get().guardRun(session), ready(), get().loadRelay()]);
        if (isStopped) {
          if (get().session.id === session.id) set({ status: { phase: "stopped", detail: "Nothing was sent." } });
          return;
        }
        if (typeof loaded === "string") {
          const status = {
            phase: "failed",
            detail: "Nothing was sent",
            sentence: `Nothing was sent. ${loaded}`,
          } as const;
          if (get().session.id === session.id) set({ status });
          return;
        }
        const [{ startRun }, written] = loaded;
        const { faults } = get();
        const publish = createPublisher({ get, set, scheduler }, session.id);
        const notify = (status: RunStatus): void => {
          publish(status);
          get().hearRun();
        };
        if (!isTurn) get().attendRun();
        const order = { ...wayTo({ ...get(), ...parts }, transports), body: written, reading, notify, pageUrl };
        const run = startRun({ ...order, ...(faults && { faults }), ...(gate && { gate }) });
        active = run;
        // A turn that answers goes its own way.
        if (!isTurn) set({ fork: undefined });
        const ended = await run.finished;
        notify(ended);
        if (active !== run) return;
        active = undefined;
        // The turn that sent a body goes on by itself.
        if (isTurn) return;
        if (ended.phase === "waiting" || ended.phase === "finished") void get().takeTurn();
        else get().endTurn();
      },
      stop() {
        // Where only an answer is being made, the last run has ended long ago.
        if (!active && selectIsAnswering(get())) set({ status: { phase: "stopped", detail: "No answer was sent." } });
        get().endTurn();
        active?.stop();
        active = undefined;
      },
      markSaved(savedLength, savedAnnotations) {
        set({ savedLength, savedAnnotations });
      },
      notify(notice) {
        set({ notice });
      },
      dismissNotice() {
        set(get().notice?.action === undefined ? { notice: undefined } : { notice: undefined, setAside: [] });
      },
    };
  };

/** The status of a request that was held back; the Input view lists its problems. */
function notSent(problems: readonly InputProblem[]): RunStatus {
  const first = problems.find(({ severity }) => severity === "error");
  return { phase: "failed", detail: "Nothing was sent", sentence: `Nothing was sent. ${first?.message ?? ""}` };
}
