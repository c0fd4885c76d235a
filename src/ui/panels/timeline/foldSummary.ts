import type { EventList } from "#src/analysis/rowList/eventList.ts";
import type { ListRow } from "#src/analysis/rowList/rowList.ts";
import type { AguiEvent } from "#src/protocol/events.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import { hasTimes } from "#src/recording/hasTimes.ts";
import { formatDuration, plural } from "#src/ui/panels/event/format.ts";
import { MAX_CHARACTERS, oneLine, quoted, summarise, type SummaryPart } from "./summary.ts";

/** What a fold says. */
interface FoldSummary {
  /** "96 deltas". */
  readonly deltas: string;
  /** "214 characters"; empty where the deltas are patches. */
  readonly characters: string;
  /** "1.2 s": from its first event to its last; empty in a capture without times. */
  readonly duration: string;
  /** What its first events say together, as far as a row has room. */
  readonly said: readonly SummaryPart[];
}

/** Events that are read at most for one row: deltas may well be empty. */
const MAX_EVENTS = 200;

/** What several events in one row say. `events` is what the Timeline lists. */
export function foldSummary(
  reading: Reading,
  events: EventList,
  { position, first, last, count, characters }: Omit<ListRow, "fold">,
): FoldSummary {
  const { log } = reading;
  const timed = hasTimes(log.exchangeOf(first));
  let text = "";
  const patches: SummaryPart[] = [];
  let length = 0;
  for (let index = 0; index < Math.min(count, MAX_EVENTS) && length < MAX_CHARACTERS; index++) {
    const { event } = reading.decodedAt(events.seqAt(position + index));
    if (event === undefined) continue;
    const delta = textOf(event);
    if (delta !== undefined) text += delta;
    else patches.push(...summarise(event), { text: "·" });
    length = text.length + patches.reduce((sum, part) => sum + part.text.length, 0);
  }
  // The arguments of a call are JSON already.
  const isJson = reading.typeAt(first)?.startsWith("TOOL_CALL") === true;
  const joined: SummaryPart = isJson ? { text: oneLine(text), strong: true } : quoted(text);
  return {
    deltas: plural(count, "delta"),
    characters: patches.length > 0 ? "" : plural(characters, "character"),
    duration: timed ? formatDuration(Math.max(0, log.timeOf(last) - log.timeOf(first))) : "",
    said: patches.length > 0 ? patches.slice(0, -1) : [joined],
  };
}

function textOf(event: AguiEvent): string | undefined {
  if ("delta" in event)
    return typeof event.delta === "string" ? event.delta : event.delta === undefined ? "" : undefined;
  return event.type === "ACTIVITY_DELTA" ? undefined : "";
}
