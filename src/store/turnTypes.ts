import type { Result } from "#src/lib/result.ts";
import type { Pause, PauseAnswer, Reply } from "#src/run/pending/types.ts";

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
}

/** The answers to what an agent asks. When all are there, the next request is sent. */
export interface TurnSlice {
  /** Undefined while nothing waits. */
  readonly turn: Turn | undefined;
  /** Looks for what waits after the last event of the recording on screen, and has it answered: by mock tools, else by the user. */
  readonly takeTurn: () => Promise<void>;
  /** Gives up what waits: nothing is sent for it. */
  readonly endTurn: () => void;
  /** Answers one pause; the answers may come in any order. The error says in a sentence why it cannot be given. */
  readonly answerPause: (id: string, answer: PauseAnswer) => Result<Reply>;
  /** Lets what may be no question go without an answer. */
  readonly leavePause: (id: string) => void;
}
