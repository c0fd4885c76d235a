import type { AguiEvent } from "#src/protocol/events.ts";
import type { Axis } from "./axis.ts";
import type { LaneId } from "./lanes.ts";
import { endPlace } from "./spanQueries.ts";
import type { SpanReader } from "./spanReader.ts";
import type { SpanProblem, SpanState } from "./spanTable.ts";

/** One span in full, for those who show a few of them. */
export interface Span {
  readonly id: number;
  readonly lane: LaneId;
  /** What it is, in AG-UI's words: "run", "step", "message", "reasoning", "tool call", "activity", "subagent". */
  readonly what: string;
  /** The id or name that it was sent with; may be empty. */
  readonly label: string;
  readonly firstSeq: number;
  /** The last event about it. */
  readonly lastSeq: number;
  /** Places on the axis that was asked for. */
  readonly start: number;
  readonly end: number;
  readonly state: SpanState;
  /** True while its answer or run may still add to it. */
  readonly goesOn: boolean;
  readonly problem: SpanProblem;
}

const WORDS: Readonly<Record<LaneId, string>> = {
  run: "step",
  reasoning: "reasoning",
  messages: "message",
  tools: "tool call",
  state: "state",
  activities: "activity",
  subagents: "subagent",
  waiting: "wait",
};

/** Everything about span `id` of a table. Its name is read from the event that it began with. */
export function spanFacts(spans: SpanReader, axis: Axis, id: number): Span {
  const { table, reading } = spans;
  const lane = table.lane(id);
  const firstSeq = table.first(id);
  const isRun = lane === "run" && table.isBase(id);
  const end = reading.log.exchangeOf(firstSeq).end;
  return {
    id,
    lane,
    what: isRun ? "run" : WORDS[lane],
    label: isRun ? (spans.index.runs[table.entity(id)]?.runId ?? "") : labelOf(spans, id),
    firstSeq,
    lastSeq: table.last(id),
    start: axis.at(firstSeq),
    end: Math.max(axis.at(firstSeq), endPlace(spans, axis, id)),
    state: table.state(id),
    goesOn: table.until(id) === 0 && end === undefined,
    problem: table.problem(id),
  };
}

/** A tool's or subagent's name says more than an id. */
function labelOf(spans: SpanReader, id: number): string {
  const { event } = spans.reading.decodedAt(spans.table.first(id));
  const name = event === undefined ? undefined : nameIn(event);
  return name ?? spans.index.entity(spans.table.entity(id))?.id ?? "";
}

function nameIn(event: AguiEvent): string | undefined {
  if (event.type === "TOOL_CALL_START" || event.type === "TOOL_CALL_CHUNK") return event.toolCallName;
  if (event.type === "SUBAGENT_STARTED") return event.name;
  return event.type === "ACTIVITY_SNAPSHOT" || event.type === "ACTIVITY_DELTA" ? event.activityType : undefined;
}
