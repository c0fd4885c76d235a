/** Where delivery to the user's own app is held. All conditions that are given must hold. */
export interface Breakpoint {
  readonly id: string;
  readonly enabled: boolean;
  /** The event's type; absent for any. */
  readonly eventType?: string;
  /** A text that the frame's payload contains. */
  readonly contains?: string;
}
