import type { RunStatus } from "#src/run/types.ts";
import type { StoreApi } from "zustand/vanilla";
import type { FrameScheduler } from "./frameScheduler.ts";
import type { ScopeState } from "./types.ts";

/** More new frames than this at once are more than anyone reads: then rows and views follow at intervals, in frames of their own. */
const READABLE_FRAMES = 8;
const VIEW_INTERVAL_MS = 100;
/** With so many, about 1,500 a second, nobody sees whether the view follows five or ten times a second. */
const MANY_FRAMES = 150;

/**
 * Tells the screen how the recording of one session grows. Frames are kept the moment they arrive, whatever the screen does;
 * the screen learns of them once a frame: of all at once while it is little, else in one frame of what the views show, in others of new rows, and at
 * most in every second of new rows, so that no frame has all to paint. A session that left the screen goes on into its own recording and is no longer published.
 */
export function createPublisher(
  { get, set, scheduler }: PublisherDeps,
  sessionId: string,
): (status: RunStatus) => void {
  let latest: RunStatus | undefined;
  let scheduled = false;
  let viewedAt = -Infinity;
  /** Whether the last frame showed new rows. */
  let listed = false;
  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    scheduler.schedule(publish);
  };
  const publish = (now: number): void => {
    scheduled = false;
    const { session, revision, status, length: known, viewLength } = get();
    if (session.id !== sessionId || !latest) return;
    const { length } = session.reading;
    const rows = { status: latest, revision: revision + 1, length };
    const view = { viewLength: length, viewRevision: revision + 1 };
    const behind = length - viewLength;
    // Of a file the screen is told seldom, and its panels follow in frames of their own (TrailingScope).
    if (latest.phase !== "streaming" || behind <= READABLE_FRAMES || session.origin === "file") {
      if (length > 0) viewedAt = now;
      listed = true;
      set({ ...rows, ...view });
      return;
    }
    // What waits is shown soon, whether or not more comes.
    schedule();
    const interval = behind > MANY_FRAMES ? 2 * VIEW_INTERVAL_MS : VIEW_INTERVAL_MS;
    // The first rows come first.
    if (known > 0 && now - viewedAt >= interval) {
      viewedAt = now;
      listed = false;
      set({ status: latest, ...view });
      return;
    }
    listed = !listed || known === 0 || length - known <= READABLE_FRAMES;
    if (listed && (status !== latest || known !== length)) set(rows);
  };
  return (status) => {
    latest = status;
    schedule();
  };
}

interface PublisherDeps {
  readonly get: StoreApi<ScopeState>["getState"];
  readonly set: (part: Partial<ScopeState>) => void;
  readonly scheduler: FrameScheduler;
}
