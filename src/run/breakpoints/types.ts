/** When a run of the page's own is held. */
export type BreakCondition =
  /** The event has one of these types, as AG-UI or as the agent calls them. */
  | { readonly kind: "type"; readonly types: readonly string[] }
  /** The event matches a filter of the Timeline's language. */
  | { readonly kind: "filter"; readonly text: string }
  /** The event changed the value at a JSON Pointer of the shared state, or something below it. */
  | { readonly kind: "path"; readonly pointer: string }
  /** The event has a finding of this severity or worse. */
  | { readonly kind: "problem"; readonly atLeast: "warning" | "error" }
  /** The event changed the shared state; once, then it is off. */
  | { readonly kind: "stateChange" };

/** One place where a run is held. */
export interface RunBreakpoint {
  readonly id: string;
  readonly enabled: boolean;
  readonly condition: BreakCondition;
}

/** Tells which breakpoints an event meets. */
export interface BreakWatch {
  /** The ids of the breakpoints that frame `seq` meets: the newest frame of the recording, asked for once. */
  hitsAt(seq: number): readonly string[];
}

/** A run that is held. */
export interface HeldRun {
  /** The last event that was delivered. */
  readonly at: number;
  /** The breakpoint that it met; undefined after a step to an event that met none. */
  readonly breakpoint: string | undefined;
  /** The breakpoint that was met last in this run. */
  readonly lastHit: string | undefined;
  /** Frames and bytes that have come and wait. Bytes include those of a frame that is not complete yet. */
  readonly waiting: number;
  readonly waitingBytes: number;
  /** The answer has ended; its end waits too. */
  readonly hasEnded: boolean;
  /** A step was asked for, and the event that it shall deliver has not come yet. */
  readonly isStepping: boolean;
}

/** What to do with a held run: one more event; on to the next hit of any breakpoint, or of the same one; or past all of them. */
export type HoldAction = "step" | "continue" | "nextHit" | "toEnd";
