import type { RunStatus } from "#src/run/types.ts";
import type { StoreApi } from "zustand/vanilla";
import type { FrameScheduler } from "./frameScheduler.ts";
import type { ScopeState } from "./types.ts";

/** More new frames than this at once are more than anyone reads: then the view follows at intervals. */
const READABLE_FRAMES = 8;
const VIEW_INTERVAL_MS = 100;
/** With so many, about 1,500 a second, nobody sees whether the view follows five or ten times a second. */
const MANY_FRAMES = 150;

/**
 * Tells the screen how the recording of one session grows. Frames are kept the moment they arrive, whatever the screen does;
 * the screen learns of them once a frame. A session that left the screen goes on into its own recording and is no longer published.
 */
export function createPublisher(
  { get, set, scheduler }: PublisherDeps,
  sessionId: string,
): (status: RunStatus) => void {
  let latest: RunStatus | undefined;
  let scheduled = false;
  let viewedAt = -Infinity;
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
    const behind = length - viewLength;
    const interval = behind > MANY_FRAMES ? 2 * VIEW_INTERVAL_MS : VIEW_INTERVAL_MS;
    const waits = latest.phase === "streaming" && behind > READABLE_FRAMES && now - viewedAt < interval;
    if (!waits) viewedAt = now;
    // What waits is shown soon, whether or not more comes.
    else schedule();
    if (waits && status === latest && known === length) return;
    const grown = { status: latest, revision: revision + 1, length };
    set(waits ? grown : { ...grown, viewLength: length, viewRevision: revision + 1 });
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
