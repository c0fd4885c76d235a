import type { Condition } from "#src/analysis/bisect/condition.ts";
import type { Change, Changes } from "#src/analysis/whatIf/changes.ts";
import type { Hypothesis } from "#src/analysis/whatIf/hypothesis.ts";

/** A hypothesis as far as it is made. */
export interface HypothesisState {
  readonly hypothesis: Hypothesis;
  /** Events made, and events of the recording. */
  readonly at: number;
  readonly total: number;
  readonly phase: "making" | "stopped" | "made";
}

/** What the recording on screen would show if some of its events had not come, or had said something else. The recording is never changed. */
export interface WhatIfSlice {
  /** The changes of each recording by its id; a recording without any is absent. They last as long as the page. */
  readonly changesOf: Readonly<Record<string, Changes>>;
  /** Undefined without changes, and until its code has come. */
  readonly hypothesis: HypothesisState | undefined;
  /** The event whose JSON is being edited, and the id of its recording. */
  readonly editing: { readonly session: string; readonly seq: number } | undefined;
  /** Changes one event of the recording on screen, or (undefined) takes its change back. */
  readonly changeEvent: (seq: number, change: Change | undefined) => void;
  /** Takes all changes back. */
  readonly showTruth: () => void;
  /** Stops the making of the hypothesis, or goes on with it. */
  readonly stopHypothesis: () => void;
  readonly continueHypothesis: () => void;
  /** Opens the editor for an event of the recording on screen, or (undefined) closes it. */
  readonly editEvent: (seq: number | undefined) => void;
}

/** The search for the first event after which something is true. */
export interface BisectSlice {
  /** What the sheet begins with; undefined while it is closed. Each opening is another object. */
  readonly bisect: { readonly condition: Condition | undefined } | undefined;
  /** Opens the sheet, with a condition that is searched for at once where one is given. */
  readonly openBisect: (condition?: Condition) => void;
  readonly closeBisect: () => void;
}
