import type { Reading } from "#src/reconstruction/reading.ts";

const NO_BYTES = new Uint8Array(0);

/**
 * Writes into a recording, after the last frame of an exchange so far, what was posted beside its stream; the file keeps it like a mark of a fault.
 * False where the next exchange has begun: a recording goes on at its end only.
 */
export function keepPosted(reading: Reading, exchange: number, sentence: string): boolean {
  const { log } = reading;
  const current = log.exchanges.at(-1);
  if (current?.index !== exchange) return false;
  const offset = log.length >= current.firstSeq ? log.offset(log.length) : 0;
  const notes = [{ code: "posted", offset, detail: sentence }] as const;
  // It brings no bytes, so it is no arrival of its own.
  reading.receive({ type: "chunk", time: 0, bytes: NO_BYTES, frames: [], notes, continues: true });
  return true;
}
