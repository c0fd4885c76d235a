import type { StateCreator } from "zustand/vanilla";
import type { Changes } from "#src/analysis/whatIf/changes.ts";
import type { StoreDeps } from "#src/store/deps.ts";
import { partNotLoaded } from "#src/store/partNotLoaded.ts";
import type { ScopeState } from "#src/store/types.ts";
import type { WhatIfMaker } from "#src/store/whatIfMaker.ts";
import type { WhatIfSlice } from "#src/store/whatIfTypes.ts";

/** What the recording on screen would show if some of its events were others. */
export const createWhatIfSlice =
  ({ readingOptions, ready }: StoreDeps): StateCreator<ScopeState, [], [], WhatIfSlice> =>
  (set, get, store) => {
    let loading: Promise<WhatIfMaker> | undefined;
    let maker: WhatIfMaker | undefined;

    const load = async (): Promise<WhatIfMaker> => {
      const [loaded] = await Promise.all([import("#src/store/whatIfMaker.ts"), ready()]);
      maker = new loaded.WhatIfMaker(store, readingOptions);
      store.subscribe((now, before) => {
        const isOther = now.session !== before.session || now.changesOf !== before.changesOf;
        // With the views of the recording, which follow a fast stream at intervals.
        if (isOther || now.viewRevision !== before.viewRevision) maker?.follow();
      });
      return maker;
    };
    /** The code comes with the first change; what could not be loaded is asked for again. */
    const make = async (): Promise<void> => {
      try {
        (await (loading ??= load())).follow();
      } catch (error) {
        loading = undefined;
        get().notify({ severity: "error", text: partNotLoaded(error) });
      }
    };
    const setChanges = (changes: Changes): void => {
      const { session, changesOf, stateTab } = get();
      const { [session.id]: _old, ...others } = changesOf;
      if (changes.size > 0) set({ changesOf: { ...others, [session.id]: changes } });
      // The tab that shows what would be goes with the last change.
      else set({ changesOf: others, ...(stateTab === "whatIf" && { stateTab: "state" }) });
    };

    return {
      changesOf: {},
      hypothesis: undefined,
      editing: undefined,
      changeEvent(seq, change) {
        const { session, changesOf } = get();
        const changes = new Map(changesOf[session.id]);
        if (change) changes.set(seq, change);
        else changes.delete(seq);
        setChanges(new Map([...changes].toSorted(([a], [b]) => a - b)));
        if (change) set({ stateTab: "whatIf" });
        void make();
      },
      showTruth() {
        setChanges(new Map());
      },
      stopHypothesis() {
        maker?.stop();
      },
      continueHypothesis() {
        maker?.goOn();
      },
      editEvent(seq) {
        set({ editing: seq === undefined ? undefined : { session: get().session.id, seq } });
      },
    };
  };
