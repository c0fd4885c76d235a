import type { Axis, AxisPause } from "#src/analysis/spans/axis.ts";
import type { LaneId } from "#src/analysis/spans/lanes.ts";
import type { Span } from "#src/analysis/spans/spanFacts.ts";
import type { SpanReader } from "#src/analysis/spans/spanReader.ts";
import { formatCount, formatDuration, plural } from "#src/ui/panels/event/format.ts";
import type { LaneBox } from "./laneLayout.ts";

/** What a span is and its name: `tool call book_hotel`. */
export const spanTitle = ({ what, label }: Pick<Span, "what" | "label">): string =>
  label === "" || label === what ? what : `${what} ${label}`;

/** How a span stands, where its end does not say it; else empty. */
export function stateWords({ state, goesOn }: Pick<Span, "state" | "goesOn">): string {
  if (state === "called") return goesOn ? "waits for its result" : "no result in its run";
  if (state === "open") return goesOn ? "goes on" : "never ended";
  return "";
}

/** How long a span took; empty in a capture without times. */
export function durationWords(axis: Axis, { start, end }: Pick<Span, "start" | "end">): string {
  return axis.unit === "ms" ? formatDuration(end - start) : "";
}

/** The events of a span: `event 3`, `events 3–40`. */
export const eventWords = (first: number, last: number): string =>
  first === last ? `event ${formatCount(first)}` : `events ${formatCount(first)}–${formatCount(last)}`;

/** Everything about a span in one line. `axis` is the time axis where there is one. */
export function spanWords(axis: Axis, span: Span): string {
  const parts = [
    spanTitle(span),
    durationWords(axis, span),
    eventWords(span.firstSeq, span.lastSeq),
    stateWords(span),
    span.problem === undefined ? "" : `with ${span.problem === "error" ? "errors" : "warnings"}`,
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

/** What a pause was for and how long it really was. */
export function pauseWords({ left, ms, goesOn, isShortened }: AxisPause, unit: Axis["unit"]): string {
  const what =
    left === undefined
      ? "Between two answers"
      : left.to === "human"
        ? `Waiting for a human: ${plural(left.count, "interrupt")}`
        : `Waiting for the client: ${plural(left.count, "tool call")}`;
  if (goesOn) return `${what} · not answered yet`;
  if (unit === "events") return what;
  if (ms === undefined) return `${what} · nobody knows how long`;
  return `${what} · ${formatDuration(ms)}${isShortened ? ", drawn shorter" : ""}`;
}

const NOUNS: Readonly<Record<LaneId, string>> = {
  run: "span",
  reasoning: "span",
  messages: "message",
  tools: "call",
  state: "change",
  activities: "change",
  subagents: "subagent",
  waiting: "pause",
};

/** How much a lane holds: `messages: 12 messages`. */
function laneWords(spans: SpanReader, axis: Axis, { lane, title }: LaneBox): string {
  const rows = [...spans.table.rowsOf(lane), ...spans.table.rowsOf(lane, true)];
  const inRows = rows.reduce((sum, { length }) => sum + length, 0);
  const pauses = lane === "waiting" ? axis.pauses.filter(({ left }) => left).length : 0;
  const isTicks = lane === "state" || lane === "activities";
  return `${title}: ${plural(isTicks ? spans.ticks[lane].length : inRows + pauses, NOUNS[lane])}`;
}

/** How long everything took, with pauses as long as they were. */
function lengthWords({ sections, pauses }: Axis): string {
  const answers = sections.reduce((sum, { start, end }) => sum + end - start, 0);
  const known = pauses.reduce((sum, { ms }) => sum + (ms ?? 0), 0);
  const isKnown = pauses.every(({ ms, goesOn }) => ms !== undefined || goesOn);
  return `${isKnown ? "" : "at least "}${formatDuration(answers + known)}`;
}

/** What the picture shows, for those who do not see it. */
export function summaryWords(spans: SpanReader, axis: Axis, boxes: readonly LaneBox[]): string {
  if (boxes.length === 0) return "Nothing to show yet.";
  const length = axis.unit === "ms" ? ` over ${lengthWords(axis)}` : "";
  const problems = [
    spans.errors.length > 0 ? plural(spans.errors.length, "event") + " with errors" : "",
    spans.warnings.length > 0 ? plural(spans.warnings.length, "event") + " with warnings" : "",
  ].filter((part) => part !== "");
  const lanes = boxes.map((box) => laneWords(spans, axis, box));
  return `${plural(spans.at, "event")}${length}. ${[...lanes, ...problems].join(", ")}.`;
}
