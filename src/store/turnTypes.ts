import type { Result } from "#src/lib/result.ts";
import type { FaultVerdict } from "#src/run/pending/resumeFaultWords.ts";
import type { Pause, PauseAnswer, Reply } from "#src/run/pending/types.ts";
import type { InputProblem } from "#src/run/types.ts";

/** What the agent waits for after a run of the page, and how far its answers are. */
export interface Turn {
  /** The recording that it belongs to. */
  readonly session: string;
  /** Everything that waits or waited since the last run, in the agent's order. */
  readonly pauses: readonly Pause[];
  /** The ids of those without an answer. */
  readonly open: readonly string[];
  /** The ids of those that only the user answers; the other open ones are being answered by a mock tool. */
  readonly asked: readonly string[];
  /** How many requests were sent by answering since the user pressed Run. */
  readonly round: number;
  /** Why the last answers were not sent, or what else there is to say; empty for nothing. */
  readonly problem: string;
  /** True where nothing is answered until `takeTurn` is called again: the cap on rounds is reached. */
  readonly isCapped: boolean;
  /** The next request, while it waits for the user's review. */
  readonly review?: RequestReview;
  /** When answers are sent that are to come too late on purpose: milliseconds since the Unix epoch. */
  readonly heldUntil?: number;
  /** What the agent made of a resume that was wrong on purpose, where the run failed of it; `sendRight` makes up for it. */
  readonly verdict?: FaultVerdict & { readonly canSendRight: boolean };
}

/** A request before it is sent. */
export interface RequestReview {
  /** Another one for each request. */
  readonly id: string;
  /** The body as it will be sent unless it is edited. */
  readonly body: string;
  /** What is wrong with it. */
  readonly problems: readonly InputProblem[];
}

/** The answers to what an agent asks. When all are there, the next request is sent. */
export interface TurnSlice {
  /** Undefined while nothing waits. */
  readonly turn: Turn | undefined;
  /** A run of the user's was begun: what is asked beside its stream is answered, where the user wants that looked for. */
  readonly attendRun: () => void;
  /** Events came for the run that goes on. Cheap. */
  readonly hearRun: () => void;
  /**
   * Looks for what waits after the last event of the recording on screen, and has it answered: by mock tools, by rules, else by the user; by the
   * user alone where there is something to say about it.
   */
  readonly takeTurn: (problem?: string) => Promise<void>;
  /** Gives up what waits: nothing is sent for it. */
  readonly endTurn: () => void;
  /** Answers one pause; the answers may come in any order. The error says in a sentence why it cannot be given. */
  readonly answerPause: (id: string, answer: PauseAnswer) => Result<Reply>;
  /** Stops, as the user says it: what was being answered by itself is his to answer then. */
  readonly giveUp: () => void;
  /** Lets what may be no question go without an answer. */
  readonly leavePause: (id: string) => void;
  /** Ends the work of a mock tool on one answer: the user is asked for it. */
  readonly takeOver: (id: string) => void;
  /** Ends the review: with the body to send, or with none, and then the questions are asked again. */
  readonly endReview: (body: string | undefined) => void;
  /** Sends the answers as they should have been, after they were wrong on purpose. */
  readonly sendRight: () => void;
}
