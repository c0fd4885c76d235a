import type { BreakGate } from "#src/run/breakpoints/breakGate.ts";
import type { BreakCondition, HeldRun, HoldAction, RunBreakpoint } from "#src/run/breakpoints/types.ts";
import type { Session } from "./sessionTypes.ts";

/** Breakpoints on the page's own runs. Those on live traffic are the recorder's. */
export interface BreakpointsSlice {
  /** Kept in this browser. */
  readonly runBreakpoints: readonly RunBreakpoint[];
  /** How often each was met in the last run; those that were not on then are absent. */
  readonly breakpointHits: Readonly<Record<string, number>>;
  /** A held run is not read any further, so that the agent feels it. Off whenever the page opens, so that it surprises nobody. */
  readonly slowsAgent: boolean;
  /** The run that is held, and the id of the recording that it belongs to. Changes at most once per animation frame. */
  readonly heldRun: (HeldRun & { readonly session: string }) | undefined;
  /** Adds one that is on, and gives its id. */
  readonly addBreakpoint: (condition: BreakCondition) => string;
  readonly changeBreakpoint: (id: string, change: Partial<Omit<RunBreakpoint, "id">>) => void;
  readonly removeBreakpoint: (id: string) => void;
  readonly setSlowsAgent: (on: boolean) => void;
  /** Steps or releases the run on screen where it is held. */
  readonly releaseRun: (action: HoldAction) => void;
  /** Delivers what is held of the recording on screen now, and holds what comes after. Resolves with how many events that were. */
  readonly deliverHeld: () => Promise<number>;
  /** How many events of the recording on screen have come and are not delivered yet, at this moment. */
  readonly heldEvents: () => number;
  /** Makes what holds the next run; undefined where its code cannot be had. */
  readonly guardRun: (session: Session) => Promise<BreakGate | undefined>;
}
