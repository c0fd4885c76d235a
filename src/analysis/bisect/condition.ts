import type { Severity } from "#src/protocol/lint/types.ts";

/** How the value at a place of the state is compared. */
export const STATE_OPERATORS = ["exists", "missing", "=", "!=", "<", ">", "contains", "type"] as const;

/** One of `STATE_OPERATORS`. */
export type StateOperator = (typeof STATE_OPERATORS)[number];

/** What is asked of the state: the value at a JSON Pointer, an operator, and what to compare with, as typed. */
export interface StateCondition {
  readonly kind: "state";
  readonly pointer: string;
  readonly operator: StateOperator;
  /** JSON, or any other text for itself; of no use for `exists` and `missing`. */
  readonly value: string;
}

/** What is looked for: something that is true after some events and not after others. */
export type Condition =
  /** Some event so far meets a filter. */
  | { readonly kind: "filter"; readonly text: string }
  | StateCondition
  /** A problem of a rule was found so far, or one of a severity where the rule is empty. */
  | { readonly kind: "problem"; readonly rule: string; readonly severity: Severity | "any" };
