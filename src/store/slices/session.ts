import type { StateCreator } from "zustand/vanilla";
import { Reading } from "#src/reconstruction/reading.ts";
import { whyHeldBack } from "#src/run/runInput.ts";
import type { ActiveRun } from "#src/run/runLoop.ts";
import type { RunStatus } from "#src/run/types.ts";
import { lacksAddressCode, loadAddressCode } from "#src/store/address.ts";
import { bodyFormOf } from "#src/store/bodyForms.ts";
import type { StoreDeps } from "#src/store/deps.ts";
import { ownInput, type OwnInput } from "#src/store/ownInput.ts";
import { createPublisher } from "#src/store/publisher.ts";
import { partNotLoaded } from "#src/store/partNotLoaded.ts";
import { selectIsAnswering, selectIsOwnRun, selectStartsRecording } from "#src/store/selectors.ts";
import { emptySession } from "#src/store/session.ts";
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
        // Everything else follows at once, so that a second press finds the first.
        if (lacksAddressCode(get()) && !(await loadToFillIn(get, set))) return;
        const isTurn = given !== undefined;
        if (!isTurn) {
          if (selectIsOwnRun(get())) return;
          get().endTurn();
          if (selectStartsRecording(get())) startRecording(get, set, text);
        }
        const asked = get();
        const { endpoint, pathValues, environments, environmentId, session } = asked;
        const input: OwnInput = isTurn
          ? { body: given, problems: [], bodyText: asTyped ? given : undefined }
          : ownInput(asked, text, newId);
        const why = whyHeldBack(input.problems);
        if (!anyway && why !== undefined) {
          set({ status: notSent(why) });
          return;
        }
        // What can be brought back is still offered: pressing Run is often the next thing after another agent was picked.
        const notice = asked.notice?.action === undefined ? undefined : asked.notice;
        set({ cursor: "live", notice, status: { phase: "connecting", detail: "" } });
        // Stop works from the first moment on, also while there is no request yet.
        let isStopped = false;
        const endHere = (status: RunStatus): void => {
          if (get().session.id === session.id) set({ status });
        };
        active = {
          stop() {
            isStopped = true;
            endHere({ phase: "stopped", detail: "Nothing was sent." });
          },
        };
        const writing = writtenBody(input.body, {
          form: bodyFormOf(asked),
          envelope: asked.endpointCall?.envelope,
          bodyText: input.bodyText,
        });
        const code = Promise.all([runCode.load(), writing]).catch((error: unknown) => partNotLoaded(error));
        const [loaded, gate] = await Promise.all([code, get().guardRun(session), ready(), get().loadRelay()]);
        if (isStopped) return;
        if (typeof loaded === "string") {
          active = undefined;
          return endHere(notSent(loaded));
        }
        const [{ startRun }, body] = loaded;
        const { faults } = get();
        const publish = createPublisher({ get, set, scheduler }, session.id);
        const notify = (status: RunStatus): void => {
          publish(status);
          get().hearRun();
        };
        if (!isTurn) get().attendRun();
        // The relay is known by now; where the request goes is what it was when it was asked for.
        const way = wayTo({ ...get(), endpoint, pathValues, environments, environmentId }, transports);
        const order = { ...way, body, reading: session.reading, notify, pageUrl };
        const run = startRun({ ...order, ...(faults && { faults }), ...(gate && { gate }) });
        active = run;
        // A turn that answers goes its own way.
        if (!isTurn) set({ fork: undefined });
        const ended = await run.finished;
        notify(ended);
        // Nothing else tells of the end of a run that has left the screen.
        if (get().session.id !== session.id) set({ threads: [...get().threads] });
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

type Get = () => ScopeState;
type Set = (change: Partial<ScopeState>) => void;

/**
 * Loads what fills in variables; without it, the run says that it is missing. False where the recording on screen is another one by then: the
 * run was meant for the one that it was asked for.
 */
async function loadToFillIn(get: Get, set: Set): Promise<boolean> {
  const { id } = get().session;
  await loadAddressCode().then(
    () => set({ canFill: true }),
    () => undefined,
  );
  return get().session.id === id;
}

/** Begins a recording for the run. What was entered by hand is still meant to be sent, in the thread that a body or a history is of. */
function startRecording(get: Get, set: Set, text: string | undefined): void {
  const { draft, fork } = get();
  const { runId, stateText, bodyText, threadId } = draft;
  set({ fork: undefined });
  get().newThread();
  const isOfThread = fork !== undefined || (text ?? bodyText) !== undefined;
  get().editDraft({ runId, stateText, bodyText, ...(isOfThread && { threadId }) });
  set({ fork });
}

/** The status of a request that was held back, or could not be made; the Input view lists all of its problems. */
const notSent = (why: string): RunStatus => ({
  phase: "failed",
  detail: "Nothing was sent",
  sentence: `Nothing was sent. ${why}`,
});
