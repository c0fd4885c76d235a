import type { RunRow, RunRows } from "#src/analysis/compare/runRows.ts";
import { MAX_CHARACTERS, oneLine, quoted, summarise, type SummaryPart } from "#src/ui/panels/timeline/summary.ts";

/** What a row of a run says in one line. */
export function cellSummary(
  { reading }: RunRows,
  { joined, chunked, family, seq, type }: RunRow,
): readonly SummaryPart[] {
  if (joined) {
    const text = joined.text.slice(0, MAX_CHARACTERS);
    return [type === "TOOL_CALL_ARGS" ? { text: oneLine(text), strong: true } : quoted(text)];
  }
  if (family === "unread") return [{ text: oneLine(reading.dataAt(seq).slice(0, MAX_CHARACTERS)) }];
  const { event } = reading.decodedAt(seq);
  if (!event) return [];
  return chunked ? [{ text: `from ${event.type}` }] : summarise(event);
}

/** The name of a row: all deltas of one message have no name of their own. */
export const cellType = ({ type, joined }: RunRow): string =>
  joined && joined.deltas > 1 ? `${type} × ${joined.deltas}` : type;
