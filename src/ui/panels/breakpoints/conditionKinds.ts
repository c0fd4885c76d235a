import type { BreakCondition } from "#src/run/breakpoints/types.ts";

/** One kind of breakpoint on the page's own runs. */
interface ConditionKind {
  readonly kind: BreakCondition["kind"];
  /** What it is called on its card. */
  readonly title: string;
  /** The word on the button that adds one, and what a screen reader says of it. */
  readonly add: string;
  readonly addLabel: string;
  /** What a new one holds at. */
  readonly fresh: BreakCondition;
}

/** Every kind, in the order in which they are offered. */
export const CONDITION_KINDS: readonly ConditionKind[] = [
  {
    kind: "type",
    title: "Event type",
    add: "type",
    addLabel: "Hold at a type of event",
    fresh: { kind: "type", types: [] },
  },
  {
    kind: "filter",
    title: "Filter",
    add: "filter",
    addLabel: "Hold where a filter matches",
    fresh: { kind: "filter", text: "" },
  },
  {
    kind: "path",
    title: "State path",
    add: "state path",
    addLabel: "Hold where a state path changes",
    fresh: { kind: "path", pointer: "" },
  },
  {
    kind: "problem",
    title: "Problem",
    add: "problem",
    addLabel: "Hold at a problem",
    fresh: { kind: "problem", atLeast: "error" },
  },
  {
    kind: "stateChange",
    title: "Next state change, once",
    add: "change, once",
    addLabel: "Hold at a state change, once",
    fresh: { kind: "stateChange" },
  },
];

/** The kind of a condition. */
export function kindOf({ kind }: BreakCondition): ConditionKind {
  return CONDITION_KINDS.find((each) => each.kind === kind) as ConditionKind;
}
