import type { StateCreator } from "zustand/vanilla";
import { err } from "#src/lib/result.ts";
import type { StoreDeps } from "#src/store/deps.ts";
import { partNotLoaded } from "#src/store/partNotLoaded.ts";
import { selectIsOwnRun } from "#src/store/selectors.ts";
import type { GoingTurn, TurnBeginning } from "#src/store/turnLoop.ts";
import type { TurnSlice } from "#src/store/turnTypes.ts";
import type { ScopeState } from "#src/store/types.ts";

/** What waits for the client after a run, or beside it. The code that finds and answers it comes with the first run that ended. */
export const createTurnSlice =
  (deps: StoreDeps): StateCreator<ScopeState, [], [], TurnSlice> =>
  (set, get) => {
    let going: GoingTurn | undefined;
    /** Whether the run that it was made for goes on. */
    let attends = false;
    let turns = 0;
    const make = async (beginning: TurnBeginning): Promise<void> => {
      get().endTurn();
      const own = turns;
      attends = beginning.isRunning === true;
      try {
        const { startTurn } = await import("#src/store/turnLoop.ts");
        if (own === turns) going = startTurn({ get, set }, deps, beginning);
      } catch (error) {
        if (own === turns) get().notify({ severity: "error", text: partNotLoaded(error) });
      }
    };
    return {
      turn: undefined,
      attendRun() {
        if (get().loop.optIn.includes("tool-call-request")) void make({ isRunning: true });
      },
      hearRun: () => going?.heard(),
      async takeTurn(problem = "") {
        if (!attends || !going) return make({ problem });
        attends = false;
        going.begin();
      },
      endTurn() {
        turns++;
        going?.stop();
        going = undefined;
        attends = false;
        if (get().turn || get().resumeFault) set({ turn: undefined, resumeFault: undefined });
      },
      giveUp() {
        const { turn, session } = get();
        const isAnswering = turn?.session === session.id && !turn.isCapped && !selectIsOwnRun(get());
        get().stop();
        if (isAnswering) void get().takeTurn(GIVEN_UP);
      },
      answerPause: (id, answer) => going?.give(id, answer) ?? err("Nothing waits for an answer now."),
      leavePause: (id) => going?.leave(id),
      takeOver: (id) => going?.takeOver(id),
      endReview: (body) => going?.endReview(body),
      sendRight: () => going?.sendRight(),
    };
  };

const GIVEN_UP = "No answer was sent. Answer yourself, or run on without.";
