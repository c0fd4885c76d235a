import type { Reading } from "#src/reconstruction/reading.ts";
import type { AgentView } from "#src/reconstruction/types.ts";
import type { PauseOptions } from "#src/run/pending/pausesOf.ts";
import type { ResumeFault } from "#src/run/pending/resumeFault.ts";
import type { Pause, PauseAnswer, Reply } from "#src/run/pending/types.ts";
import type { BuiltInput } from "#src/run/runInput.ts";
import type { RequestDraft, RunStatus } from "#src/run/types.ts";
import type { AgUiTool } from "#src/tools/agUiTools.ts";

/** What answers by itself: an answer, `ask` to leave it to the user, or `never` where nobody will answer. */
export type Answered = PauseAnswer | "ask" | "never";

/** What an answer may depend on beside the pause. */
export interface AnswerContext {
  /** The conversation when the agent stopped. */
  readonly view: AgentView;
  /** Aborted when the loop is stopped or the user answers first. */
  readonly signal: AbortSignal;
}

/** Answers a pause. One that throws or rejects becomes a failed tool call; where that cannot be said, the user is asked. */
export type Answerer = (pause: Pause, context: AnswerContext) => Answered | Promise<Answered>;

/** Why a loop ended. */
export type LoopEnd =
  /** Nothing waits any more. */
  | "finished"
  /** A request failed, or the run did. */
  | "failed"
  /** `stop` was called. */
  | "stopped"
  /** There were as many rounds as are allowed. */
  | "cap"
  /** Something waits that nobody will answer. */
  | "unanswered"
  /** The next request has an error, and nobody was there to look at it. */
  | "held-back"
  /** The review turned the next request down. */
  | "cancelled";

/** Where a loop stands. `round` counts the requests that it made itself. */
export type LoopStatus = { readonly round: number; readonly open: readonly Pause[] } & (
  | {
      /** `answering`: at least one answer is being made; `waiting`: all that is missing is the user's; `held`: an answer is kept until it has expired. */
      readonly phase: "running" | "answering" | "waiting" | "held" | "review";
    }
  | {
      readonly phase: "ended";
      readonly reason: LoopEnd;
      /** What happened and what can be done; empty where nothing needs to be said. */
      readonly sentence: string;
    }
);

/** What a loop works with. What is a function is asked anew in each round. */
export interface LoopOrder {
  readonly reading: Reading;
  /** Sends a body and ends when the answer has; aborted by `stop`. */
  readonly send: (body: string, signal: AbortSignal) => Promise<RunStatus>;
  readonly answer: Answerer;
  /** Called before pauses are looked for: work that is better done in slices; aborted by `stop`. Never rejects. */
  readonly prepare?: (signal: AbortSignal) => Promise<void>;
  readonly look: () => PauseOptions;
  readonly draft: () => RequestDraft;
  readonly tools: () => readonly AgUiTool[];
  readonly newId: () => string;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
  /** Looks at each request before it is sent: gives the body to send, or undefined to send nothing. Read anew in each round. */
  readonly review?:
    ((next: BuiltInput, signal: AbortSignal) => string | undefined | Promise<string | undefined>) | undefined;
  /** Requests that the loop may make itself; 25 where it is left out. */
  readonly mostRounds?: number;
  /** How the next resume is wrong on purpose. */
  readonly fault?: () => ResumeFault | undefined;
  /** A request that is wrong on purpose is about to be sent; `right` is the one that would not have been. */
  readonly onFault?: (fault: ResumeFault, right: BuiltInput) => void;
  /** Resolves at a time, in milliseconds since the Unix epoch, or when aborted; needed for the fault `expired` only. */
  readonly until?: (time: number, signal: AbortSignal) => Promise<void>;
  /** Sends what is answered beside the stream (`sidePostOf`). */
  readonly post?: (reply: Reply, signal: AbortSignal) => Promise<void>;
  /** Pauses were found after a run. */
  readonly onPauses?: (pauses: readonly Pause[]) => void;
  /** A request of the loop's own is about to be sent. */
  readonly onRound?: (round: number, body: string) => void;
  readonly onStatus?: (status: LoopStatus) => void;
  /** An answer could not be used; the user is asked instead. */
  readonly onRefused?: (pause: Pause, sentence: string) => void;
}
