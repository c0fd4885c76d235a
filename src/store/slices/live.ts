import type { StateCreator } from "zustand/vanilla";
import { err, type Result } from "#src/lib/result.ts";
import type { LiveExchanges } from "#src/run/live/liveExchanges.ts";
import type { LiveRecording } from "#src/run/live/types.ts";
import type { RunStatus } from "#src/run/types.ts";
import type { StoreDeps } from "#src/store/deps.ts";
import { partNotLoaded } from "#src/store/partNotLoaded.ts";
import { createPublisher } from "#src/store/publisher.ts";
import { showSession } from "#src/store/session.ts";
import { changeSession } from "#src/store/setAside.ts";
import type { LiveSlice } from "#src/store/liveTypes.ts";
import type { ScopeState } from "#src/store/types.ts";
import type { LiveRecord } from "#src/transport/liveTraffic.ts";

/** Runs of the user's own app. */
export const createLiveSlice =
  ({ loadLive, scheduler, ready, runCode }: StoreDeps): StateCreator<ScopeState, [], [], LiveSlice> =>
  (set, get) => {
    let loading: ReturnType<typeof loadLive> | undefined;
    /** There from the moment on when there may be a first run. */
    let exchanges: LiveExchanges | undefined;
    /** Ends the following; undefined while nothing is followed. */
    let following: AbortController | undefined;
    let scheduled = false;
    let forgottenByServer = 0;
    let publish: (status: RunStatus) => void = () => undefined;

    const load = (): ReturnType<typeof loadLive> => {
      // What could not be loaded is asked for again.
      loading ??= loadLive().catch((error: unknown) => {
        loading = undefined;
        throw error;
      });
      return loading;
    };
    const statusOfLast = ({ reading }: LiveRecording): RunStatus =>
      runCode.now.statusOf(reading, reading.log.exchanges.length - 1);
    /** Records are read the moment they arrive; the screen learns of them once a frame. */
    const schedule = (): void => {
      if (scheduled) return;
      scheduled = true;
      scheduler.schedule(() => {
        scheduled = false;
        if (!exchanges) return;
        const { rows, held, dropped } = exchanges;
        set({ liveRuns: rows, held, forgottenRuns: forgottenByServer + dropped });
      });
    };
    const accept = (records: readonly LiveRecord[]): void => {
      let shown: LiveRecording | undefined;
      for (const record of records) {
        if (record.type === "recorders") set({ recorders: record.recorders });
        if (record.type === "forgotten") forgottenByServer = record.exchanges;
        const grown = exchanges?.accept(record);
        if (grown && grown.id === get().session.id) shown = grown;
      }
      if (shown) publish(statusOfLast(shown));
      schedule();
    };
    // One change of a recorder after the other, or an older one could be the last to arrive.
    let changing: Promise<void> = Promise.resolve();
    /** Asks something of the server; what it refuses becomes a notice. */
    const ask = async (what: (live: Awaited<ReturnType<typeof loadLive>>) => Promise<Result<void>>): Promise<void> => {
      const done = await load()
        .then(what)
        .catch((error: unknown) => err(partNotLoaded(error)));
      if (!done.ok) get().notify({ severity: "error", text: done.error });
    };

    return {
      liveConnection: "off",
      liveProblem: "",
      recorders: [],
      liveRuns: [],
      forgottenRuns: 0,
      held: [],
      followLive() {
        if (following) return;
        const abort = new AbortController();
        following = abort;
        set({ liveConnection: "connecting" });
        const listener = {
          onOpen(isSameServer: boolean) {
            exchanges?.connect(isSameServer);
            set({ liveConnection: "open", liveProblem: "", ...(!isSameServer && { recorders: [] }) });
            schedule();
          },
          onRecords: accept,
          onLost: (liveProblem: string) => set({ liveConnection: "lost", liveProblem }),
        };
        const follow = async (): Promise<void> => {
          const [{ feed, exchanges: loaded }] = await Promise.all([load(), ready(), runCode.load()]);
          exchanges = loaded;
          if (!abort.signal.aborted) await feed.follow(listener, abort.signal);
        };
        follow()
          .catch((error: unknown) => listener.onLost(partNotLoaded(error)))
          .finally(() => {
            if (following === abort) following = undefined;
          });
      },
      restLive() {
        const { recorders, liveRuns } = get();
        if (recorders.length > 0 || liveRuns.some(({ duration }) => duration === undefined)) return;
        following?.abort();
        following = undefined;
        set({ liveConnection: "off" });
      },
      openRun(exchange) {
        const found = exchanges?.find(exchange);
        if (!found) return;
        const { recording, lastSeq } = found;
        const { id, name, reading } = recording;
        const cursor = lastSeq < reading.length ? lastSeq : "live";
        if (get().session.id === id) {
          set({ cursor });
          return;
        }
        get().stop();
        publish = createPublisher({ get, set, scheduler }, id);
        const shown = showSession({ id, name, origin: "traffic", reading }, statusOfLast(recording));
        set(changeSession(get(), { ...shown, cursor }));
      },
      async clearRuns() {
        exchanges?.clear();
        schedule();
        await ask(({ feed }) => feed.forget());
      },
      async startRecorder(target, port) {
        try {
          return await (await load()).feed.startRecorder(target, port);
        } catch (error) {
          return err(partNotLoaded(error));
        }
      },
      changeRecorder(id, change) {
        changing = changing.then(() => ask(({ feed }) => feed.changeRecorder(id, change)));
        return changing;
      },
      stopRecorder: (id) => ask(({ feed }) => feed.stopRecorder(id)),
      releaseHeld: (exchange, action) => ask(({ feed }) => feed.release(exchange, action)),
    };
  };
