import type { Result } from "#src/lib/result.ts";
import type { ToolCallView } from "#src/reconstruction/types.ts";
import type { LastRun } from "#src/run/pending/lastRun.ts";
import type { AnswerShape, DialectId, Pause, PauseAnswer, Reply } from "#src/run/pending/types.ts";

/** One way in which agents ask, and how they are answered. */
interface AnyDialect {
  readonly id: DialectId;
  /** Who speaks it, in a few words. */
  readonly name: string;
  /** True where it is looked for only when the user says so: it is a guess, or it means more than the next request. */
  readonly optIn: boolean;
  /** What an answer adds to the next request, or why this answer cannot be said in this dialect. */
  reply(pause: Pause, answer: PauseAnswer): Result<Reply>;
}

/** A dialect with events or fields of its own. */
export interface ChannelDialect extends AnyDialect {
  readonly kind: "channel";
  /** The pauses that the last run announces in this dialect. */
  detect(run: LastRun): readonly Pause[];
}

/** A dialect in which an ordinary tool call is the question. */
export interface ToolDialect extends AnyDialect {
  readonly kind: "tool";
  /** How this call is answered, where it is a question of this dialect. */
  shapeOf(call: ToolCallView, run: LastRun): AnswerShape | undefined;
}

/** Either kind. */
export type Dialect = ChannelDialect | ToolDialect;
