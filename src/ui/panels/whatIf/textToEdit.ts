import { stringifyJson } from "#src/lib/stringifyJson.ts";
import { rawOddities } from "#src/protocol/rawOddities.ts";
import type { Reading } from "#src/reconstruction/reading.ts";

/** What event `seq` says, to be edited: its JSON laid out to be read, or its text as it came where parsing hides something that would be lost. */
export function textToEdit(reading: Reading, seq: number): string {
  const { json } = reading.decodedAt(seq);
  const text = reading.dataAt(seq);
  return json === undefined || rawOddities(text).list.length > 0 ? text : stringifyJson(json, 2);
}
