import type { FrameReplacement } from "#src/recording/logSignals.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import { replacePayload } from "#src/transport/faults/replacePayload.ts";
import type { FrameKind } from "#src/transport/types.ts";

/** What is done to one event of a hypothesis: it does not come, or it comes with another payload. */
export type Change = { readonly kind: "off" } | { readonly kind: "edit"; readonly text: string };

/** The changes of one recording by event number. */
export type Changes = ReadonlyMap<number, Change>;

const NO_EVENTS: ReadonlySet<FrameKind> = new Set(["comment", "field", "body"]);
const OFF = new TextEncoder().encode(": switched off\n\n");

/** True for a frame that was meant as an event: only such a one can be switched off or edited. */
export function isChangeable(reading: Reading, seq: number): boolean {
  return !NO_EVENTS.has(reading.log.kind(seq));
}

/** The frame that comes in the place of frame `seq`: a comment, which counts as an event number and says nothing, or one with the new payload. */
export function changedFrame(reading: Reading, seq: number, change: Change): FrameReplacement {
  if (change.kind === "off") return { kind: "comment", bytes: OFF };
  const { log } = reading;
  const kind = log.kind(seq);
  const frame = { kind, start: 0, end: 0, data: reading.dataAt(seq), unterminated: false };
  const bytes = replacePayload(frame, log.bytes(seq), "ndjson", change.text);
  // A binary message has no text to replace, so that its event comes as JSON.
  return bytes === undefined ? { kind: "json", bytes: new TextEncoder().encode(change.text) } : { kind, bytes };
}
