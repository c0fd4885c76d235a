import type { AguiEvent, AguiEventOf } from "#src/protocol/events.ts";

/** What a lane is putting together from chunks. */
interface Lane {
  readonly kind: "text" | "tool" | "reasoning";
  /** The message or tool call id. */
  readonly id: string;
  readonly subagentRunId: string | undefined;
}

/** At most one open chunk stream for each producer: a subagent's run id, or undefined for the parent agent. Never written to in place. */
export type Lanes = ReadonlyMap<string | undefined, Lane>;

type ChunkEvent = AguiEventOf<"TEXT_MESSAGE_CHUNK" | "TOOL_CALL_CHUNK" | "REASONING_MESSAGE_CHUNK">;
type Emit = (event: AguiEvent) => void;

const NONE: Lanes = new Map();

/** Events that close what their own producer has open, as in the official client 1.0. */
const CLOSES_OWN_LANE: ReadonlySet<string> = new Set(
  (
    "TEXT_MESSAGE_START TEXT_MESSAGE_CONTENT TEXT_MESSAGE_END " +
    "TOOL_CALL_START TOOL_CALL_ARGS TOOL_CALL_END TOOL_CALL_RESULT " +
    "STATE_SNAPSHOT STATE_DELTA CUSTOM STEP_STARTED STEP_FINISHED " +
    "REASONING_START REASONING_MESSAGE_START REASONING_MESSAGE_CONTENT REASONING_MESSAGE_END REASONING_END"
  ).split(" "),
);
/** Events about the run or the whole conversation. */
const CLOSES_ALL_LANES: ReadonlySet<string> = new Set([
  "RUN_STARTED",
  "RUN_FINISHED",
  "RUN_ERROR",
  "MESSAGES_SNAPSHOT",
]);
const CLOSES_SUBAGENT: ReadonlySet<string> = new Set(["SUBAGENT_FINISHED", "SUBAGENT_ERROR"]);

/** True for the three chunk types. */
export function isChunk(event: AguiEvent): event is ChunkEvent {
  const { type } = event;
  return type === "TEXT_MESSAGE_CHUNK" || type === "TOOL_CALL_CHUNK" || type === "REASONING_MESSAGE_CHUNK";
}

/** Emits the ENDs that an event which is no chunk implies, and returns the lanes that stay open. */
export function closeLanes(lanes: Lanes, event: AguiEvent, emit: Emit): Lanes {
  if (lanes.size === 0) return lanes;
  if (CLOSES_ALL_LANES.has(event.type)) {
    for (const lane of lanes.values()) emit(endOf(lane));
    return NONE;
  }
  const owner = "subagentRunId" in event ? event.subagentRunId : undefined;
  if (CLOSES_OWN_LANE.has(event.type)) return closeLane(lanes, owner, emit);
  return CLOSES_SUBAGENT.has(event.type) && owner !== undefined ? closeLane(lanes, owner, emit) : lanes;
}

/**
 * Reads a chunk as the START, CONTENT or ARGS and END events it stands for, as the official client 1.0 does.
 * Where that client ends the run instead (the linter says so), the reading is:
 * - a first chunk without an id belongs to nothing and is left out of the view
 * - a first TOOL_CALL_CHUNK without a name starts a call with an empty name
 * - a chunk whose role, name or parent differs from its opener's continues it; the differing field is left out
 * - a chunk whose subagentRunId differs from that of the stream its id is open in continues that stream
 * - a chunk that could continue several streams continues the one that opened last
 */
export function expandChunk(lanes: Lanes, chunk: ChunkEvent, emit: Emit): Lanes {
  const kind = chunk.type === "TEXT_MESSAGE_CHUNK" ? "text" : chunk.type === "TOOL_CALL_CHUNK" ? "tool" : "reasoning";
  const id = chunk.type === "TOOL_CALL_CHUNK" ? chunk.toolCallId : chunk.messageId;
  const owner = ownerOf(lanes, kind, id, chunk.subagentRunId);
  const open = lanes.get(owner);
  if (open?.kind === kind && (id === undefined || id === open.id)) {
    if (carriesContent(chunk)) emit(contentOf(chunk, open));
    return lanes;
  }
  const rest = closeLane(lanes, owner, emit);
  if (id === undefined) return rest;
  const lane: Lane = { kind, id, subagentRunId: chunk.subagentRunId };
  emit(startOf(chunk, id));
  if (chunk.delta !== undefined) emit(contentOf(chunk, lane));
  return new Map(rest).set(owner, lane);
}

function ownerOf(
  lanes: Lanes,
  kind: Lane["kind"],
  id: string | undefined,
  tag: string | undefined,
): string | undefined {
  if (lanes.size === 0) return tag;
  if (id !== undefined) {
    for (const [owner, lane] of lanes) if (lane.kind === kind && lane.id === id) return owner;
    return tag;
  }
  if (tag !== undefined || lanes.get(undefined)?.kind === kind) return tag;
  let last: string | undefined;
  for (const [owner, lane] of lanes) if (lane.kind === kind) last = owner;
  return last;
}

/** A chunk may bring metadata alone, such as token usage at the end. */
function carriesContent(chunk: ChunkEvent): boolean {
  return chunk.delta !== undefined || chunk.metadata !== undefined;
}

function closeLane(lanes: Lanes, owner: string | undefined, emit: Emit): Lanes {
  const lane = lanes.get(owner);
  if (lane === undefined) return lanes;
  emit(endOf(lane));
  if (lanes.size === 1) return NONE;
  const rest = new Map(lanes);
  rest.delete(owner);
  return rest;
}

function endOf({ kind, id, subagentRunId }: Lane): AguiEvent {
  const tag = subagentRunId === undefined ? {} : { subagentRunId };
  if (kind === "text") return { type: "TEXT_MESSAGE_END", messageId: id, ...tag };
  if (kind === "tool") return { type: "TOOL_CALL_END", toolCallId: id, ...tag };
  return { type: "REASONING_MESSAGE_END", messageId: id, ...tag };
}

function startOf(chunk: ChunkEvent, id: string): AguiEvent {
  const { metadata, subagentRunId } = chunk;
  const shared = { ...(metadata !== undefined && { metadata }), ...(subagentRunId !== undefined && { subagentRunId }) };
  if (chunk.type === "TEXT_MESSAGE_CHUNK") {
    const { role, name } = chunk;
    return {
      type: "TEXT_MESSAGE_START",
      messageId: id,
      role: role ?? "assistant",
      ...(name !== undefined && { name }),
      ...shared,
    };
  }
  if (chunk.type === "REASONING_MESSAGE_CHUNK") {
    return { type: "REASONING_MESSAGE_START", messageId: id, role: "reasoning", ...shared };
  }
  const { toolCallName, parentMessageId } = chunk;
  return {
    type: "TOOL_CALL_START",
    toolCallId: id,
    toolCallName: toolCallName ?? "",
    ...(parentMessageId !== undefined && { parentMessageId }),
    ...shared,
  };
}

function contentOf(chunk: ChunkEvent, { id }: Lane): AguiEvent {
  const { metadata, delta = "" } = chunk;
  const shared = { delta, ...(metadata !== undefined && { metadata }) };
  if (chunk.type === "TEXT_MESSAGE_CHUNK") return { type: "TEXT_MESSAGE_CONTENT", messageId: id, ...shared };
  if (chunk.type === "TOOL_CALL_CHUNK") return { type: "TOOL_CALL_ARGS", toolCallId: id, ...shared };
  return { type: "REASONING_MESSAGE_CONTENT", messageId: id, ...shared };
}
