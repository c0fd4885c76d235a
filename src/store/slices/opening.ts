import type { StateCreator } from "zustand/vanilla";
import type { Reading } from "#src/reconstruction/reading.ts";
import type { OpenedFile, ReadSoFar } from "#src/run/openFile.ts";
import { realPacer } from "#src/run/pacer.ts";
import type { StoreDeps } from "#src/store/deps.ts";
import { createPublisher } from "#src/store/publisher.ts";
import { showSession } from "#src/store/session.ts";
import { changeSession } from "#src/store/setAside.ts";
import type { OpeningSlice, Session } from "#src/store/sessionTypes.ts";
import type { ScopeState } from "#src/store/types.ts";

/** Files are read by code that comes when the first one is opened. */
const READER_GONE =
  "The part of the page that reads files could not be loaded: look whether the server is still running.";

/** Milliseconds between two words about how much of a file is read. */
const PROGRESS_EVERY_MS = 100;

/** Milliseconds between two times that the screen takes in what was read meanwhile. Every view reads it, which holds up the rest of the file. */
const GROW_EVERY_MS = 400;

const READING = { phase: "streaming", detail: "" } as const;

/** A file that is being read. */
interface Opening {
  readonly abort: AbortController;
  /** The recording that it becomes, once it is on screen: its first events are to be worked with while the rest is read. */
  shown: Session | undefined;
}

/** Reads files. */
export const createOpeningSlice =
  ({
    scheduler,
    newId,
    readingOptions,
    ready,
    runCode,
    pacer = realPacer,
  }: StoreDeps): StateCreator<ScopeState, [], [], OpeningSlice> =>
  (set, get) => {
    let current: Opening | undefined;

    const show = (name: string, reading: Reading, status: ScopeState["status"]): Session => {
      get().stop();
      const session: Session = { id: newId(), name, origin: "file", reading };
      set(changeSession(get(), showSession(session, status)));
      return session;
    };

    /** Ends the reading of a file. What was on screen before it comes back. */
    const giveUp = (): void => {
      current?.abort.abort();
      if (current?.shown) get().closeThread(current.shown.id);
      current = undefined;
      set({ opening: undefined });
    };

    return {
      opening: undefined,
      async open({ name, bytes }) {
        giveUp();
        const abort = new AbortController();
        const own: Opening = { abort, shown: undefined };
        current = own;
        const { signal } = abort;
        set({ opening: { name, part: 0 } });
        const refuse = (why: string): void => {
          giveUp();
          get().notify({ severity: "error", text: `“${name}” was not opened. ${why}` });
        };
        try {
          const code = Promise.all([import("#src/run/openFile.ts"), runCode.load()]).catch(() => undefined);
          const [loaded] = await Promise.all([code, ready()]);
          if (signal.aborted) return;
          if (!loaded) return refuse(READER_GONE);
          const [{ openFile }, { statusOf }] = loaded;

          let publish: ReturnType<typeof createPublisher> | undefined;
          let toldAt = pacer.now();
          let grownAt = toldAt;
          const onPause = async ({ reading, part, hasEvents }: ReadSoFar): Promise<void> => {
            const isFirst = hasEvents && !own.shown;
            // Everything that looks at the store hears of each change.
            if (!isFirst && pacer.now() - toldAt < PROGRESS_EVERY_MS) return;
            toldAt = pacer.now();
            set({ opening: { name, part } });
            if (isFirst) {
              own.shown = show(name, reading, READING);
              publish = createPublisher({ get, set, scheduler }, own.shown.id);
            }
            if (isFirst || toldAt - grownAt >= GROW_EVERY_MS) {
              grownAt = toldAt;
              publish?.(READING);
            }
            // Whoever closes it has no use for the rest.
            const { shown } = own;
            if (shown && get().threads.every(({ session }) => session.id !== shown.id)) giveUp();
            // What was told is drawn before it goes on.
            await pacer.pause();
          };
          const opened = await openFile(bytes, { ...readingOptions, pacer, onPause, signal });
          if (signal.aborted) return;
          if (!opened.ok) return refuse(opened.error);
          const { reading, noted } = opened.value;
          const status = statusOf(reading, reading.log.exchanges.length - 1);
          // What follows draws everything: the page gets its turn before that.
          await pacer.pause();
          if (signal.aborted) return;
          if (own.shown) {
            publish?.(status);
            setNoted(own.shown, noted);
          } else show(name, reading, status);
          if (opened.value.problems.length > 0)
            get().notify({ severity: "error", text: unreadLines(name, opened.value) });
        } finally {
          if (current === own) {
            current = undefined;
            set({ opening: undefined });
          }
        }
      },
      cancelOpening() {
        const { opening } = get();
        if (!opening) return;
        giveUp();
        get().notify({ severity: "info", text: `“${opening.name}” was not opened: you cancelled it.` });
      },
    };

    /** The bookmarks and notes of a file came last, and the file has them. */
    function setNoted({ id }: Session, savedAnnotations: number): void {
      if (get().session.id === id) set({ savedAnnotations });
      else {
        const threads = get().threads.map((thread) =>
          thread.session.id === id && thread.left ? { ...thread, left: { ...thread.left, savedAnnotations } } : thread,
        );
        set({ threads });
      }
    }
  };

/** Says which lines of a file were left out. Everything else was loaded. */
function unreadLines(name: string, { problems }: OpenedFile): string {
  const shown = problems.slice(0, 3).map(({ line, message }) => `Line ${line}: ${message}`);
  const more = problems.length > shown.length ? ` And ${problems.length - shown.length} more.` : "";
  return `${problems.length === 1 ? "One line" : `${problems.length} lines`} of “${name}” could not be read; the rest was. ${shown.join(" ")}${more}`;
}
