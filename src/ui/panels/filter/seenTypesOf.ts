import { SeenTypes } from "#src/analysis/filter/seenTypes.ts";
import type { Reading } from "#src/reconstruction/reading.ts";

const known = new WeakMap<Reading, SeenTypes>();

/** The one count of the types of a recording. Whoever needs it reads it on. */
export function seenTypesOf(reading: Reading): SeenTypes {
  let seen = known.get(reading);
  if (!seen) known.set(reading, (seen = new SeenTypes(reading)));
  return seen;
}
