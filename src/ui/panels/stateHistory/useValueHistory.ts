import { useEffect, useMemo, useState } from "react";
import { parsePointer } from "#src/lib/jsonPointer.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import { ValueHistory, type ValueChange } from "#src/reconstruction/valueHistory.ts";
import { atMostEvery } from "#src/ui/components/atMostEvery.ts";
import { inSlices } from "#src/ui/components/inSlices.ts";
import { useReading, useScope } from "#src/ui/useScope.ts";

/** A history as far as it is known. */
export interface KnownHistory {
  /** Grows in place; `count` says how many of them belong to this render. */
  readonly changes: readonly ValueChange[];
  readonly count: number;
  /** State events that were looked at, and all of them. */
  readonly done: number;
  readonly total: number;
  readonly isStopped: boolean;
  readonly stop: () => void;
  readonly goOn: () => void;
}

/** Milliseconds between two looks at a search that goes on. */
const LOOK_MS = 120;

/** The last history of each recording: going to another tab and back must not search again. */
const lastHistories = new WeakMap<Reading, { readonly pointer: string; readonly history: ValueHistory }>();

function historyOf(reading: Reading, pointer: string): ValueHistory {
  const last = lastHistories.get(reading);
  if (last?.pointer === pointer) return last.history;
  const history = new ValueHistory(reading.history, parsePointer(pointer) ?? []);
  lastHistories.set(reading, { pointer, history });
  return history;
}

/** The history of a value, searched a few milliseconds at a time and further as the recording grows. */
export function useValueHistory(pointer: string): KnownHistory {
  const reading = useReading();
  const revision = useScope((state) => state.viewRevision);
  const history = useMemo(() => historyOf(reading, pointer), [reading, pointer]);
  const [known, setKnown] = useState(() => glance(history));
  const [stopped, setStopped] = useState<ValueHistory>();
  const isStopped = stopped === history;
  useEffect(() => {
    if (isStopped) return undefined;
    const look = (): void => setKnown(glance(history));
    return inSlices(() => history.step(), look, atMostEvery(LOOK_MS, look));
    // The recording grows in place.
    // oxlint-disable-next-line react/exhaustive-deps, react/exhaustive-effect-dependencies
  }, [history, revision, isStopped]);
  // Another pointer was chosen, and its search has not told anything yet.
  const shown = known.history === history ? known : glance(history);
  return {
    ...shown,
    changes: history.changes,
    isStopped,
    stop: () => setStopped(history),
    goOn: () => setStopped(undefined),
  };
}

function glance(history: ValueHistory): {
  readonly history: ValueHistory;
  readonly count: number;
  readonly done: number;
  readonly total: number;
} {
  return { history, count: history.changes.length, ...history.progress };
}
