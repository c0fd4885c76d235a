import type { ForkBase, ForkPoint } from "#src/run/threads/types.ts";
import type { RequestDraft } from "#src/run/types.ts";

/** What the next request goes on from, until it is sent or the user thinks better of it. */
export interface Fork extends ForkBase {
  readonly point: ForkPoint;
  /** What was entered before, for Cancel. */
  readonly draftBefore: RequestDraft;
}

/** Where in the recording on screen the next request begins, and requests of it that are sent again. */
export interface ForksSlice {
  /** Undefined for the end of the recording. */
  readonly fork: Fork | undefined;
  /**
   * Makes the next request begin at a message or an event of the recording on screen; sends nothing. A message to be edited becomes the message
   * of the draft; one with more than text in it is opened in the editor of the request.
   */
  readonly forkFrom: (point: ForkPoint) => Promise<void>;
  /** Back to the end of the recording, with what was entered before. */
  readonly cancelFork: () => void;
  /** Sends the request of an exchange again, with a new run id, to the address that it went to. */
  readonly resend: (exchange: number) => Promise<void>;
  /** Opens the request of an exchange in the editor, with a new run id; sends nothing. */
  readonly editAndRerun: (exchange: number) => Promise<void>;
}
