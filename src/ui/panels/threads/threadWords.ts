import type { RunCause, RunRow } from "#src/run/threads/runRows.ts";
import type { RunPhase } from "#src/run/types.ts";
import type { Session } from "#src/store/sessionTypes.ts";

/** What a thread is called: a file by its name, the user's own app by what was heard of it, else by the words that began it. */
export function threadTitle({ origin, name }: Session, first: RunRow | undefined): string {
  if (origin !== "live") return name;
  return first === undefined ? "New thread" : first.words || "No message";
}

/** An address without what the page's own server makes it begin with. */
export const shortAddress = (url: string): string => {
  const own = `${location.origin}/`;
  return url.startsWith(own) ? url.slice(own.length - 1) : url.replace(/^https?:\/\//, "");
};

/** Enough of an id to tell it from the others, from its end, where ids that begin alike differ. */
export function shortId(id: string): string {
  return id.length <= ID_LENGTH + 1 ? id : `…${id.slice(-ID_LENGTH)}`;
}

const ID_LENGTH = 8;

/** What there is to say of how a run came about; nothing of one that simply answers a message. */
export const CAUSE_WORDS: Readonly<Record<RunCause, string>> = {
  message: "",
  results: "tool results",
  resume: "resume",
  resend: "resent",
  fork: "fork",
};

/** How a run stands, in one word. */
export const PHASE_WORDS: Readonly<Record<RunPhase, string>> = {
  idle: "idle",
  connecting: "connecting",
  streaming: "streaming",
  waiting: "waiting for you",
  finished: "finished",
  stopped: "stopped",
  failed: "failed",
};

/** What a run is called where a sentence speaks of it. */
export const runName = ({ runId, exchange }: RunRow): string =>
  runId === undefined ? `request ${exchange + 1}` : shortId(runId);
