import type { StateCreator } from "zustand/vanilla";
import { PlayClock } from "#src/analysis/playClock.ts";
import type { StoreDeps } from "#src/store/deps.ts";
import { selectCursorSeq, selectIsRunning } from "#src/store/selectors.ts";
import type { Session } from "#src/store/sessionTypes.ts";
import type { Cursor, PlayerSlice, ScopeState } from "#src/store/types.ts";

/** One press of Play. */
interface Playing {
  readonly session: Session;
  readonly clock: PlayClock;
  /** The cursor as it was put last: where it is another, someone else moved it. */
  cursor: Cursor;
  /** When the last frame was painted; undefined before the first. */
  frameAt: number | undefined;
}

/** Moves the cursor through the recording as time passes: all events, whatever the Timeline shows, and at most one move a frame. */
export const createPlayerSlice =
  ({ scheduler }: Pick<StoreDeps, "scheduler">): StateCreator<ScopeState, [], [], PlayerSlice> =>
  (set, get) => {
    let current: Playing | undefined;

    const frame = (playing: Playing, now: number): void => {
      if (playing !== current) return;
      const state = get();
      const isMoved = state.session !== playing.session || state.cursor !== playing.cursor;
      if (!state.playing || isMoved) {
        state.pause();
        return;
      }
      const { length, pace } = state;
      const { clock, frameAt = now } = playing;
      if (pace !== "instant") clock.advance((now - frameAt) * pace, length);
      playing.frameAt = now;
      if (pace === "instant" || clock.at >= length) {
        current = undefined;
        // There is more to come: then the end is where the stream is.
        set({ playing: false, cursor: selectIsRunning(state) ? "live" : length });
        return;
      }
      if (clock.at !== playing.cursor) {
        playing.cursor = clock.at;
        set({ cursor: clock.at });
      }
      scheduler.schedule((then) => frame(playing, then));
    };

    return {
      playing: false,
      pace: 1,
      dragging: false,
      play() {
        const state = get();
        if (state.playing || state.length === 0) return;
        const { session } = state;
        const at = selectCursorSeq(state);
        const cursor = at >= state.length ? 0 : at;
        const playing = { session, clock: new PlayClock(session.reading.log, cursor), cursor, frameAt: undefined };
        current = playing;
        set({ playing: true, cursor });
        scheduler.schedule((now) => frame(playing, now));
      },
      pause() {
        current = undefined;
        if (get().playing) set({ playing: false });
      },
      setPace(pace) {
        set({ pace });
      },
      setDragging(dragging) {
        set({ dragging });
      },
    };
  };
