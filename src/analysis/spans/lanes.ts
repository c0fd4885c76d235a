import type { EventTypeName } from "#src/protocol/events.ts";

/** A lane of the overview. */
export type LaneId = "run" | "reasoning" | "messages" | "tools" | "state" | "activities" | "subagents" | "waiting";

/** The lanes from top to bottom. `rows` is how many things that overlap in time get a row of their own; further ones share the last. */
export const LANES: readonly { readonly id: LaneId; readonly title: string; readonly rows: number }[] = [
  { id: "run", title: "run / steps", rows: 3 },
  { id: "reasoning", title: "reasoning", rows: 3 },
  { id: "messages", title: "messages", rows: 3 },
  { id: "tools", title: "tool calls", rows: 4 },
  { id: "state", title: "state", rows: 1 },
  { id: "activities", title: "activities", rows: 3 },
  { id: "subagents", title: "subagents", rows: 6 },
  { id: "waiting", title: "waiting", rows: 1 },
];

/** Where an event goes: what it does to the span of its entity, or `tick` for a moment of its own. */
export interface LanePlace {
  readonly lane: LaneId;
  readonly does: "start" | "piece" | "chunk" | "end" | "result" | "touch" | "tick";
  /** True for a span that others are drawn upon: a run under its steps, a phase of reasoning under its messages. */
  readonly base: boolean;
}

const place = (lane: LaneId, does: LanePlace["does"], base = false): LanePlace => ({ lane, does, base });

const PLACES: Partial<Record<EventTypeName, LanePlace>> = {
  STEP_STARTED: place("run", "start"),
  STEP_FINISHED: place("run", "end"),
  TEXT_MESSAGE_START: place("messages", "start"),
  TEXT_MESSAGE_CONTENT: place("messages", "piece"),
  TEXT_MESSAGE_END: place("messages", "end"),
  TEXT_MESSAGE_CHUNK: place("messages", "chunk"),
  MESSAGES_SNAPSHOT: place("messages", "tick"),
  REASONING_START: place("reasoning", "start", true),
  REASONING_END: place("reasoning", "end", true),
  REASONING_MESSAGE_START: place("reasoning", "start"),
  REASONING_MESSAGE_CONTENT: place("reasoning", "piece"),
  REASONING_MESSAGE_END: place("reasoning", "end"),
  REASONING_MESSAGE_CHUNK: place("reasoning", "chunk"),
  REASONING_ENCRYPTED_VALUE: place("reasoning", "tick"),
  TOOL_CALL_START: place("tools", "start"),
  TOOL_CALL_ARGS: place("tools", "piece"),
  TOOL_CALL_CHUNK: place("tools", "chunk"),
  TOOL_CALL_END: place("tools", "end"),
  TOOL_CALL_RESULT: place("tools", "result"),
  STATE_SNAPSHOT: place("state", "tick"),
  STATE_DELTA: place("state", "tick"),
  ACTIVITY_SNAPSHOT: place("activities", "touch"),
  ACTIVITY_DELTA: place("activities", "touch"),
  SUBAGENT_STARTED: place("subagents", "start"),
  SUBAGENT_FINISHED: place("subagents", "end"),
  SUBAGENT_ERROR: place("subagents", "end"),
};

/** Where events of a type go; undefined for those of no lane. Runs are spans too, but begin without RUN_STARTED as well. */
export const lanePlace = (type: EventTypeName | undefined): LanePlace | undefined =>
  type === undefined ? undefined : PLACES[type];
