import type { FaultPlan } from "#src/transport/faults/types.ts";

/** Fault rules under a name, kept in this browser. */
export interface FaultSet {
  readonly name: string;
  readonly plan: FaultPlan;
}

/** Faults for the page's own runs, and the sets of rules that any place can take over. `faults` of the connection is what is in force. */
export interface FaultsSlice {
  readonly faultsOn: boolean;
  /** The rules as edited, in force or not. */
  readonly faultPlan: FaultPlan;
  readonly faultSets: readonly FaultSet[];
  readonly setFaultsOn: (on: boolean) => void;
  readonly setFaultPlan: (plan: FaultPlan) => void;
  /** Keeps a plan under a name; one of that name is replaced. */
  readonly saveFaultSet: (set: FaultSet) => void;
  readonly deleteFaultSet: (name: string) => void;
}
