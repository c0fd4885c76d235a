import { useEffect, useState } from "react";
import { formatPointer } from "#src/lib/jsonPointer.ts";
import { lastChangeSearch } from "#src/reconstruction/pathHistory.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import { inSlices } from "#src/ui/components/inSlices.ts";

interface Found {
  readonly reading: Reading;
  readonly pointer: string;
  readonly at: number;
  readonly seq: number;
}

/** Looks back for the event that set a value last, a few milliseconds at a time. `onFound` hears of it; 0 when a request did. Returns what stops it. */
export function findLastChange(
  reading: Reading,
  pointer: string,
  at: number,
  onFound: (seq: number) => void,
): () => void {
  const search = lastChangeSearch(reading.history, pointer, at);
  let seq = 0;
  const step = (): boolean => {
    const { done, value } = search.next();
    if (done === true) seq = value;
    return done !== true;
  };
  return inSlices(step, () => onFound(seq));
}

/** The event up to `at` that set the value at a path last; 0 when a request did, undefined while that is not known. */
export function useLastChange(reading: Reading, path: readonly string[] | undefined, at: number): number | undefined {
  const pointer = path && formatPointer(path);
  const [found, setFound] = useState<Found>();
  useEffect(() => {
    if (pointer === undefined) return undefined;
    return findLastChange(reading, pointer, at, (seq) => setFound({ reading, pointer, at, seq }));
  }, [reading, pointer, at]);
  return found?.reading === reading && found.pointer === pointer && found.at === at ? found.seq : undefined;
}
