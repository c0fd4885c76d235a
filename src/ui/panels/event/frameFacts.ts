import type { RecordingLog } from "#src/recording/log.ts";
import type { FrameKind } from "#src/transport/types.ts";

/** What each kind of frame is, in words. */
export const KIND_WORDS: Readonly<Record<FrameKind, string>> = {
  event: "SSE event",
  comment: "SSE comment",
  field: "SSE block without data",
  protobuf: "protobuf message",
  json: "JSON value",
  body: "whole body",
  "text-message": "WebSocket text message",
  "binary-message": "WebSocket binary message",
};

/** What to say about a frame that holds no event. */
export const KIND_NOTES: Readonly<Partial<Record<FrameKind, string>>> = {
  comment: "A comment. It keeps the connection alive; clients ignore it.",
  field: "Fields without data, or text that is no field. By the rules of server-sent events this dispatches nothing.",
  body: "The whole answer as it came. It is no event stream, so there are no events in it.",
};

/** Frames that are counted at most: beyond it the number is a lower bound. */
const COUNTED = 5000;

/** How many other frames the chunk that completed frame `seq` completed. They share its arrival time. */
export function framesInSameChunk(log: RecordingLog, seq: number): { readonly others: number; readonly more: boolean } {
  const { chunk, exchange } = log.entry(seq);
  const same = (other: number): boolean => {
    if (other < 1 || other > log.length) return false;
    const entry = log.entry(other);
    return entry.chunk === chunk && entry.exchange === exchange;
  };
  let others = 0;
  for (let other = seq - 1; others < COUNTED && same(other); other--) others++;
  for (let other = seq + 1; others < COUNTED && same(other); other++) others++;
  return { others, more: others >= COUNTED };
}
