import type { Reading } from "#src/reconstruction/reading.ts";
import { factsOf } from "#src/run/diagnosis/facts.ts";
import { isBadStatus } from "#src/run/diagnosis/failureWords.ts";
import type { LoopEnd } from "#src/run/turn/loopTypes.ts";

/** Exit codes of `run`. */
export const EXIT = {
  /** Everything was answered, and nothing is wrong. */
  success: 0,
  /** RUN_ERROR, findings of severity error, or a loop that was cut short. */
  failed: 1,
  usage: 2,
  /** No answer, another status than 2xx, no event stream, or a connection that broke. */
  connection: 3,
  /** Something waits for an answer that nobody gives. */
  waits: 4,
  /** What shells say of a program that Ctrl+C ended. */
  stopped: 130,
} as const;

/** The exit code for a loop that ended so, with or without findings of severity error. */
export function exitCodeOf(reading: Reading, reason: LoopEnd, hasErrors: boolean): number {
  if (reason === "stopped") return EXIT.stopped;
  if (reason === "unanswered") return EXIT.waits;
  if (reason === "failed") return isConnection(reading) ? EXIT.connection : EXIT.failed;
  return reason === "finished" && !hasErrors ? EXIT.success : EXIT.failed;
}

/** True where the last request failed before an agent could speak of it. */
function isConnection(reading: Reading): boolean {
  const facts = factsOf(reading, reading.log.exchanges.length - 1);
  const reason = facts?.exchange.end?.reason;
  return !facts?.run || reason === "unreachable" || reason === "reset" || isBadStatus(facts);
}

const WORST_FIRST: readonly number[] = [EXIT.stopped, EXIT.connection, EXIT.waits, EXIT.failed, EXIT.success];

/** The one of two codes that says more. */
export const worse = (a: number, b: number): number => WORST_FIRST.find((code) => code === a || code === b) ?? a;
