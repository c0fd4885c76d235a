import type { JsonValue } from "#src/lib/json.ts";
import type { Message } from "#src/protocol/events.ts";

/**
 * Where a fork begins. `at` is the event that the conversation is looked at as of, and `index` the place of the message among its `messages`;
 * `isEdited`: the message itself is left out, because it will be said in other words.
 */
export type ForkPoint =
  | { readonly kind: "event"; readonly seq: number }
  | { readonly kind: "message"; readonly at: number; readonly index: number; readonly isEdited?: true };

/** What the next request goes on from, where that is not the end of the recording. */
export interface ForkBase {
  /** The history up to there, whole messages only, and the state as of there. */
  readonly conversation: { readonly messages: readonly Message[]; readonly state: JsonValue };
  readonly threadId: string | undefined;
  /** The run that the history ends with; undefined where no run of the recording made any of it. */
  readonly parentRunId: string | undefined;
  /** What an agent may refuse or what is left out, a sentence each. */
  readonly warnings: readonly string[];
}
