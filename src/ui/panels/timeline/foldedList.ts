import { eventIndexOf } from "#src/analysis/eventIndex.ts";
import type { EventList } from "#src/analysis/rowList/eventList.ts";
import { FoldedRows, type FoldChoices } from "#src/analysis/rowList/foldedRows.ts";
import { FoldGroups } from "#src/analysis/rowList/foldGroups.ts";
import type { RowList } from "#src/analysis/rowList/rowList.ts";
import type { Reading } from "#src/reconstruction/reading.ts";

/** The groups of what the Timeline lists, of which nothing is grouped yet. `stallMs` is in milliseconds. */
export function foldGroupsOf(reading: Reading, source: EventList, stallMs: number): FoldGroups {
  return new FoldGroups(source, eventIndexOf(reading), stallMs);
}

/** The rows of `events` with their groups folded, as they are at the moment. */
export function foldedRows(events: EventList, groups: FoldGroups, choices: FoldChoices): RowList {
  return new FoldedRows(events, groups, choices);
}
