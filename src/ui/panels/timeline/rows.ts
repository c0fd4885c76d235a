import { gapBefore } from "#src/analysis/gapBefore.ts";
import type { EventFamily } from "#src/protocol/events.ts";
import { eventSpec } from "#src/protocol/eventTable.ts";
import { familyOfType } from "#src/protocol/familyOfType.ts";
import type { Severity } from "#src/protocol/lint/types.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import { isBinary } from "#src/transport/types.ts";
import { formatBytes, formatCount, plural } from "#src/ui/panels/event/format.ts";
import { oneLine, summarise, type SummaryPart } from "./summary.ts";

/** One row of the Timeline. */
export interface TimelineRow {
  readonly seq: number;
  /** Arrival since the request of its exchange, in milliseconds: "2 402". A dash where nobody knows, as in a capture without times. */
  readonly time: string;
  /** Since the frame before it, or since the request: "+4". Empty where nobody knows. */
  readonly gap: string;
  /** True when the gap is a stall. */
  readonly slow: boolean;
  readonly family: EventFamily;
  /** The type as sent; for a frame that is no event, what it is instead. */
  readonly type: string;
  readonly summary: readonly SummaryPart[];
  readonly severity: Severity | undefined;
  /** What the worst findings say; empty when there are none. */
  readonly problem: string;
  /** What AG-UI Scope itself did to the stream here; empty where it did nothing. */
  readonly injected: string;
  /** Set on the first frame of each exchange but the first: "request 2". */
  readonly boundary: string | undefined;
}

/** What of a row never changes once its frame was read. */
type Content = Pick<TimelineRow, "family" | "type" | "summary">;

/** What the messages of all failed patches begin with: the mark says it already, and a row has room for what differs. */
const PATCH_LEAD = /^The patch (?:of the activity \S+ )?was not applied[^:]*: /;
const KNOWN_LIMIT = 2000;
const known = new WeakMap<Reading, Map<number, Content>>();

/** The row of frame `seq`; gaps from `stallMs` milliseconds on are stalls. Rows are made only for what is visible; what they say is remembered for the last few pages. */
export function timelineRow(reading: Reading, seq: number, stallMs: number): TimelineRow {
  const { log } = reading;
  const time = log.timeOf(seq);
  const exchange = log.exchangeOf(seq);
  const opens = exchange.firstSeq === seq;
  const gap = gapBefore(log, seq);
  const severity = reading.severityAt(seq);
  const findings = reading.findingsAt(seq);
  const worst = severity === undefined ? [] : findings.filter((finding) => finding.severity === severity);
  return {
    seq,
    time: gap === undefined ? "–" : formatCount(time),
    gap: gap === undefined ? "" : `+${gap > 0 && gap < 9.95 ? Number(gap.toFixed(1)) : formatCount(gap)}`,
    slow: gap !== undefined && gap >= stallMs,
    ...contentOf(reading, seq),
    severity,
    problem: worst.map(({ message }) => message.replace(PATCH_LEAD, "")).join(" "),
    injected: findings.flatMap(({ rule, message }) => (rule === "scope/injected" ? [message] : [])).join(" "),
    boundary: opens && exchange.index > 0 ? `request ${exchange.index + 1}` : undefined,
  };
}

function contentOf(reading: Reading, seq: number): Content {
  let rows = known.get(reading);
  if (!rows) known.set(reading, (rows = new Map()));
  let content = rows.get(seq);
  if (!content) {
    if (rows.size >= KNOWN_LIMIT) rows.clear();
    content = readContent(reading, seq);
    rows.set(seq, content);
  }
  return content;
}

function readContent(reading: Reading, seq: number): Content {
  const kind = reading.log.kind(seq);
  switch (kind) {
    case "comment":
      return { family: "other", type: rawLine(reading, seq), summary: [{ text: "SSE comment" }] };
    case "field":
      return { family: "other", type: rawLine(reading, seq), summary: [{ text: "SSE block without data" }] };
    case "body":
      return {
        family: "other",
        type: "body, no stream",
        summary: [{ text: oneLine(reading.dataAt(seq)), strong: true }],
      };
    case "event":
    case "json":
    case "protobuf":
    case "text-message":
    case "binary-message":
      break;
  }
  const { event, wireType, json } = reading.decodedAt(seq);
  if (event) {
    return { family: eventSpec(event.type).family, type: wireType ?? event.type, summary: summarise(event) };
  }
  if (isBinary(kind) && json === undefined) {
    const size = formatBytes(reading.log.bytes(seq).length);
    return { family: "other", type: "not decoded", summary: [{ text: `protobuf message, ${size}` }] };
  }
  return {
    family: familyOfType(wireType),
    type: wireType ?? (json === undefined ? "not JSON" : "no event"),
    summary: [{ text: oneLine(reading.dataAt(seq)) || "empty", strong: true }],
  };
}

/** The first line of a frame as it came, without the blank lines around it. */
function rawLine(reading: Reading, seq: number): string {
  const lines = new TextDecoder()
    .decode(reading.log.bytes(seq).subarray(0, 400))
    .trim()
    .split(/\r\n|\r|\n/);
  const [first = ""] = lines;
  return lines.length > 1 ? `${first} … ${plural(lines.length, "line")}` : first;
}
