import type { StateCreator } from "zustand/vanilla";
import type { StoreDeps } from "#src/store/deps.ts";
import type * as forks from "#src/store/forks.ts";
import type { ForksSlice } from "#src/store/forkTypes.ts";
import { partNotLoaded } from "#src/store/partNotLoaded.ts";
import type { ScopeState } from "#src/store/types.ts";

type ForkCode = typeof forks;

/** Where the next request begins. The code that makes it of a recording comes when it is first wanted. */
export const createForksSlice =
  ({ newId }: StoreDeps): StateCreator<ScopeState, [], [], ForksSlice> =>
  (set, get) => {
    /** Does something with the recording on screen, unless another one is there by the time that the code has come. */
    const withCode = async (what: (code: ForkCode) => Partial<ScopeState>): Promise<boolean> => {
      const { session } = get();
      try {
        const code = await import("#src/store/forks.ts");
        if (get().session.id !== session.id) return false;
        set(what(code));
        return true;
      } catch (error) {
        get().notify({ severity: "error", text: partNotLoaded(error) });
        return false;
      }
    };

    return {
      fork: undefined,
      async forkFrom(point) {
        await withCode(({ forked }) => forked(get(), point, newId));
      },
      cancelFork() {
        const { fork } = get();
        if (fork) set({ fork: undefined, draft: fork.draftBefore });
      },
      async resend(exchange) {
        let text = "";
        const isThere = await withCode(({ sentAgain }) => {
          const again = sentAgain(get(), exchange, newId());
          ({ text } = again);
          return again.entered;
        });
        // It was sent once as it is, whatever is wrong with it.
        if (isThere) await get().run({ text, anyway: true });
      },
      async editAndRerun(exchange) {
        await withCode(({ editedAgain }) => editedAgain(get(), exchange, newId()));
      },
    };
  };
