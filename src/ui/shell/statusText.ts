import { formatCount, formatDuration, plural } from "#src/ui/panels/event/format.ts";
import { hasTimes } from "#src/recording/hasTimes.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import type { HeldRun } from "#src/run/breakpoints/types.ts";
import type { RunPhase, RunStatus } from "#src/run/types.ts";

const WORDS: Readonly<Record<RunPhase, string>> = {
  idle: "Idle",
  connecting: "Connecting",
  streaming: "Streaming",
  waiting: "Waiting for you",
  finished: "Finished",
  stopped: "Stopped",
  failed: "Failed",
};

/** Longest detail, in characters: what an agent says at length stands above it, and in the Conversation. */
const LONGEST = 90;

/**
 * What the Run status says, for example "Finished · 231 events · 4.1 s". While a stream runs it holds no count:
 * a live region that changes with every frame would never let a screen reader finish. `isFile`: what streams is the content of a file.
 */
export function statusText(status: RunStatus, reading: Reading, isFile = false): string {
  const word = isFile && status.phase === "streaming" ? "Reading" : WORDS[status.phase];
  if (status.phase === "streaming" || status.phase === "idle") return word;
  const last = reading.log.exchanges.at(-1);
  const parts = [word];
  if (status.phase === "finished" && last?.end) {
    parts.push(plural(reading.length - last.firstSeq + 1, "event"));
    if (hasTimes(last)) parts.push(formatDuration(last.end.time));
  }
  if (status.detail !== "") parts.push(cut(status.detail));
  return parts.join(" · ");
}

/** The start of a text, up to the end of a word where there is one. */
function cut(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST).replace(/\s+\S*$/, "")}…`;
}

/** What has come since a run was held: ", 34 more have come, and the answer has ended". */
export function heldSince({ waiting, hasEnded }: HeldRun): string {
  const more = waiting === 0 ? "" : `, ${formatCount(waiting)} more ${waiting === 1 ? "has" : "have"} come`;
  return `${more}${hasEnded ? ", and the answer has ended" : ""}`;
}
