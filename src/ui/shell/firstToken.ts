import type { Reading } from "#src/reconstruction/reading.ts";
import { hasTimes } from "#src/recording/hasTimes.ts";
import type { EventTypeName } from "#src/protocol/events.ts";

const TOKENS: ReadonlySet<EventTypeName | undefined> = new Set([
  "TEXT_MESSAGE_CONTENT",
  "TEXT_MESSAGE_CHUNK",
  "TOOL_CALL_ARGS",
  "TOOL_CALL_CHUNK",
  "REASONING_MESSAGE_CONTENT",
  "REASONING_MESSAGE_CHUNK",
] satisfies EventTypeName[]);

interface Progress {
  /** The exchange that is looked at. */
  exchange: number;
  /** The next frame to look at. */
  next: number;
  time: number | undefined;
}

const progress = new WeakMap<Reading, Progress>();

/** When the first token of the last exchange came, in milliseconds since its request. Looks at each frame once at most. */
export function firstTokenTime(reading: Reading): number | undefined {
  const last = reading.log.exchanges.at(-1);
  if (!last || !hasTimes(last)) return undefined;
  let state = progress.get(reading);
  if (!state || state.exchange !== last.index) {
    state = { exchange: last.index, next: last.firstSeq, time: undefined };
    progress.set(reading, state);
  }
  while (state.time === undefined && state.next <= reading.length) {
    if (TOKENS.has(reading.typeAt(state.next))) state.time = reading.log.timeOf(state.next);
    state.next++;
  }
  return state.time;
}
