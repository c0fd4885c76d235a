import type { Exchange } from "#src/recording/types.ts";
import { lasting } from "./statusLine.ts";

/** Milliseconds: what is worth telling while one waits. */
export const SLOW_HEADERS_MS = 5000;
/** Milliseconds of silence in the middle of a stream after which something is probably stuck; keep-alives come every 15 s at most. */
export const STALLED_MS = 15_000;
/** What is worth telling about a run that goes on and says nothing. */
export interface Waiting {
  readonly text: string;
  /** What it may mean. */
  readonly why: string;
}

/** How far a run has come. */
export interface Progress {
  /** Milliseconds since the request. */
  readonly elapsed: number;
  /** When the last bytes came, keep-alives included; undefined before any. */
  readonly lastArrival: number | undefined;
  /** The number of the last frame, 0 before any, and its type. */
  readonly lastSeq: number;
  readonly lastType: string | undefined;
  /** What was last done to the stream on purpose, in a sentence; undefined where nothing was. */
  readonly injected?: string | undefined;
}

/** How long an exchange has been quiet, once that is worth telling: 5 s without an answer or an event, 15 s within a stream. */
export function waitingFor({ response, end }: Exchange, progress: Progress): Waiting | undefined {
  const { elapsed, lastArrival, lastSeq, lastType, injected } = progress;
  if (end) return undefined;
  if (!response) {
    return elapsed < SLOW_HEADERS_MS
      ? undefined
      : { text: `No answer for ${lasting(elapsed)}.`, why: SLOW_HEADERS_WHY };
  }
  const silence = elapsed - (lastArrival ?? response.time);
  if (lastSeq === 0) {
    return silence < SLOW_HEADERS_MS
      ? undefined
      : { text: `The headers came, but no event for ${lasting(silence)}.`, why: NO_EVENT_WHY };
  }
  const why = injected === undefined ? STALLED_WHY : `The stream was changed on purpose: “${injected}”`;
  return silence < STALLED_MS ? undefined : { text: stalledFor(silence, lastSeq, lastType), why };
}

const NO_EVENT_WHY = "The agent works before it sends RUN_STARTED, or a proxy holds the stream back until it is done.";

/** Why headers come late. */
export const SLOW_HEADERS_WHY =
  "The agent took the connection but sends no headers: it works before it streams, waits for a model, or a proxy holds the answer back.";

/** What a silent stream may mean. */
export const STALLED_WHY =
  "The agent may wait for a model or a tool, be stuck, or have lost the connection without a word; a keep-alive comment every 15 s would tell.";

/** "Nothing has come for 20 s since TOOL_CALL_END (event 12)." */
export function stalledFor(silence: number, seq: number, lastType: string | undefined): string {
  const since = seq === 0 ? "the headers" : `${lastType ?? "a frame that is no event"} (event ${seq})`;
  return `Nothing has come for ${lasting(silence)} since ${since}.`;
}
