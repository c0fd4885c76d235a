import type { StateCreator } from "zustand/vanilla";
import type { HeldRun, RunBreakpoint } from "#src/run/breakpoints/types.ts";
import type { RunGuard } from "#src/run/breakpoints/runGuard.ts";
import { realPacer } from "#src/run/pacer.ts";
import type { StoreDeps } from "#src/store/deps.ts";
import { partNotLoaded } from "#src/store/partNotLoaded.ts";
import { selectIsOwnRun } from "#src/store/selectors.ts";
import type { BreakpointsSlice } from "#src/store/breakpointTypes.ts";
import type { ScopeState } from "#src/store/types.ts";

/** Breakpoints on the page's own runs, and the run that is held at one. */
export const createBreakpointsSlice =
  (
    { loadBreakpoints, scheduler, newId, pacer = realPacer }: StoreDeps,
    initial: Pick<BreakpointsSlice, "runBreakpoints">,
  ): StateCreator<ScopeState, [], [], BreakpointsSlice> =>
  (set, get) => {
    /** The last run that was sent, and the recording that it goes into. */
    let guarded: { readonly guard: RunGuard; readonly session: string } | undefined;
    let hits: Readonly<Record<string, number>> = {};
    let told: HeldRun | undefined;
    let scheduled = false;

    /** Events are held and counted the moment they arrive; the screen learns of it once a frame. */
    const schedule = (): void => {
      if (scheduled) return;
      scheduled = true;
      scheduler.schedule(() => {
        scheduled = false;
        publish();
      });
    };
    const publish = (): void => {
      const held = guarded?.guard.gate.held;
      const { breakpointHits } = get();
      if (held === told && hits === breakpointHits) return;
      told = held;
      set({ breakpointHits: hits, heldRun: held && guarded ? { ...held, session: guarded.session } : undefined });
    };
    /** The breakpoints whose hits are counted: those that were on at some time of the run. */
    const count = (breakpoints: readonly RunBreakpoint[]): void => {
      for (const { id, enabled } of breakpoints) if (enabled) hits = { ...hits, [id]: hits[id] ?? 0 };
    };
    const change = (runBreakpoints: readonly RunBreakpoint[]): void => {
      set({ runBreakpoints });
      if (selectIsOwnRun(get())) count(runBreakpoints);
      void guarded?.guard.watch(runBreakpoints);
      publish();
    };
    const gateOf = (session: string) => (guarded?.session === session ? guarded.guard.gate : undefined);

    return {
      runBreakpoints: initial.runBreakpoints,
      breakpointHits: {},
      slowsAgent: false,
      heldRun: undefined,
      addBreakpoint(condition) {
        const id = newId();
        change([...get().runBreakpoints, { id, enabled: true, condition }]);
        return id;
      },
      changeBreakpoint(id, to) {
        if (to.condition) {
          const { [id]: _, ...others } = hits;
          hits = others;
        }
        change(get().runBreakpoints.map((each) => (each.id === id ? { ...each, ...to } : each)));
      },
      removeBreakpoint(id) {
        change(get().runBreakpoints.filter((each) => each.id !== id));
      },
      setSlowsAgent(slowsAgent) {
        set({ slowsAgent });
        guarded?.guard.gate.changed();
      },
      releaseRun(action) {
        const { session, goLive } = get();
        // A step is asked for to be seen.
        goLive();
        gateOf(session.id)?.release(action);
      },
      deliverHeld: async () => (await gateOf(get().session.id)?.catchUp()) ?? 0,
      heldEvents: () => gateOf(get().session.id)?.waitingEvents ?? 0,
      async guardRun({ id: session, reading }) {
        hits = {};
        count(get().runBreakpoints);
        try {
          const { RunGuard: Guard } = await loadBreakpoints();
          const guard: RunGuard = new Guard(reading, {
            slowsAgent: () => get().slowsAgent,
            onHit(ids) {
              for (const id of ids) hits = { ...hits, [id]: (hits[id] ?? 0) + 1 };
              const isOnce = ({ id, condition }: RunBreakpoint): boolean =>
                condition.kind === "stateChange" && ids.includes(id);
              const { runBreakpoints } = get();
              if (runBreakpoints.some(isOnce))
                change(runBreakpoints.map((each) => (isOnce(each) ? { ...each, enabled: false } : each)));
            },
            onChange: schedule,
            pacer,
          });
          guarded = { guard, session };
          publish();
          await guard.watch(get().runBreakpoints);
          return guard.gate;
        } catch (error) {
          guarded = undefined;
          publish();
          if (get().runBreakpoints.some(({ enabled }) => enabled))
            get().notify({
              severity: "error",
              text: `The breakpoints do not act on this run. ${partNotLoaded(error)}`,
            });
          return undefined;
        }
      },
    };
  };
