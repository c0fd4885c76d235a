import type { StateCreator } from "zustand/vanilla";
import { err } from "#src/lib/result.ts";
import type { StoreDeps } from "#src/store/deps.ts";
import { partNotLoaded } from "#src/store/partNotLoaded.ts";
import type { GoingTurn } from "#src/store/turnLoop.ts";
import type { TurnSlice } from "#src/store/turnTypes.ts";
import type { ScopeState } from "#src/store/types.ts";

/** What waits for the client after a run. The code that finds and answers it comes with the first run that ended. */
export const createTurnSlice =
  (deps: StoreDeps): StateCreator<ScopeState, [], [], TurnSlice> =>
  (set, get) => {
    let going: GoingTurn | undefined;
    let turns = 0;
    return {
      turn: undefined,
      async takeTurn() {
        get().endTurn();
        const own = turns;
        try {
          const { startTurn } = await import("#src/store/turnLoop.ts");
          if (own === turns) going = startTurn({ get, set }, deps);
        } catch (error) {
          if (own === turns) get().notify({ severity: "error", text: partNotLoaded(error) });
        }
      },
      endTurn() {
        turns++;
        going?.stop();
        going = undefined;
        if (get().turn) set({ turn: undefined });
      },
      answerPause: (id, answer) => going?.give(id, answer) ?? err("Nothing waits for an answer now."),
      leavePause: (id) => going?.leave(id),
    };
  };
