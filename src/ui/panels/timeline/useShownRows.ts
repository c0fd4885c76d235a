import { useEffect, useMemo, useReducer, useState } from "react";
import { allEvents, type EventList } from "#src/analysis/rowList/eventList.ts";
import type { FoldGroups } from "#src/analysis/rowList/foldGroups.ts";
import { plainRows, type Fold, type RowList } from "#src/analysis/rowList/rowList.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import { atMostEvery } from "#src/ui/components/atMostEvery.ts";
import { inSlices } from "#src/ui/components/inSlices.ts";
import { useFilterMatches } from "#src/ui/panels/filter/useFilterMatches.ts";
import { useScope } from "#src/ui/useScope.ts";
import type { FoldRowView } from "./FoldRowView.tsx";
import { setShownEvents } from "./shownRows.ts";
import { useFoldingCode } from "./useFoldingCode.ts";

/** Events that are grouped while rendering: more than a frame of any stream brings. */
const AT_ONCE = 1000;
/** Events that are grouped between two looks at the clock. */
const STRIDE = 200;
/** Milliseconds between two renders while much is grouped. */
const RENDER_EVERY_MS = 100;

/** The events of a recording without a filter, however many there will be. */
const EVERY_EVENT = allEvents(Number.POSITIVE_INFINITY);

interface ShownRows {
  readonly list: RowList;
  /** What is listed, now and later: the same object until something else is. */
  readonly source: EventList;
  /** Draws a row of several events; undefined while there is none. */
  readonly FoldRow: typeof FoldRowView | undefined;
  /** Opens or closes a fold. */
  readonly toggle: (fold: Fold) => void;
}

/** The rows of the Timeline: all `length` events or what the filter leaves of them, with deltas folded if the user wants that. */
export function useShownRows(reading: Reading, length: number, cursorSeq: number): ShownRows {
  const { matches } = useFilterMatches();
  const folding = useFoldingCode(useScope((state) => state.folded));
  const stallMs = useScope((state) => state.stallMs);
  useScope((state) => state.annotationsRevision);
  const changes = useScope((state) => state.changesOf[state.session.id]);
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const source = matches ?? EVERY_EVENT;
  // Matches that come or go in the middle of a filtered list move those after them.
  const rewrites = matches?.rewrites ?? 0;
  const groups = useMemo(
    () => folding?.foldGroupsOf(reading, source, stallMs),
    // oxlint-disable-next-line react/exhaustive-deps, react/exhaustive-effect-dependencies
    [folding, source, reading, stallMs, rewrites],
  );
  useEffect(() => {
    setShownEvents(reading, matches);
    return () => setShownEvents(reading, undefined);
  }, [reading, matches]);

  const events = matches === undefined ? allEvents(length) : firstOf(matches, matches.count);
  useGrouping(groups, events.count);
  const { list: notes } = reading.annotations;
  const marked = useMemo(
    () => [...new Set([...notes.map(({ seq }) => seq), ...(changes?.keys() ?? [])])].toSorted((a, b) => a - b),
    [notes, changes],
  );
  const own = useMemo(() => ownRows(marked, cursorSeq), [marked, cursorSeq]);
  const list =
    folding === undefined || groups === undefined
      ? plainRows(events)
      : folding.foldedRows(events, groups, { own, open });
  const toggle = ({ first, isOpen }: Fold): void => {
    setOpen((before) => {
      const after = new Set(before);
      if (isOpen) after.delete(first);
      else after.add(first);
      return after;
    });
  };
  return { list, source, FoldRow: folding?.FoldRowView, toggle };
}

/** Groups what is new: a little at once, the rest in slices, so that a large file blocks nothing. Until then it is unfolded. */
function useGrouping(groups: FoldGroups | undefined, count: number): void {
  const [, renderAgain] = useReducer((times: number) => times + 1, 0);
  const isDone = groups === undefined || groups.read(count, AT_ONCE);
  useEffect(() => {
    if (groups === undefined || isDone) return undefined;
    return inSlices(() => !groups.read(count, STRIDE), renderAgain, atMostEvery(RENDER_EVERY_MS, renderAgain));
  }, [groups, count, isDone]);
}

/** The events that have rows of their own, ascending: those with notes or changed in thought, and the cursor's. */
function ownRows(marked: readonly number[], cursorSeq: number): readonly number[] {
  const after = marked.findIndex((seq) => seq >= cursorSeq);
  if (after < 0) return [...marked, cursorSeq];
  return marked[after] === cursorSeq ? marked : marked.toSpliced(after, 0, cursorSeq);
}

/** The first `count` events of a list that grows. */
function firstOf(events: EventList, count: number): EventList {
  return {
    count,
    seqAt: (position) => events.seqAt(position),
    indexOf: (seq) => Math.min(events.indexOf(seq), count - 1),
  };
}
