/** What a fault does to a stream. The first group acts on the whole answer, the second on single frames, the third on the bytes. */
export type FaultKind =
  | "status" // answers with `status` instead of the agent's answer
  | "content-type" // answers with `contentType` instead of the agent's
  | "stall" // keeps the connection open and sends nothing more
  | "cut" // breaks the connection
  | "delay" // waits `ms` before the frame
  | "jitter" // waits between 0 and `ms` before the frame
  | "drop" // leaves the frame out
  | "duplicate" // sends the frame twice
  | "reorder" // sends the frame after the next one
  | "corrupt" // makes the frame's JSON invalid
  | "unknown-event" // sends an event of a type that AG-UI does not have before the frame
  | "drip" // sends the frame's bytes one by one, `ms` apart
  | "split" // sends the frame in pieces of odd sizes, cut inside characters and line ends
  | "crlf"; // sends CRLF for each LF

/** Which frames a fault strikes. All conditions that are given must hold; with none it strikes every frame. */
export interface FaultWhere {
  /** Only frames whose event has this type. */
  readonly eventType?: string;
  /** Only from the n-th frame on, counted from 1 over the whole answer. */
  readonly from?: number;
  /** Only every n-th of the frames that the other conditions leave. */
  readonly every?: number;
  /** Only with this probability, from 0 to 1, by the plan's seed. */
  readonly probability?: number;
  /** At most so often. */
  readonly times?: number;
}

/** One rule. Parameters that its kind does not use are ignored. */
export interface FaultRule {
  readonly id: string;
  readonly kind: FaultKind;
  readonly enabled: boolean;
  readonly where: FaultWhere;
  /** Milliseconds, for `delay`, `jitter` and `drip`. */
  readonly ms?: number;
  /** For `status`. */
  readonly status?: number;
  /** For `content-type`. */
  readonly contentType?: string;
}

/** Faults to inject into one stream. The same plan on the same frames does the same. */
export interface FaultPlan {
  /** An unsigned 32-bit integer. */
  readonly seed: number;
  readonly rules: readonly FaultRule[];
}

/** One thing that AG-UI Scope did to a stream: never the agent's doing. */
export interface Injection {
  /** A fault, or what the user did with a frame that was held at a breakpoint. */
  readonly kind: FaultKind | "edit" | "held";
  /** One sentence: what was done. */
  readonly says: string;
  /** What the agent had sent in this place, where something else or nothing was delivered. */
  readonly original?: string;
}
