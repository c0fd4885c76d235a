import type { StateCreator } from "zustand/vanilla";
import { Reading } from "#src/reconstruction/reading.ts";
import type { RunStatus } from "#src/run/types.ts";
import type { StoreDeps } from "#src/store/deps.ts";
import { changeSession, closedNotice, closedOf, isUnsaved, returnTo, threadOnScreen } from "#src/store/setAside.ts";
import { emptySession } from "#src/store/session.ts";
import type { KeptThread, ThreadsSlice } from "#src/store/threadTypes.ts";
import type { ScopeState } from "#src/store/types.ts";

/** The recordings of this page. */
export const createThreadsSlice =
  ({
    newId,
    readingOptions,
    runCode,
    pageUrl,
  }: StoreDeps): StateCreator<ScopeState, [], [], Omit<ThreadsSlice, "threads">> =>
  (set, get) => {
    const statusOf = ({ session: { reading } }: KeptThread): RunStatus =>
      runCode.now.statusOf(reading, reading.log.exchanges.length - 1, pageUrl);

    /** Shows a thread as it was left. What waited in it waits for the user: by itself nothing is sent for a thread that one only looks at. */
    const comeBack = (thread: KeptThread): void => {
      const status = statusOf(thread);
      set(returnTo(get(), thread, status));
      const mayWait = status.phase === "waiting" || status.phase === "finished";
      if (thread.session.origin === "live" && mayWait) void get().takeTurn(CAME_BACK);
    };

    return {
      showThread(id) {
        const { threads, session } = get();
        const thread = threads.find((each) => each.session.id === id);
        if (!thread || id === session.id) return;
        get().stop();
        comeBack(thread);
        // The one that left is seen in the list that this one was chosen from.
        if (closedOf(get()).length === 0) set({ setAside: [], notice: undefined });
      },
      closeThread(id) {
        const place = get().threads.findIndex(({ session }) => session.id === id);
        const found = get().threads[place];
        if (!found) return;
        const isShown = get().session.id === id;
        if (isShown) get().stop();
        const thread = isShown ? threadOnScreen(get()) : found;
        const closed = isUnsaved(get(), isShown ? found : thread) ? [thread, ...closedOf(get())] : closedOf(get());
        if (isShown) {
          const next = get().threads[place + 1] ?? get().threads[place - 1];
          if (next) comeBack(next);
          else set(changeSession(get(), emptySession(newId(), new Reading(readingOptions))));
        }
        const threads = get().threads.filter(({ session }) => session.id !== id);
        set({ threads, setAside: closed, notice: closed.length > 0 ? closedNotice(closed) : undefined });
      },
      bringBack() {
        const [thread, ...setAside] = get().setAside;
        if (!thread) return;
        get().stop();
        const closed = closedOf({ ...get(), setAside });
        // They are there again, so none of them is offered as closed.
        set({ threads: [...get().threads, ...closed], setAside: [] });
        comeBack(thread);
      },
    };
  };

const CAME_BACK = "You came back to this thread, so nothing is answered by itself.";
