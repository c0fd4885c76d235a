import type { StateCreator } from "zustand/vanilla";
import { openFile } from "#src/run/openFile.ts";
import { buildRunInput, holdsRunBack } from "#src/run/runInput.ts";
import { startRun, type ActiveRun } from "#src/run/runLoop.ts";
import { statusOf } from "#src/run/runStatus.ts";
import type { InputProblem, RunStatus } from "#src/run/types.ts";
import type { StoreDeps } from "#src/store/deps.ts";
import { selectIsRunning } from "#src/store/selectors.ts";
import { emptySession, showSession } from "#src/store/session.ts";
import type { ScopeState, SessionSlice } from "#src/store/types.ts";

/** The recording on screen and the run that feeds it. */
export const createSessionSlice =
  ({
    transport,
    scheduler,
    newId,
    createReading,
    pageUrl,
  }: StoreDeps): StateCreator<ScopeState, [], [], SessionSlice> =>
  (set, get) => {
    let active: ActiveRun | undefined;

    /**
     * Frames are kept the moment they arrive, whatever the screen does; the screen learns of them once a frame.
     * A run whose session left the screen goes on into its own recording and is no longer published.
     */
    const publisher = (sessionId: string): ((status: RunStatus) => void) => {
      let latest: RunStatus | undefined;
      let scheduled = false;
      const publish = (): void => {
        scheduled = false;
        const { session, revision } = get();
        if (session.id !== sessionId || !latest) return;
        set({ status: latest, revision: revision + 1, length: session.reading.length });
      };
      return (status) => {
        latest = status;
        if (scheduled) return;
        scheduled = true;
        scheduler.schedule(publish);
      };
    };

    return {
      ...emptySession(newId(), createReading()),
      async run({ anyway = false } = {}) {
        if (selectIsRunning(get())) return;
        // What was read from a file stays what it was: a run gets a recording of its own.
        if (get().session.origin === "file") get().newThread();
        const { draft, headers, endpoint, session } = get();
        const { reading } = session;
        const ids = { runId: newId(), messageId: newId() };
        const { body, problems } = buildRunInput(draft, reading.viewAt(reading.length), ids);
        if (!anyway && holdsRunBack(problems)) {
          set({ status: notSent(problems) });
          return;
        }
        set({ cursor: "live", notice: undefined, status: { phase: "connecting", detail: "" } });
        const notify = publisher(session.id);
        active = startRun({ transport, url: endpoint, headers, body, reading, notify, pageUrl });
        notify(await active.finished);
      },
      stop() {
        active?.stop();
        active = undefined;
      },
      async open(file) {
        const opened = openFile(file, createReading());
        if (!opened.ok) {
          get().notify({ severity: "error", text: opened.error });
          return;
        }
        get().stop();
        const reading = opened.value;
        const status = statusOf(reading, reading.log.exchanges.length - 1);
        set(showSession({ id: newId(), name: file.name, origin: "file", reading }, status));
      },
      notify(notice) {
        set({ notice });
      },
      dismissNotice() {
        set({ notice: undefined });
      },
    };
  };

/** The status of a request that was held back; the Input view lists its problems. */
function notSent(problems: readonly InputProblem[]): RunStatus {
  const first = problems.find(({ severity }) => severity === "error");
  return { phase: "failed", detail: `Nothing was sent. ${first?.message ?? ""}` };
}
