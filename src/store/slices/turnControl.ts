import type { StateCreator } from "zustand/vanilla";
import { isRounds } from "#src/run/turn/mostRounds.ts";
import type { TurnControlSlice } from "#src/store/turnControlTypes.ts";
import type { ScopeState } from "#src/store/types.ts";

/** Lines of the log: a loop of a thousand rounds would grow it without end. */
const MOST_LINES = 500;

/** Control of the loop, and what it did. */
export const createTurnControlSlice =
  ({ loop }: Pick<TurnControlSlice, "loop">): StateCreator<ScopeState, [], [], TurnControlSlice> =>
  (set, get) => ({
    loop,
    resumeFault: undefined,
    turnLog: [],
    turnLogGone: 0,
    shownLoop: undefined,
    changeLoop(change) {
      if (isRounds(change.mostRounds ?? 1)) set({ loop: { ...get().loop, ...change } });
    },
    setResumeFault(resumeFault) {
      set({ resumeFault });
    },
    logTurn(line) {
      const { turnLog, turnLogGone } = get();
      if (turnLog.some(({ id }) => id === line.id)) {
        set({ turnLog: turnLog.map((each) => (each.id === line.id ? line : each)) });
        return;
      }
      const gone = Math.max(0, turnLog.length + 1 - MOST_LINES);
      set({ turnLog: [...turnLog.slice(gone), line], turnLogGone: turnLogGone + gone });
    },
    clearTurnLog() {
      const { turnLog, session } = get();
      set({ turnLog: turnLog.filter((line) => line.session !== session.id), turnLogGone: 0 });
    },
    showLoop(shownLoop) {
      set({ shownLoop });
    },
  });
